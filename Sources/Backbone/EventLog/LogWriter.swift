import Events
import Glibc
import JSON
import Synchronization

/// The thread that alone writes: it gives events their offsets, commits them in groups and then shows them.
///
/// Invariant: offsets are contiguous from 1; one is given to an event only by the transaction that puts it on disk. A
/// commit that fails is tried again with the same events until the log is closed.
final class LogWriter: Sendable {
  private static let transactionEvents = 1024

  private let queue: AppendQueue
  private let head: LogHead
  private let database: EventDatabase
  private let lock: Int32
  private let closing = Mutex<(isDone: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

  /// Takes over the descriptor of the lock file, closed when the thread ends.
  init(queue: AppendQueue, head: LogHead, database: EventDatabase, lock: Int32) {
    self.queue = queue
    self.head = head
    self.database = database
    self.lock = lock
  }

  func start() throws(EventLogError) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let code = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<LogWriter>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, context.toOpaque())
    guard code == 0 else {
      context.release()
      throw EventLogError(.failed, "cannot start the event log's thread: error \(code)")
    }
    pthread_detach(thread)
  }

  func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let isDone = closing.withLock { closing in
        if !closing.isDone { closing.waiting.append(continuation) }
        return closing.isDone
      }
      if isDone { continuation.resume() }
    }
  }

  private func run() {
    while true {
      let batch = queue.take()
      var rest = batch.events[...]
      while !rest.isEmpty {
        guard commit(rest.prefix(Self.transactionEvents)) else { break }
        rest = rest.dropFirst(Self.transactionEvents)
      }
      for flush in batch.flushes { flush.resume() }
      if batch.isLast { break }
    }
    head.close()
    database.close()
    Glibc.close(lock)
    let waiting = closing.withLock { closing in
      closing.isDone = true
      defer { closing.waiting = [] }
      return closing.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// False where the disk refuses and the log is being closed.
  private func commit(_ events: ArraySlice<Event>) -> Bool {
    var offset = head.lastOffset
    let stored = events.map { event in
      offset += 1
      return StoredEvent(event, offset: offset)
    }
    let times = events.map(\.time)
    while true {
      do {
        try database.append(stored, times: times)
        head.advance(stored)
        return true
      } catch {
        head.failed("\(error)")
        guard queue.pause(milliseconds: 250) else { return false }
      }
    }
  }
}

extension StoredEvent {
  fileprivate init(_ event: Event, offset: Int64) {
    var writer = JSONWriter(capacity: 384)
    event.write(into: &writer, offset: offset)
    self.init(
      offset: offset, call: event.call, tenant: event.tenant, bot: event.bot, type: event.body.type, json: writer.bytes)
  }
}
