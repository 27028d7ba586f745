import CallRuntime
import Events
import JSON
import Providers
import Testing

@Suite struct TextConversationTests {
  @Test func aConversationIsPublishedAsItHappens() async throws {
    let brain = ScriptedBrain(greeting: "Welcome.") { input, _ in
      switch input {
      case .said("a pizza"):
        [.give(.intent("order", confidence: 0.9)), .give(.slot("size", "large")), .give(.call(call("place")))]
      case .said: [.give(.text("Good")), .give(.text("bye.")), .give(.hangup)]
      case .digits: [.give(.text("One moment.")), .give(.transfer("staff"))]
      case .toolResults: [.give(.step("placed")), .give(.text("It is in."))]
      }
    }
    let collector = EventCollector()
    let conversation = TextConversation(
      runner: BrainRunner(session: brain, tools: ScriptedTools { _ in .value(["number": 7]) }),
      events: collector.makeEvents())
    #expect(await conversation.open() == "Welcome.")
    let order = try await conversation.say("a pizza")
    #expect(order.said == "It is in." && !order.hangUp && order.transfer == nil)
    let transfer = try await conversation.press("12")
    #expect(transfer.said == "One moment." && transfer.transfer == "staff")
    let end = try await conversation.say("thanks")
    #expect(end.said == "Goodbye." && end.hangUp)
    #expect(brain.heard == ["It is in.", "One moment.", "Goodbye."])
    #expect(
      collector.bodies.map(\.type) == [
        .botSaid, .transcriptFinal, .intent, .slot, .toolCalled, .toolReturned, .step, .botSaid, .turn, .dtmf, .dtmf,
        .botSaid, .turn, .transcriptFinal, .botSaid, .turn,
      ])
    #expect(collector.all.map(\.sequence) == Array(0..<16))
    #expect(collector.turns.map(\.id) == ["c-1", "c-2", "c-3"])
    #expect(collector.turns.map(\.heard) == ["a pizza", "12", "thanks"])
    #expect(collector.turns.allSatisfy { $0.waterfall.voiceToVoice == $0.waterfall.brain })
  }

  @Test func aFailureIsThrownAndTheNextLineGoesOn() async throws {
    let brain = ScriptedBrain { _, number in
      number == 0 ? [.fail(ProviderError(.unavailable, "down"))] : [.give(.text("Here again."))]
    }
    let collector = EventCollector()
    let conversation = TextConversation(
      runner: BrainRunner(session: brain, tools: ScriptedTools()), events: collector.makeEvents())
    await #expect(throws: ProviderError(.unavailable, "down")) { try await conversation.say("hello") }
    #expect(try await conversation.say("hello again").said == "Here again.")
    #expect(collector.turns.map(\.id) == ["c-2"])
  }
}
