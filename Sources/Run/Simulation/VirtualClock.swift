package import ProviderClients
import Synchronization

/// The time of one simulated call. It passes only where somebody advances it or sleeps on it, and then at once.
///
/// Invariant: within a turn it never passes the turn's limit; who would sleep beyond it is woken with an error, so that
/// a brain that waits for ever ends its turn.
package final class VirtualClock: Sendable {
  package struct TurnTooLong: Error {}

  private struct State {
    var now = Duration.zero
    var limit: Duration?
    var ranOut = false
    var chance: UInt64 = 0x9E37_79B9_7F4A_7C15
  }

  private let state = Mutex(State())

  package init() {}

  /// Since the call began.
  package var now: Duration { state.withLock { $0.now } }
  /// Whether a sleep of the turn was cut short.
  package var ranOut: Bool { state.withLock { $0.ranOut } }

  package func beginTurn(limit: Duration) {
    state.withLock { state in
      state.limit = state.now + limit
      state.ranOut = false
    }
  }

  /// Stops at the turn's limit; false where that was reached.
  @discardableResult package func advance(by duration: Duration) -> Bool {
    state.withLock { state in
      let target = state.now + max(.zero, duration)
      guard let limit = state.limit, target > limit else {
        state.now = target
        return true
      }
      state.now = max(state.now, limit)
      state.ranOut = true
      return false
    }
  }

  package func sleep(_ duration: Duration) throws {
    try Task.checkCancellation()
    guard advance(by: duration) else { throw TurnTooLong() }
  }

  /// Chance that is the same in every run (an xorshift generator).
  private func random() -> Double {
    state.withLock { state in
      state.chance ^= state.chance << 13
      state.chance ^= state.chance >> 7
      state.chance ^= state.chance << 17
      return Double(state.chance >> 11) / Double(UInt64(1) << 53)
    }
  }

  /// For retries and circuit breakers.
  package var timekeeper: Timekeeper {
    Timekeeper(now: { self.now }, sleep: { try self.sleep($0) }, random: { self.random() })
  }
}
