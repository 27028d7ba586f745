/// The base values of the timers of RFC 3261 §17.1.1.1 (table 4, appendix A).
package struct SIPTimers: Equatable, Sendable {
  /// Round-trip estimate.
  package var t1: Duration = .milliseconds(500)
  /// Longest interval between retransmissions.
  package var t2: Duration = .seconds(4)
  /// Longest life of a message in the network.
  package var t4: Duration = .seconds(5)

  package init() {}

  /// 64·T1: timers B, F, H, J, L and M.
  package var giveUp: Duration { t1 * 64 }
}
