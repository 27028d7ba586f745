package import Providers
package import Resources

/// The deterministic brain.
package struct FlowMachine: Sendable {
  package init(
    scenario: Scenario, variables: [String: String] = [:], greeting: String? = nil, today: CalendarDay
  ) {}
  package mutating func greeting() -> String { "" }
  package mutating func respond(to input: BrainInput) -> [BrainOutput] { [] }
  package mutating func heard(_ text: String) {}
  package mutating func cancelTurn() {}
  package var expectation: Expectation { .open }
  package static func staticPrompts(
    scenario: Scenario, variables: [String: String] = [:], greeting: String? = nil
  ) -> [String] { [] }
}
