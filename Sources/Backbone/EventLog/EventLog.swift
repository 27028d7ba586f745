package import Events
import Glibc

/// The record of everything that happened: events on disk in one order, and whoever reads them from any offset.
///
/// Invariants: an event is on disk before any consumer sees it; offsets are global, contiguous and start at 1; the
/// process may be killed at any instant, and the log reopens with every event that a consumer has seen.
package final class EventLog: Sendable {
  private let queue: AppendQueue
  private let head: LogHead
  private let database: EventDatabase
  private let writer: LogWriter

  /// Opens or creates the SQLite file. Its directory must exist. One process at a time.
  package init(path: String, options: EventLogOptions = EventLogOptions()) throws(EventLogError) {
    let lock = open(path + "-lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else {
      throw EventLogError(.failed, "event log \(path): \(String(cString: strerror(errno)))")
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(lock)
      throw EventLogError(.inUse, "event log \(path) is in use by another process")
    }
    do throws(EventLogError) {
      database = try EventDatabase(path: path, durability: options.durability)
      do {
        head = LogHead(lastOffset: try database.lastOffset())
      } catch {
        throw EventLogError(.failed, "event log \(path): \(error)")
      }
      queue = AppendQueue(options: options)
      writer = LogWriter(queue: queue, head: head, database: database, lock: lock)
      try writer.start()
    } catch {
      Glibc.close(lock)
      throw error
    }
  }

  deinit { queue.close() }

  /// Hands the event to the writer's thread; never waits for the disk. Any thread. After `close` it does nothing.
  package func append(_ event: Event) { queue.append(event) }

  /// The last offset that is on disk; 0 where there is none.
  package var lastOffset: Int64 { head.lastOffset }

  package var statistics: EventLogStatistics {
    var statistics = head.statistics
    let queued = queue.statistics
    statistics.partialsDropped = queued.partialsDropped
    statistics.spilled = queued.spilled
    statistics.lost = queued.lost
    return statistics
  }

  /// Reads from `offset` (inclusive) on; below 1 means the beginning.
  package func tail(from offset: Int64, _ filter: EventFilter = .all, follow: Bool = true) -> EventTail {
    EventTail(head: head, database: database, first: max(1, offset), filter: filter, follow: follow)
  }

  /// Returns when everything appended before is on disk.
  package func flush() async { await withCheckedContinuation { queue.flush($0) } }

  /// Writes what waits, ends all tails and closes the file.
  package func close() async {
    queue.close()
    await writer.waitForEnd()
  }
}
