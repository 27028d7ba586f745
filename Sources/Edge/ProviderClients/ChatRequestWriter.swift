import Dialog
import JSON
import Providers

/// Writes a request of OpenAI's chat completions protocol.
enum ChatRequestWriter {
  static func bytes(_ request: ChatRequest, model: String, temperature: Double?, maximumTokens: Int?) -> [UInt8] {
    var writer = JSONWriter(capacity: 4096)
    writer.beginObject()
    writer.name("model")
    writer.write(model)
    writer.name("stream")
    writer.write(true)
    if let temperature {
      writer.name("temperature")
      writer.write(temperature)
    }
    if let maximumTokens {
      writer.name("max_tokens")
      writer.write(Int64(maximumTokens))
    }
    writer.name("messages")
    writer.beginArray()
    for message in request.messages { write(message, to: &writer) }
    writer.endArray()
    if !request.tools.isEmpty {
      writer.name("tools")
      writer.beginArray()
      for tool in request.tools { writer.write(Self.json(tool)) }
      writer.endArray()
    }
    writer.endObject()
    return writer.bytes
  }

  private static func json(_ tool: ChatTool) -> JSONValue {
    [
      "type": "function",
      "function": [
        "name": .string(tool.name), "description": .string(tool.description), "parameters": tool.parameters,
      ],
    ]
  }

  private static func write(_ message: ChatMessage, to writer: inout JSONWriter) {
    switch message {
    case .system(let text): writer.write(["role": "system", "content": .string(text)])
    case .user(let text): writer.write(["role": "user", "content": .string(text)])
    case .tool(let callID, _, let text):
      writer.write(["role": "tool", "tool_call_id": .string(callID), "content": .string(text)])
    case .assistant(let text, let calls):
      // Empty content next to calls has to be null: some servers refuse an empty text.
      var object = JSONObject(distinct: [("role", "assistant"), ("content", text.isEmpty ? .null : .string(text))])
      if !calls.isEmpty {
        object["tool_calls"] = .array(
          calls.map { call in
            let arguments = JSONWriter.string(.object(call.arguments))
            let function: JSONValue = ["name": .string(call.name), "arguments": .string(arguments)]
            return ["id": .string(call.id), "type": "function", "function": function]
          })
      }
      writer.write(.object(object))
    }
  }
}
