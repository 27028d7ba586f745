/// Where a bot or a menu sends callers.
package struct TransferTarget: Sendable, Hashable {
  package enum Mode: String, Sendable, Hashable, CaseIterable { case blind, supervised }
  package enum Failure: String, Sendable, Hashable, CaseIterable { case `return`, hangup }
  /// A SIP URI.
  package var to: String
  package var mode = Mode.blind
  /// Said to the target before the caller is connected.
  package var screen: String?
  package var onFailure = Failure.return
  package init(to: String) { self.to = to }
}
