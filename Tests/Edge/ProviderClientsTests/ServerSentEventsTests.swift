import Dialog
import JSON
import Providers
import ScriptedServer
import Testing

@testable import ProviderClients

/// Feeds bytes, cut at every point their first byte asks for, to the whole reader of answers.
package enum ChatAnswerFuzz {
  package static func run(bytes: [UInt8]) {
    var answer = ChatAnswer(contentType: bytes.count % 2 == 0 ? "text/event-stream" : "")
    let step = Int(bytes.first ?? 1) % 16 + 1
    do {
      for start in stride(from: 0, to: bytes.count, by: step) {
        _ = try answer.push(Array(bytes[start..<min(bytes.count, start + step)]))
      }
      let events = try answer.finish()
      guard case .finished? = events.last else {
        Issue.record("an answer without an end")
        return
      }
    } catch {
      #expect(!error.message.isEmpty)
    }
  }
}

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

  @Test func survivesMutations() {
    var random = SeededRandom(seed: 11)
    let call = ScriptedReply.chunk([
      "tool_calls": [["index": 0, "id": "a", "function": ["name": "f", "arguments": "{\"a\":"]]]
    ])
    let rest = ScriptedReply.chunk(
      ["tool_calls": [["index": 0, "function": ["arguments": "1}"]]]], finish: "tool_calls")
    let text = ScriptedReply.chunk(["content": "hello"])
    let seeds = [
      "data: \(text)\n\ndata: \(call)\n\n: c\n\ndata: \(rest)\n\ndata: [DONE]\n\n",
      #"{"choices":[{"message":{"content":"hi","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"finish_reason":"stop"}]}"#,
    ].map { Array($0.utf8) }
    for round in 0..<20_000 {
      var bytes = seeds[round % 2]
      for _ in 0...Int.random(in: 0...3, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(bytes[index], at: index)
        default: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 0...20, using: &random)))
        }
        if bytes.isEmpty { bytes = [0] }
      }
      ChatAnswerFuzz.run(bytes: bytes)
    }
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

/// A small deterministic generator (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
