

package struct TurnMachine: Sendable {
  package init(configuration: TurnConfiguration = TurnConfiguration()) {}
  package mutating func handle(_ input: TurnInput, now: Duration) {}
  package mutating func nextAction() -> TurnAction? { nil }
  package var nextDeadline: Duration? { nil }
}
