package import JSON

/// A call of a tool that a brain asks for.
package struct ToolCall: Sendable, Hashable {
  package var id: String
  package var name: String
  package var arguments: JSONObject
  package init(id: String, name: String, arguments: JSONObject) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}

/// What came of a tool call: exactly one for each call.
package struct ToolResult: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case value(JSONValue)
    /// In words a brain can act on and an operator can read.
    case failed(String)
  }
  package var call: ToolCall
  package var outcome: Outcome
  package init(call: ToolCall, outcome: Outcome) {
    self.call = call
    self.outcome = outcome
  }
}

package enum BrainInput: Sendable, Hashable {
  case said(String)
  /// Digits the caller pressed, as one string.
  case digits(String)
  /// The results of every tool call of the last response, in the order they were asked for.
  case toolResults([ToolResult])
}

/// What a brain wants, in order. A response that ends with `.call`s is continued by `.toolResults`.
package enum BrainOutput: Sendable, Hashable {
  /// A piece of what to say; pieces of one response are joined as they are.
  case text(String)
  case call(ToolCall)
  /// What the caller was understood to want (0...1).
  case intent(String, confidence: Double)
  case slot(String, JSONValue)
  /// Entered that step of the scenario.
  case step(String)
  case outcome(String, JSONValue)
  /// Name of one of the bot's transfer targets.
  case transfer(String)
  case hangup
}

/// What the brain expects to hear next; sets the patience of the end of turn.
package enum Expectation: Sendable, Hashable {
  case open
  case yesOrNo
  /// That many spoken or pressed digits.
  case digits(Int)
  case choice
}

/// One call's conversation with a brain. Methods are called one at a time.
package protocol BrainSession: Sendable {
  /// What to say when the call is answered, before the caller speaks.
  func greeting() async -> String
  /// Responds to the input. Ends, throws `ProviderError`, or is cancelled by cancelling the consuming task.
  func respond(to input: BrainInput) -> AsyncThrowingStream<BrainOutput, any Error>
  /// Replaces the bot's last utterance by what the caller heard of it.
  func heard(_ text: String) async
  /// Takes back the last input and what came of it, as if it had not been said; does nothing where a tool was called.
  func cancelTurn() async
  var expectation: Expectation { get async }
}
