package import Dialog
import JSON
import Providers

/// Understands a tool call that a model wrote as its answer, as small models do in place of calling:
/// `{"name": …, "arguments": {…}}`, bare, in a code fence or between `<tool_call>` marks.
///
/// Invariant: text that may be such a call is held back until the answer is whole, then becomes a call where it names a
/// tool of the request, and is given as the text it is where not. Any other text passes at once.
package struct WrittenCallChatClient: ChatClient {
  /// More than this is prose.
  package static let maximumBytes = 16 << 10

  private let base: any ChatClient

  package init(_ base: any ChatClient) { self.base = base }

  package func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
    relay { [base] output in
      var held = ""
      var passes = request.tools.isEmpty
      for try await event in base.answer(request) {
        switch event {
        case .text(let piece) where !passes:
          held += piece
          guard !Self.mayBeCall(held) else { continue }
          passes = true
          output.yield(.text(held))
          held = ""
        case .finished where !held.isEmpty:
          output.yield(Self.call(in: held, of: request) ?? .text(held))
          held = ""
          output.yield(event)
        default: output.yield(event)
        }
      }
      if !held.isEmpty { output.yield(.text(held)) }
    }
  }

  private static let openings = ["{", "```", "<tool_call>"]

  /// Whether the text begins, as far as it goes, as a written call does.
  static func mayBeCall(_ text: String) -> Bool {
    guard text.utf8.count <= maximumBytes else { return false }
    let start = text.drop(while: \.isWhitespace)
    return openings.contains { start.hasPrefix($0) || $0.hasPrefix(start) }
  }

  static func call(in text: String, of request: ChatRequest) -> ChatEvent? {
    guard let open = text.firstIndex(of: "{"), let close = text.lastIndex(of: "}"), open < close,
      let value = try? JSONParser.parse(String(text[open...close])),
      let name = value["name"]?.stringValue, request.tools.contains(where: { $0.name == name })
    else { return nil }
    let arguments: JSONObject?
    switch value["arguments"] ?? value["parameters"] {
    case .object(let object)?: arguments = object
    case .string(let text)?: arguments = (try? JSONParser.parse(text))?.objectValue
    case nil: arguments = JSONObject()
    default: arguments = nil
    }
    return arguments.map { .call(ToolCall(id: "written", name: name, arguments: $0)) }
  }
}
