package import JSON
package import Providers

/// One message of a conversation with a language model, in no vendor's form.
package enum ChatMessage: Sendable, Hashable {
  case system(String)
  case user(String)
  /// What the model said and which tools it called; never empty in both.
  case assistant(String, calls: [ToolCall])
  /// What a call gave, as the text the model reads.
  case tool(callID: String, name: String, text: String)
}

/// A function the model may call.
package struct ChatTool: Sendable, Hashable {
  package var name: String
  package var description: String
  /// JSON Schema of the arguments.
  package var parameters: JSONValue
  package init(name: String, description: String, parameters: JSONValue) {
    self.name = name
    self.description = description
    self.parameters = parameters
  }
}

/// What a language model is asked.
///
/// Invariant: the first message is the system's; every call of an assistant message is followed by exactly one tool
/// message with its id, before the next message of anybody else.
package struct ChatRequest: Sendable, Hashable {
  package var messages: [ChatMessage]
  package var tools: [ChatTool]
  package init(messages: [ChatMessage], tools: [ChatTool] = []) {
    self.messages = messages
    self.tools = tools
  }
}
