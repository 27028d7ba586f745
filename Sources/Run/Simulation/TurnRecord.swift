import JSON
import Providers
import Resources

/// What happened since the caller's last turn, and what a call has come to by then.
struct TurnRecord {
  struct Call {
    var call: ToolCall
    var outcome: ToolResult.Outcome?
  }

  // Since the caller's last turn.
  var said: [String] = []
  var intents: [String] = []
  var calls: [Call] = []
  var steps: [String] = []
  // Of the whole call.
  var slots: [String: JSONValue] = [:]
  var outcome: [String: JSONValue] = [:]
  var step: String?
  var transfer: String?
  var hungUp = false
  /// Why the call is over; nil while it is not.
  var ended: String?

  mutating func beginTurn() {
    said = []
    intents = []
    calls = []
    steps = []
  }

  /// What does not hold, as what was expected and what is so.
  func failure(of expectation: TestCase.Expectation) -> (expected: String, actual: String)? {
    switch expectation {
    case .hears(let matcher):
      let text = said.joined(separator: " ")
      guard !TextMatch.holds(matcher, text) else { return nil }
      return ("hears \(TextMatch.describe(matcher))", text.isEmpty ? "the bot said nothing" : "heard \"\(text)\"")
    case .intent(let name):
      guard !intents.contains(name) else { return nil }
      return ("intent \(name)", intents.isEmpty ? "no intent was understood" : "intent \(Self.list(intents))")
    case .slot(let name, let value):
      let actual = slots[name]
      if actual == value || (actual == nil && value == .null) { return nil }
      if let actual, TextMatch.holds(value, actual) { return nil }
      return ("slot \(name) is \(value.text)", actual.map { "it is \($0.text)" } ?? "it has no value")
    case .tool(let name, let arguments): return toolFailure(name, arguments)
    case .noTool(let name):
      let found = calls.filter { name == nil || $0.call.name == name }
      guard !found.isEmpty else { return nil }
      return (name.map { "no call of \($0)" } ?? "no tool call", "called \(Self.list(found.map(Self.text)))")
    case .step(let name):
      guard !steps.contains(name), !(steps.isEmpty && step == name) else { return nil }
      return (
        "step \(name)",
        steps.isEmpty ? step.map { "still in \($0)" } ?? "no step was entered" : "entered \(Self.list(steps))"
      )
    case .transfer(let target):
      guard transfer != target else { return nil }
      return ("a transfer to \(target)", transfer.map { "transferred to \($0)" } ?? "no transfer")
    case .hangup(let wanted):
      guard hungUp != wanted else { return nil }
      return (wanted ? "the bot hangs up" : "the bot does not hang up", wanted ? "it has not" : "it has")
    case .outcome(let name, let value):
      if let actual = outcome[name], TextMatch.holds(value, actual) { return nil }
      return ("outcome \(name) is \(value.text)", outcome[name].map { "it is \($0.text)" } ?? "it has no value")
    case .silentWithin: return nil
    }
  }

  private func toolFailure(_ name: String, _ arguments: JSONObject) -> (expected: String, actual: String)? {
    let found = calls.filter { $0.call.name == name }
    if found.contains(where: { TextMatch.holds(.object(arguments), .object($0.call.arguments)) }) { return nil }
    let expected = "tool \(name)" + (arguments.isEmpty ? "" : " with \(JSONWriter.string(.object(arguments)))")
    if calls.isEmpty { return (expected, "no tool was called") }
    guard let nearest = found.last, found.count == 1 else {
      return (expected, "called \(Self.list(calls.map(Self.text)))")
    }
    let wrong = arguments.members.filter { member in
      nearest.call.arguments[member.name].map { !TextMatch.holds(member.value, $0) } ?? true
    }
    let parts = wrong.map { member in
      "\(member.name) was \(nearest.call.arguments[member.name].map { JSONWriter.string($0) } ?? "left out")"
    }
    return (expected, "called with other arguments: \(Self.list(parts))")
  }

  static func text(_ call: Call) -> String { "\(call.call.name) \(JSONWriter.string(.object(call.call.arguments)))" }

  private static func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }
}
