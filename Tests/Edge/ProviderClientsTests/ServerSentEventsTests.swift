import Dialog
import JSON
import Providers
import ScriptedServer
import Testing

@testable import ProviderClients

@Suite struct ServerSentEventsTests {
  static func events(_ pieces: [[UInt8]]) throws -> [ServerSentEvent] {
    var parser = ServerSentEventParser()
    var events: [ServerSentEvent] = []
    for piece in pieces { events += try parser.push(piece) }
    if let last = try parser.finish() { events.append(last) }
    return events
  }

  @Test(arguments: [
    ("data: a\n\ndata: b\n\n", ["a", "b"]), ("data: a\r\n\r\ndata:b\r\n\r\n", ["a", "b"]),
    ("data: a\r\rdata: b\r\r", ["a", "b"]),
    (": comment\n\ndata: a\ndata: b\nid: 4\nretry: 10\n\n", ["a\nb"]), ("\u{FEFF}data: a\n\n", ["a"]),
    ("data\n\n", [""]),
    ("data: a", ["a"]), ("event: x\n\n", []), ("dat: a\n\n", []), ("data: \u{1F355}\n\n", ["\u{1F355}"]), ("", []),
  ])
  func parses(_ text: String, into data: [String]) throws {
    #expect(try Self.events([Array(text.utf8)]).map(\.data) == data)
    // However it is cut.
    #expect(try Self.events(text.utf8.map { [$0] }).map(\.data) == data)
    let bytes = Array(text.utf8)
    for cut in bytes.indices {
      #expect(try Self.events([Array(bytes[..<cut]), Array(bytes[cut...])]).map(\.data) == data)
    }
  }

  @Test func limitsLines() {
    var parser = ServerSentEventParser()
    #expect(throws: ServerSentEventError.tooLong) {
      for _ in 0..<20 { _ = try parser.push([UInt8](repeating: 65, count: 1 << 17)) }
    }
    var other = ServerSentEventParser()
    #expect(throws: ServerSentEventError.badUTF8) { _ = try other.push(Array("data: ".utf8) + [0xFF, 10, 10]) }
  }
}

@Suite struct ChatAnswerTests {
  static func read(_ data: [String], contentType: String = "text/event-stream") throws -> [ChatEvent] {
    var answer = ChatAnswer(contentType: contentType)
    var events: [ChatEvent] = []
    for piece in data { events += try answer.push(Array("data: \(piece)\n\n".utf8)) }
    return events + (try answer.finish())
  }

  static func calls(_ fragments: [JSONValue]) throws -> [ToolCall] {
    let data =
      fragments.map { ScriptedReply.chunk(["tool_calls": $0]) } + [ScriptedReply.chunk([:], finish: "tool_calls")]
    return try read(data).compactMap { if case .call(let call) = $0 { call } else { nil } }
  }

  static func call(_ id: String, _ name: String, _ arguments: (String, JSONValue)...) -> ToolCall {
    ToolCall(id: id, name: name, arguments: JSONObject(distinct: arguments))
  }

  @Test func textAndUsage() throws {
    let usage = #"{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}"#
    let events = try Self.read([
      ScriptedReply.chunk(["role": "assistant"]), ScriptedReply.chunk(["content": "Hel"]),
      ScriptedReply.chunk(["content": "lo"]),
      ScriptedReply.chunk([:], finish: "stop"), usage, "[DONE]",
    ])
    #expect(events == [.text("Hel"), .text("lo"), .finished(.stop, .init(promptTokens: 5, completionTokens: 2))])
  }

  @Test func fragmentsOfSeveralCalls() throws {
    let calls = try Self.calls([
      [["index": 0, "id": "a", "function": ["name": "f", "arguments": "{\"x\""]]],
      [
        ["index": 1, "id": "b", "function": ["name": "g", "arguments": ""]],
        ["index": 0, "function": ["arguments": ":1}"]],
      ],
    ])
    #expect(calls == [Self.call("a", "f", ("x", 1)), Self.call("b", "g")])
  }

  @Test func missingIndexesAndIds() throws {
    #expect(
      try Self.calls([
        [["function": ["name": "f", "arguments": "{\"x\":"]]], [["function": ["arguments": "1}"]]],
        [["function": ["name": "g", "arguments": ["y": 2]]]],
      ]) == [Self.call("call_0", "f", ("x", 1)), Self.call("call_1", "g", ("y", 2))])
    // All under index 0, told apart by their ids.
    #expect(
      try Self.calls([
        [["index": 0, "id": "a", "function": ["name": "f", "arguments": "{}"]]],
        [["index": 0, "id": "b", "function": ["name": "f", "arguments": "{\"x\":1}"]]],
      ]) == [Self.call("a", "f"), Self.call("b", "f", ("x", 1))])
    // Encoded twice.
    #expect(
      try Self.calls([[["index": 0, "id": "a", "function": ["name": "f", "arguments": "\"{\\\"x\\\":1}\""]]]]) == [
        Self.call("a", "f", ("x", 1))
      ])
  }

  @Test func endMarkOrReasonIsEnough() throws {
    let text = ScriptedReply.chunk(["content": "a"])
    #expect(try Self.read([text, ScriptedReply.chunk([:], finish: "length")]).last == .finished(.length, nil))
    #expect(try Self.read([text, "[DONE]"]).last == .finished(.stop, nil))
  }

  @Test func documents() throws {
    var answer = ChatAnswer(contentType: "application/json")
    _ = try answer.push(
      Array(
        #"{"choices":[{"message":{"content":"Hi","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}"#
          .utf8))
    #expect(try answer.finish() == [.text("Hi"), .call(Self.call("a", "f")), .finished(.toolCalls, nil)])
  }

  @Test(arguments: [
    ([ScriptedReply.chunk(["content": "a"])], ProviderError.Code.malformed, "before it was complete"),
    ([], .malformed, "before it was complete"), (["{\"choices\":[{"], .malformed, "chunk"),
    (["[1]"], .malformed, "no object"),
    ([#"{"error":{"message":"boom","code":429}}"#], .overloaded, "boom"),
    ([#"{"error":"boom"}"#], .unavailable, "boom"),
    (
      [
        ScriptedReply.chunk([
          "tool_calls": [["index": 0, "id": "a", "function": ["name": "f", "arguments": "{\"x\":"]]]
        ]),
        ScriptedReply.chunk([:], finish: "tool_calls"), "[DONE]",
      ], .malformed, "call of f"
    ),
    (
      [ScriptedReply.chunk(["tool_calls": [["index": 0, "function": ["arguments": "{}"]]]]), "[DONE]"], .malformed,
      "name"
    ),
  ])
  func brokenAnswersFail(_ data: [String], _ code: ProviderError.Code, _ part: String) {
    do {
      _ = try Self.read(data)
      Issue.record("taken for whole")
    } catch {
      let error = error as? ProviderError
      #expect(error?.code == code)
      #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    }
  }

  @Test func retryAfter() {
    #expect(ChatFailure.duration(retryAfter: "3") == .seconds(3))
    #expect(ChatFailure.duration(retryAfter: "0.5") == .milliseconds(500))
    #expect(ChatFailure.duration(retryAfter: "Wed, 21 Oct 2015 07:28:00 GMT") == .zero)
    #expect(ChatFailure.duration(retryAfter: "soon") == nil)
    #expect(ChatFailure.duration(retryAfter: "-1") == nil)
  }
}
