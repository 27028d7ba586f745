package import Dialog
import Providers
import Synchronization

/// Stops asking a server that keeps failing, so that its calls fail over at once.
///
/// closed —`threshold` failures in a row→ open —`rest` has passed→ half open (one request is let through)
/// —success→ closed, —failure→ open.
package final class CircuitBreakerChatClient: ChatClient {
  private enum State {
    case closed(failures: Int)
    case open(until: Duration)
    case halfOpen
  }

  private let base: any ChatClient
  private let threshold: Int
  private let rest: Duration
  private let time: Timekeeper
  private let state = Mutex(State.closed(failures: 0))

  package init(_ base: any ChatClient, threshold: Int = 5, rest: Duration = .seconds(10), time: Timekeeper = .system) {
    self.base = base
    self.threshold = threshold
    self.rest = rest
    self.time = time
  }

  package func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
    relay { [self] output in
      try admit()
      do {
        for try await event in base.answer(request) { output.yield(event) }
        // A cancelled consumer ends the base's stream without an error; that says nothing about the server.
        settle(Task.isCancelled ? nil : true)
      } catch {
        settle(verdict(on: error))
        throw error
      }
    }
  }

  private func admit() throws {
    let now = time.now()
    try state.withLock { state throws(ProviderError) in
      switch state {
      case .closed: break
      case .open(let until) where now >= until: state = .halfOpen
      case .open(let until):
        throw ProviderError(.unavailable, "left alone after \(threshold) failures in a row", retryAfter: until - now)
      case .halfOpen: throw ProviderError(.unavailable, "being tried again after failures")
      }
    }
  }

  /// True for a healthy server, false for a failing one, nil where the outcome says nothing.
  private func verdict(on error: any Error) -> Bool? {
    guard let error = error as? ProviderError else { return false }
    return switch error.code {
    case .unavailable, .timeout, .overloaded, .malformed: false
    case .refused, .unsupported: true
    case .cancelled: nil
    }
  }

  private func settle(_ healthy: Bool?) {
    let now = time.now()
    state.withLock { state in
      switch (state, healthy) {
      case (.closed, true?): state = .closed(failures: 0)
      case (.closed(let failures), false?):
        state = failures + 1 >= threshold ? .open(until: now + rest) : .closed(failures: failures + 1)
      case (.halfOpen, true?): state = .closed(failures: 0)
      case (.halfOpen, false?): state = .open(until: now + rest)
      // The probe came to nothing; the next request is the probe.
      case (.halfOpen, nil): state = .open(until: now)
      case (.open, _), (.closed, nil): break
      }
    }
  }
}
