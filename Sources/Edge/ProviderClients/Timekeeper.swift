/// Time and chance for retries and circuit breakers, so that tests can stand in for both.
package struct Timekeeper: Sendable {
  /// Time since an arbitrary origin.
  package var now: @Sendable () -> Duration
  package var sleep: @Sendable (Duration) async throws -> Void
  /// 0..<1.
  package var random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
  }

  package static let system: Timekeeper = {
    let origin = ContinuousClock.now
    return Timekeeper(
      now: { ContinuousClock.now - origin }, sleep: { try await ContinuousClock().sleep(for: $0) },
      random: { Double.random(in: 0..<1) })
  }()
}
