import CallRuntime
import Events
import JSON
import Media
import Providers
import Resources
import Testing

/// Real sockets on loopback and real time; deadlines are generous, what is counted is exact.
@Suite(.timeLimit(.minutes(2))) struct VoiceConversationTests {
  private static let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"

  private static func answering(_ texts: String..., greeting: String = "") -> ScriptedBrain {
    ScriptedBrain(greeting: greeting) { _, number in [.give(.text(texts[min(number, texts.count - 1)]))] }
  }

  @Test func aTurnIsMeasuredFromTheLastWordHeardToTheFirstWordSaid() async throws {
    let bench = try CallBench(Self.answering("Coming right up.", greeting: "Hello there."), hears: ["A large pizza."])
    try await bench.start()
    try await bench.until("the greeting") { bench.audible.count >= 20 }
    try await bench.pass(frames: 15)
    bench.say(milliseconds: 600)
    try await bench.until("the answer") { bench.audible.count > 20 }
    let lastSpeech = try #require(bench.caller.playback.lastAudibleNanoseconds)
    let answer = bench.audible[20]
    try await bench.until("the turn's event") { bench.collector.count(.turn) == 1 }
    let turn = try #require(bench.collector.turns.first)
    #expect(turn.id == "c-1" && turn.heard == "A large pizza." && turn.said == "Coming right up." && !turn.interrupted)
    let measured = (answer - lastSpeech) / 1000
    #expect(
      abs(turn.waterfall.voiceToVoice - measured) < 40_000, "the caller measured \(measured) µs: \(turn.waterfall)")
    #expect(turn.waterfall.voiceActivity > 100_000 && turn.waterfall.endOfTurn > 50_000)
    await bench.stop()
    #expect(bench.collector.count(.turn) == 1)
    #expect(bench.brain.inputs == [.said("A large pizza.")] && bench.brain.heard == ["Coming right up."])
    #expect(bench.collector.said == ["Hello there.", "Coming right up."])
  }

  @Test func speakingOverTheBotStopsItAndOnlyWordsHeardRemain() async throws {
    let bench = try CallBench(Self.answering(Self.long, "Sorry."), hears: ["Count please.", "Stop that now."])
    try await bench.start()
    bench.say(milliseconds: 500)
    try await bench.until("a second of the answer") { bench.audible.count >= 50 }
    bench.say(milliseconds: 800)
    try await bench.until("the onset") { bench.caller.playback.framesPlayed > 25 }
    let onset = MediaClock.now()
    try await bench.until("the interruption") { bench.collector.count(.interrupted) == 1 }
    let first = bench.audible
    guard case .interrupted(let heard, false)? = bench.collector.bodies.first(where: { $0.type == .interrupted }) else {
      Issue.record("resumed")
      return
    }
    let stopped = try #require(first.last)
    #expect(stopped < onset + 250_000_000, "the bot spoke on for \((stopped - onset) / 1_000_000) ms")
    let words = heard.split(separator: " ")
    #expect(Array(words) == Array(Self.long.split(separator: " ").prefix(words.count)))
    #expect(
      words.count <= first.count / ToneVoice.framesOfWord + 1 && words.count >= 3, "\(first.count) frames: \(heard)")
    try await bench.until("the second turn") { bench.collector.count(.turn) == 2 }
    #expect(bench.collector.turns.map(\.interrupted) == [true, false])
    #expect(bench.brain.heard.first == heard)
    #expect(bench.brain.inputs == [.said("Count please."), .said("Stop that now.")])
    await bench.stop()
  }

  @Test func aBackchannelLetsTheBotGoOnWhereItWas() async throws {
    let bench = try CallBench(Self.answering(Self.long), hears: ["Count please.", "uh-huh"])
    try await bench.start()
    bench.say(milliseconds: 500)
    try await bench.until("a second of the answer") { bench.audible.count >= 50 }
    bench.say(milliseconds: 140)
    try await bench.until("the whole answer") { bench.collector.count(.turn) == 1 }
    #expect(
      bench.collector.bodies.filter { $0.type == .interrupted } == [.interrupted(heard: "", resumed: true)])
    #expect(bench.bot.playback.framesPlayed == 15 * UInt32(ToneVoice.framesOfWord))
    try await bench.pass(frames: 15)
    await bench.stop()
    #expect((15 * ToneVoice.framesOfWord - 2...15 * ToneVoice.framesOfWord).contains(bench.audible.count))
    #expect(bench.brain.heard == [Self.long] && bench.brain.inputs.count == 1)
  }

  @Test func onHoldNothingIsSentAndThenItGoesOn() async throws {
    let bench = try CallBench(Self.answering("", greeting: Self.long))
    try await bench.start()
    try await bench.until("half a second of the greeting") { bench.audible.count >= 25 }
    await bench.hold(true)
    try await bench.pass(frames: 15)
    let packets = bench.caller.statistics.packetsReceived
    let before = bench.audible.count
    try await bench.pass(frames: 50)
    #expect(bench.caller.statistics.packetsReceived == packets && bench.audible.count == before && before < 60)
    await bench.hold(false)
    try await bench.until("the rest of the greeting") {
      bench.bot.playback.framesPlayed == 15 * UInt32(ToneVoice.framesOfWord)
    }
    try await bench.pass(frames: 25)
    // A jitter buffer may leave a frame out where a stream begins again.
    #expect((15 * ToneVoice.framesOfWord - 2...15 * ToneVoice.framesOfWord).contains(bench.audible.count))
    #expect(bench.collector.bodies.filter { $0.type == .hold } == [.hold(held: true), .hold(held: false)])
    #expect(bench.collector.count(.interrupted) == 0)
    await bench.stop()
  }

  @Test func aBrainThatFailsIsApologisedForAndTwiceEndsTheCall() async throws {
    let brain = ScriptedBrain { _, _ in [.fail(ProviderError(.unavailable, "the model is down"))] }
    let bench = try CallBench(brain, hears: ["Hello.", "Are you there?"])
    try await bench.start()
    bench.say(milliseconds: 400)
    try await bench.until("the first apology") { bench.collector.count(.turn) == 1 }
    #expect(bench.ended == nil)
    try await bench.pass(frames: 10)
    bench.say(milliseconds: 400)
    try await bench.until("the end") { bench.ended != nil }
    #expect(bench.ended?.ending == .hangUp(reason: "the brain failed twice in a row"))
    #expect(bench.ended?.playback.isEmpty == true)
    let failures = bench.collector.bodies.filter { $0.type == .failed }
    #expect(failures == Array(repeating: .failed(code: "brain", message: "unavailable: the model is down"), count: 2))
    #expect(bench.collector.said.count == 2 && bench.collector.said.allSatisfy { $0.hasPrefix("I'm sorry") })
    await bench.stop()
  }

  @Test func theCallEndsWhenTheFarewellHasBeenPlayed() async throws {
    let farewell = "Thank you for calling us. Goodbye and good night."
    let bench = try CallBench(
      ScriptedBrain { _, _ in [.give(.text(farewell)), .give(.hangup)] }, hears: ["That is all."])
    try await bench.start()
    bench.say(milliseconds: 400)
    try await bench.until("the end") { bench.ended != nil }
    let ended = try #require(bench.ended)
    #expect(ended.ending == .hangUp(reason: "the conversation came to its end"))
    #expect(ended.playback.isEmpty && ended.playback.framesPlayed == 9 * UInt32(ToneVoice.framesOfWord))
    #expect(bench.collector.turns.map(\.said) == [farewell])
    await bench.stop()
    #expect(bench.brain.heard == [farewell])
  }

  @Test func aTransferIsReportedAndTheCallerTold() async throws {
    let bench = try CallBench(
      ScriptedBrain { _, _ in [.give(.text("One moment.")), .give(.transfer("staff"))] }, hears: ["A person, please."]
    ) { $0.transfer["staff"] = TransferTarget(to: "sip:staff@192.0.2.1") }
    try await bench.start()
    bench.say(milliseconds: 400)
    try await bench.until("the end") { bench.ended != nil }
    #expect(bench.collector.bodies.contains(.transfer(target: "staff", to: "sip:staff@192.0.2.1")))
    #expect(bench.collector.said.first == "One moment." && bench.collector.said.count == 2)
    #expect(bench.ended?.playback.isEmpty == true)
    let words = bench.collector.said.joined(separator: " ").split(separator: " ").count
    #expect(bench.ended?.playback.framesPlayed == UInt32(words * ToneVoice.framesOfWord))
    await bench.stop()
  }

  @Test func whatAToolGaveIsToldThoughTheCallerSpokeOverTheWait() async throws {
    let released = Gate()
    let brain = ScriptedBrain { input, _ in
      switch input {
      case .said("An order."): [.give(.text("One moment please, I am looking that up. ")), .give(.call(call("place")))]
      case .said: [.give(.text("Bye."))]
      default: [.give(.text("Order seven is in."))]
      }
    }
    let tools = ScriptedTools { _ in
      await released.wait()
      return .value(7)
    }
    let bench = try CallBench(brain, hears: ["An order.", "Hurry up now.", "Thanks."], tools: tools)
    try await bench.start()
    bench.say(milliseconds: 400)
    try await bench.until("a word or two") { bench.audible.count >= 20 && bench.collector.count(.toolCalled) == 1 }
    bench.say(milliseconds: 700)
    try await bench.until("the interruption") { bench.collector.count(.transcriptFinal) == 2 }
    released.open()
    try await bench.until("what came of it, and the next turn") { bench.collector.said.last == "Bye." }
    #expect(brain.inputs.count == 3 && brain.inputs.last == .said("Hurry up now."))
    #expect(bench.collector.count(.toolReturned) == 1)
    #expect(bench.collector.said.contains { $0.hasSuffix("Order seven is in.") })
    try await bench.until("the bot is quiet") { bench.brain.heard.count == 2 }
    #expect(brain.heard.first?.hasSuffix("Order seven is in.") == true)
    await bench.stop()
  }

  @Test func keysAreATurnThatCountsFromTheLastKey() async throws {
    let bench = try CallBench(Self.answering("Yes.", "Thank you."), hears: ["Hello."])
    try await bench.start()
    bench.say(milliseconds: 300)
    try await bench.until("an answer") { bench.collector.count(.turn) == 1 }
    try await bench.pass(frames: 100)
    bench.caller.sendDigits("42#")
    try await bench.until("the keys' turn") { bench.collector.count(.turn) == 2 }
    #expect(bench.brain.inputs.last == .digits("42#"))
    #expect(
      bench.collector.bodies.filter { $0.type == .dtmf } == ["4", "2", "#"].map { .dtmf(digit: $0) })
    let waterfall = try #require(bench.collector.turns.last?.waterfall)
    #expect((1...1_500_000).contains(waterfall.voiceToVoice), "\(waterfall)")
    await bench.stop()
  }

  @Test func aClauseThatCannotBeSpokenIsReportedAndNotHeard() async throws {
    let bench = try CallBench(
      Self.answering("The first of these. Gibberish all along. And the last one."), hears: ["Hello."],
      voice: ToneVoice(unspeakable: "Gibberish"))
    try await bench.start()
    bench.say(milliseconds: 300)
    try await bench.until("an answer") { bench.collector.count(.turn) == 1 }
    await bench.stop()
    #expect(bench.collector.count(.failed) == 1)
    #expect(bench.brain.heard == ["The first of these. And the last one."])
  }

  @Test func silenceIsAskedAboutAndThenEndsTheCall() async throws {
    let bench = try CallBench(Self.answering("Yes.", greeting: "Hello.")) { bot in
      bot.variables = ["guest": "Ada"]
      bot.turns.silence = [
        Bot.Turns.Silence(after: .milliseconds(300), action: .say("Still there, {{guest}}?")),
        Bot.Turns.Silence(after: .milliseconds(700), action: .hangup),
      ]
    }
    try await bench.start()
    try await bench.until("the end") { bench.ended != nil }
    #expect(bench.ended?.ending == .hangUp(reason: "silence"))
    #expect(bench.collector.said == ["Hello.", "Still there, Ada?"])
    await bench.stop()
    #expect(bench.brain.inputs.isEmpty && bench.collector.count(.turn) == 0)
  }

  @Test func aSlowBrainIsCoveredByAFiller() async throws {
    let released = Gate()
    let brain = ScriptedBrain { _, _ in [.wait(released), .give(.text("Here it is."))] }
    let bench = try CallBench(brain, hears: ["Find it."]) { bot in
      bot.turns.filler.after = .milliseconds(300)
      bot.turns.filler.say = ["One moment."]
    }
    try await bench.start()
    bench.say(milliseconds: 300)
    try await bench.until("the filler") { bench.audible.count >= 2 * ToneVoice.framesOfWord }
    released.open()
    try await bench.until("the answer") { bench.collector.count(.turn) == 1 }
    await bench.stop()
    #expect(bench.collector.turns.map(\.said) == ["Here it is."])
    #expect(brain.heard == ["Here it is."] && bench.collector.said == ["Here it is."])
  }

  @Test func closingInMidWordEndsEverything() async throws {
    let bench = try CallBench(Self.answering(Self.long), hears: ["Count."])
    try await bench.start()
    bench.say(milliseconds: 300)
    try await bench.until("some of the answer") { bench.audible.count >= 30 }
    await bench.conversation.close()
    let events = bench.collector.all
    #expect(bench.collector.turns.map(\.interrupted) == [true])
    #expect(bench.ended == nil)
    await bench.stop()
    #expect(bench.collector.all == events)
  }
}
