import Synchronization

/// The newest events that are on disk, and who waits for more.
///
/// Invariant: `lastOffset` is on disk, and `recent` holds exactly the offsets up to it, the last `recent.count` of
/// them. Memory is bounded; a consumer that falls behind it reads from disk.
final class LogHead: Sendable {
  static let maximumEvents = 4096
  static let maximumBytes = 8 << 20

  enum Reading {
    /// Consecutive events from the offset asked for.
    case events([StoredEvent])
    /// No longer in memory; on disk up to `last`.
    case older(last: Int64)
    /// All has been read.
    case end(isClosed: Bool)
  }

  private struct State {
    var lastOffset: Int64
    var recent: [StoredEvent] = []
    var bytes = 0
    var statistics = EventLogStatistics()
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextWaiter = 0
    var isClosed = false
  }

  private let state: Mutex<State>

  init(lastOffset: Int64) { state = Mutex(State(lastOffset: lastOffset)) }

  var isClosed: Bool { state.withLock { $0.isClosed } }
  var lastOffset: Int64 { state.withLock { $0.lastOffset } }
  var statistics: EventLogStatistics { state.withLock { $0.statistics } }

  /// Makes committed events visible and wakes whoever waits for them.
  func advance(_ events: [StoredEvent]) {
    let waiters = state.withLock { state in
      state.lastOffset += Int64(events.count)
      state.statistics.committed += Int64(events.count)
      state.statistics.groups += 1
      state.statistics.failure = nil
      state.recent += events
      state.bytes += events.reduce(0) { $0 + $1.json.count }
      // Trimmed well below the limit at once, so that the array is not moved at every group.
      if state.recent.count > Self.maximumEvents || state.bytes > Self.maximumBytes {
        var drop = 0
        while drop < state.recent.count,
          state.recent.count - drop > Self.maximumEvents / 2 || state.bytes > Self.maximumBytes / 2
        {
          state.bytes -= state.recent[drop].json.count
          drop += 1
        }
        state.recent.removeFirst(drop)
      }
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.resume() }
  }

  func failed(_ message: String) {
    state.withLock {
      $0.statistics.failures += 1
      $0.statistics.failure = message
    }
  }

  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.resume() }
  }

  func read(from offset: Int64, limit: Int) -> Reading {
    state.withLock { state in
      guard offset <= state.lastOffset else { return .end(isClosed: state.isClosed) }
      let first = state.lastOffset - Int64(state.recent.count) + 1
      guard offset >= first else { return .older(last: state.lastOffset) }
      return .events(Array(state.recent[Int(offset - first)...].prefix(limit)))
    }
  }

  /// Returns when an event of that offset is on disk, the log is closed or the task is cancelled.
  func wait(for offset: Int64) async {
    let id = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let resumes = state.withLock { state in
          guard state.lastOffset < offset, !state.isClosed, !Task.isCancelled else { return true }
          state.waiters[id] = continuation
          return false
        }
        if resumes { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
      waiter?.resume()
    }
  }
}
