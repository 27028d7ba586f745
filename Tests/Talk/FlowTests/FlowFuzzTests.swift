import Flow
import FuzzRounds
import JSON
import Providers
import Testing

/// Any text at all gets an answer.
enum FlowFuzz {
  static func run(bytes: [UInt8], machine: inout FlowMachine) -> [BrainOutput] {
    let outputs = machine.respond(to: .said(String(decoding: bytes.prefix(4096), as: UTF8.self)))
    let calls = outputs.compactMap { if case .call(let call) = $0 { call } else { nil } }
    guard !calls.isEmpty else { return outputs }
    return outputs + machine.respond(to: .toolResults(calls.map { ToolResult(call: $0, outcome: .value(.null)) }))
  }
}

@Suite struct FlowFuzzTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }
  private static let words = [
    "a", "large", "pepperoni", "no", "yes", "two", "seven", "onions", "{{x}}", "to", "march", "fourteenth", "double",
    "plus", "cancel", "999999999", "-", "é", "\u{0}", "🍕", "half", "past", "the", "my", "name", "is", "thousand",
    "delivery", "instead", "repeat", "'s", "o'clock", "2027-99-99", "31/31",
  ]

  @Test func everyTextIsAnsweredAlike() throws {
    var random = Generator(state: 7)
    let fresh = [ShippedScenarios.pizza, ShippedScenarios.hotel, ShippedScenarios.support].map {
      FlowScript($0).machine
    }
    var (first, second) = (fresh, fresh)
    for round in FuzzRounds(450) {
      // A conversation of 25 turns with each.
      let index = round / 25 % fresh.count
      if round % 25 == 0 { (first[index], second[index]) = (fresh[index], fresh[index]) }
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        bytes += Array((Self.words.randomElement(using: &random) ?? "").utf8) + [0x20]
      }
      if round % 5 == 0 { bytes += (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) } }
      let outputs = FlowFuzz.run(bytes: bytes, machine: &first[index])
      #expect(!outputs.isEmpty)
      #expect(outputs == FlowFuzz.run(bytes: bytes, machine: &second[index]))
      #expect(outputs.count { if case .call = $0 { true } else { false } } <= 1)
    }
  }

  @Test func longTextsTakeBoundedTime() throws {
    for word in ["a ", "seven ", "onions ", "no ", "x", "'", "{{", "double "] {
      var machine = FlowScript(ShippedScenarios.pizza).machine
      let text = String(repeating: word, count: 4096 / word.utf8.count)
      let elapsed = ProcessorTime.measure { _ = machine.respond(to: .said(text)) }
      // Without optimisation, and with a sanitizer, it takes many times what it does in the product.
      #expect(elapsed < .seconds(10), "\(word)")
    }
  }
}
