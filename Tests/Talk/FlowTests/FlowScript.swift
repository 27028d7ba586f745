import Flow
import JSON
import Providers
import Resources

/// One conversation with a machine: what is said in, what was made of it out.
struct FlowScript {
  var machine: FlowMachine
  private(set) var last: [BrainOutput] = []
  private(set) var pending: [ToolCall] = []

  static let today = CalendarDay(year: 2026, month: 11, day: 22)

  init(_ scenario: Scenario, variables: [String: String] = [:], greeting: String? = nil) {
    machine = FlowMachine(
      scenario: scenario, variables: variables, greeting: greeting, today: Self.today)
    _ = machine.greeting()
  }

  /// What the bot answers.
  @discardableResult mutating func say(_ text: String) -> String { take(machine.respond(to: .said(text))) }
  @discardableResult mutating func press(_ keys: String) -> String { take(machine.respond(to: .digits(keys))) }
  @discardableResult mutating func returns(_ value: JSONValue) -> String {
    take(machine.respond(to: .toolResults(pending.map { ToolResult(call: $0, outcome: .value(value)) })))
  }
  @discardableResult mutating func fails() -> String {
    take(machine.respond(to: .toolResults(pending.map { ToolResult(call: $0, outcome: .failed("no")) })))
  }

  private mutating func take(_ outputs: [BrainOutput]) -> String {
    last = outputs
    pending = outputs.compactMap { if case .call(let call) = $0 { call } else { nil } }
    return outputs.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
  }

  var call: ToolCall? { pending.first }
  var slots: [String: JSONValue] {
    var slots: [String: JSONValue] = [:]
    for case .slot(let name, let value) in last { slots[name] = value }
    return slots
  }
  var intent: String? {
    for case .intent(let name, _) in last { return name }
    return nil
  }
  /// The first step entered in the last answer.
  var step: String? {
    for case .step(let name) in last { return name }
    return nil
  }
  var transfer: String? {
    for case .transfer(let name) in last { return name }
    return nil
  }
}
