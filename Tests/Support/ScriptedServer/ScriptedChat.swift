package import JSON

/// Answers in OpenAI's chat completions protocol.
extension ScriptedReply {
  /// Streams the pieces of text, then the end.
  package static func chat(_ pieces: [String]) -> Self {
    let chunks = pieces.map { chunk(["content": .string($0)]) }
    return events(chunks + [chunk([:], finish: "stop"), "[DONE]"])
  }

  /// Calls a tool, its arguments in pieces of a few bytes, after saying `text`.
  package static func chat(_ text: String = "", calling tool: String, id: String = "call_1", arguments: JSONValue)
    -> Self
  {
    var chunks = text.isEmpty ? [] : [chunk(["content": .string(text)])]
    let head: JSONValue = [
      "index": 0, "id": .string(id), "type": "function", "function": ["name": .string(tool), "arguments": ""],
    ]
    chunks.append(chunk(["tool_calls": [head]]))
    let scalars = Array(JSONWriter.string(arguments).unicodeScalars)
    for start in stride(from: 0, to: scalars.count, by: 7) {
      var piece = ""
      piece.unicodeScalars.append(contentsOf: scalars[start..<min(start + 7, scalars.count)])
      chunks.append(chunk(["tool_calls": [["index": 0, "function": ["arguments": .string(piece)]]]]))
    }
    return events(chunks + [chunk([:], finish: "tool_calls"), "[DONE]"])
  }

  /// A stream of events with these data.
  package static func events(_ data: [String], then last: [Step] = []) -> Self {
    ScriptedReply(
      contentType: "text/event-stream", body: data.map { .send(Array("data: \($0)\n\n".utf8)) } + last)
  }

  /// One chunk's JSON.
  package static func chunk(_ delta: JSONValue, finish: String? = nil) -> String {
    let reason: JSONValue = finish.map { .string($0) } ?? .null
    let choice: JSONValue = ["index": 0, "delta": delta, "finish_reason": reason]
    return JSONWriter.string(["id": "chatcmpl-1", "object": "chat.completion.chunk", "choices": [choice]])
  }
}
