import Synchronization

/// Keeps changes and compactions apart: any number of changes at once, or one compaction.
///
/// Invariants: no compaction begins while a change is under way; a change that comes while one is under way has it given
/// up, and waits for no more than that; after `close` none begins.
final class ChangeGate: Sendable {
  private struct State {
    var changes = 0
    var isCompacting = false
    var isClosed = false
    /// Changes, and whoever closes.
    var waiting: [CheckedContinuation<Void, Never>] = []
    var waitingChanges = 0
  }
  private let state = Mutex(State())

  /// A change begins.
  func enter() async {
    await withCheckedContinuation { continuation in
      let mayEnter = state.withLock { state in
        guard state.isCompacting else {
          state.changes += 1
          return true
        }
        state.waiting.append(continuation)
        state.waitingChanges += 1
        return false
      }
      if mayEnter { continuation.resume() }
    }
  }

  /// A change is over.
  func leave() { state.withLock { $0.changes -= 1 } }

  /// Nil, with nothing done, where something else is under way. `body` is to end soon after what it is given says false.
  func compact<Value: Sendable>(
    _ body: (_ isWanted: @escaping @Sendable () -> Bool) async -> Value
  ) async -> Value? {
    let mayBegin = state.withLock { state in
      guard state.changes == 0, !state.isCompacting, !state.isClosed else { return false }
      state.isCompacting = true
      return true
    }
    guard mayBegin else { return nil }
    let value = await body { [self] in state.withLock { $0.waiting.isEmpty && !$0.isClosed } }
    let waiting = state.withLock { state in
      state.isCompacting = false
      state.changes += state.waitingChanges
      state.waitingChanges = 0
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
    return value
  }

  /// No compaction begins any more, and when it returns none is under way.
  func close() async {
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state in
        state.isClosed = true
        guard state.isCompacting else { return true }
        state.waiting.append(continuation)
        return false
      }
      if isDone { continuation.resume() }
    }
  }
}
