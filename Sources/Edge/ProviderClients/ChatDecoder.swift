import Dialog
import JSON
import Providers

/// Reads the chunks of a chat completion.
///
/// Servers differ: choices, indexes, ids and the end mark may be missing, arguments come as text in pieces, as whole
/// text or as an object. What is never tolerated is an answer that may be incomplete: neither finish reason nor end
/// mark, a chunk that is not JSON, or a call whose arguments stop in the middle.
struct ChatDecoder {
  private struct PartialCall {
    var index: Int64?
    var id = ""
    var name = ""
    var text = ""
    var object: JSONObject?
  }

  static let maximumCalls = 32
  static let maximumArgumentBytes = 256 << 10

  private(set) var hasBegun = false
  private(set) var isMarkedDone = false
  private var calls: [PartialCall] = []
  private var reason: ChatEvent.FinishReason?
  private var usage: ChatEvent.Usage?

  mutating func push(_ event: ServerSentEvent) throws(ProviderError) -> [ChatEvent] {
    guard !isMarkedDone else { return [] }
    let data = event.data.trimmingSpaces
    if data == "[DONE]" {
      isMarkedDone = true
      return []
    }
    if data.isEmpty { return [] }
    let chunk: JSONValue
    do { chunk = try JSONParser.parse(data) } catch {
      throw ProviderError(.malformed, "a chunk of the answer is \(error)")
    }
    guard chunk.objectValue != nil else { throw ProviderError(.malformed, "a chunk of the answer is no object") }
    if let error = chunk["error"], error != .null { throw ChatFailure.error(error) }
    if event.event == "error" { throw ChatFailure.error(chunk) }
    return try read(chunk, member: "delta")
  }

  /// The whole answer of a server that does not stream.
  mutating func document(_ bytes: [UInt8]) throws(ProviderError) -> [ChatEvent] {
    let json: JSONValue
    do { json = try JSONParser.parse(bytes) } catch { throw ProviderError(.malformed, "the answer is \(error)") }
    if let error = json["error"], error != .null { throw ChatFailure.error(error) }
    guard json["choices"]?[0]?["message"]?.objectValue != nil else {
      throw ProviderError(.malformed, "the answer holds no message")
    }
    let events = try read(json, member: "message")
    isMarkedDone = true
    return events + (try finish())
  }

  /// The calls and the end, once the server has said all it has to say.
  mutating func finish() throws(ProviderError) -> [ChatEvent] {
    guard isMarkedDone || reason != nil else {
      throw ProviderError(.malformed, "the answer ended before it was complete")
    }
    var events: [ChatEvent] = []
    for (index, call) in calls.enumerated() { events.append(.call(try finished(call, index: index))) }
    events.append(.finished(reason ?? (calls.isEmpty ? .stop : .toolCalls), usage))
    return events
  }

  private mutating func read(_ chunk: JSONValue, member: String) throws(ProviderError) -> [ChatEvent] {
    if let used = chunk["usage"], used.objectValue != nil {
      usage = ChatEvent.Usage(
        promptTokens: Int(used["prompt_tokens"]?.integerValue ?? 0),
        completionTokens: Int(used["completion_tokens"]?.integerValue ?? 0))
    }
    guard let choice = chunk["choices"]?[0] else { return [] }
    hasBegun = true
    if let word = choice["finish_reason"]?.stringValue { reason = Self.reason(word) }
    let delta = choice[member] ?? .null
    for fragment in delta["tool_calls"]?.arrayValue ?? [] { try add(fragment) }
    // The form before there were tools; some servers still send it.
    if let function = delta["function_call"], function.objectValue != nil {
      try add(.object(JSONObject(distinct: [("index", 0), ("function", function)])))
    }
    let text = Self.text(delta["content"] ?? .null)
    return text.isEmpty ? [] : [.text(text)]
  }

  /// Content is text or, with some servers, a list of parts.
  private static func text(_ content: JSONValue) -> String {
    if let text = content.stringValue { return text }
    return (content.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.joined()
  }

  private static func reason(_ word: String) -> ChatEvent.FinishReason {
    switch word {
    case "stop", "end_turn", "eos": .stop
    case "length", "max_tokens": .length
    case "tool_calls", "function_call", "tool_use": .toolCalls
    case "content_filter": .contentFilter
    default: .other(word)
    }
  }

  private mutating func add(_ fragment: JSONValue) throws(ProviderError) {
    let position = try position(of: fragment)
    if calls[position].id.isEmpty, let id = fragment["id"]?.stringValue { calls[position].id = id }
    let function = fragment["function"] ?? .null
    if calls[position].name.isEmpty, let name = function["name"]?.stringValue { calls[position].name = name }
    switch function["arguments"] {
    case .string(let piece)?:
      guard calls[position].text.utf8.count + piece.utf8.count <= Self.maximumArgumentBytes else {
        throw ProviderError(.malformed, "a tool call's arguments are longer than \(Self.maximumArgumentBytes) bytes")
      }
      calls[position].text += piece
    case .object(let object)?: calls[position].object = object
    default: break
    }
  }

  /// Which call a fragment belongs to: that of its index, unless its id says it is another one; without an index, the
  /// one in progress, unless it brings an id or a name of its own.
  private mutating func position(of fragment: JSONValue) throws(ProviderError) -> Int {
    let index = fragment["index"]?.integerValue
    let id = fragment["id"]?.stringValue ?? ""
    let name = fragment["function"]?["name"]?.stringValue ?? ""
    if let index {
      let known = calls.lastIndex { $0.index == index && (id.isEmpty || name.isEmpty || $0.id == id) }
      if let known { return known }
    } else if let last = calls.indices.last {
      if !id.isEmpty, let known = calls.lastIndex(where: { $0.id == id }) { return known }
      if id.isEmpty, name.isEmpty || calls[last].name.isEmpty { return last }
    }
    guard calls.count < Self.maximumCalls else {
      throw ProviderError(.malformed, "the answer holds more than \(Self.maximumCalls) tool calls")
    }
    calls.append(PartialCall(index: index))
    return calls.count - 1
  }

  private func finished(_ call: PartialCall, index: Int) throws(ProviderError) -> ToolCall {
    guard !call.name.isEmpty else { throw ProviderError(.malformed, "a tool call without a name") }
    // The session makes ids unique over the call; here they only tell an answer's calls apart.
    let id = call.id.isEmpty ? "call_\(index)" : call.id
    if let object = call.object { return ToolCall(id: id, name: call.name, arguments: object) }
    let text = call.text.trimmingSpaces
    if text.isEmpty { return ToolCall(id: id, name: call.name, arguments: JSONObject()) }
    guard let value = try? JSONParser.parse(text) else {
      throw ProviderError(.malformed, "the arguments of the call of \(call.name) are incomplete or not JSON")
    }
    switch value {
    case .object(let object): return ToolCall(id: id, name: call.name, arguments: object)
    case .null: return ToolCall(id: id, name: call.name, arguments: JSONObject())
    // Some servers encode the arguments twice.
    case .string(let inner):
      if case .object(let object)? = try? JSONParser.parse(inner) {
        return ToolCall(id: id, name: call.name, arguments: object)
      }
    default: break
    }
    throw ProviderError(.malformed, "the arguments of the call of \(call.name) are no object")
  }
}

extension String {
  var trimmingSpaces: String {
    let space: (Character) -> Bool = { $0.isWhitespace }
    return String(drop(while: space).reversed().drop(while: space).reversed())
  }
}
