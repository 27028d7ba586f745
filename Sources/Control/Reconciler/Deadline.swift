import Synchronization

/// Bounded waiting for work that may not heed its cancellation.
enum Deadline {
  /// Runs `work` and returns true when it is done, or false at the deadline or on cancellation, when it is cancelled
  /// and left to itself.
  static func run(_ limit: Duration, _ work: @escaping @Sendable () async -> Void) async -> Bool {
    let race = Race()
    let task = Task {
      await work()
      race.finish(true)
    }
    let timer = Task {
      if (try? await Task.sleep(for: limit)) != nil { race.finish(false) }
    }
    let isDone = await withTaskCancellationHandler {
      await race.wait()
    } onCancel: {
      race.finish(false)
    }
    task.cancel()
    timer.cancel()
    return isDone
  }
}

/// The first of several outcomes.
private final class Race: Sendable {
  private struct State {
    var outcome: Bool?
    var waiter: CheckedContinuation<Bool, Never>?
  }
  private let state = Mutex(State())

  func finish(_ outcome: Bool) {
    let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard state.outcome == nil else { return nil }
      state.outcome = outcome
      return state.waiter.take()
    }
    waiter?.resume(returning: outcome)
  }

  func wait() async -> Bool {
    await withCheckedContinuation { continuation in
      let outcome = state.withLock { state in
        if state.outcome == nil { state.waiter = continuation }
        return state.outcome
      }
      if let outcome { continuation.resume(returning: outcome) }
    }
  }
}
