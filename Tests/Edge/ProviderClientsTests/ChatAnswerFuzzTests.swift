import FuzzRounds
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

@Suite struct ChatAnswerFuzzTests {
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
    for round in FuzzRounds(20_000) {
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
