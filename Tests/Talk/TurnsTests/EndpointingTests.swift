import Providers
import Testing
import Turns

@Suite struct EndpointingTests {
  @Test(
    arguments: [
      ("I'd like a large pepperoni pizza, please.", Providers.Expectation.open, 450),
      ("what time is check in", .open, 450),
      ("yes that's right", .yesOrNo, 300),
      ("no", .yesOrNo, 300),
      ("I'd like a", .open, 2500),
      ("can I get", .open, 2500),
      ("two small ones and", .open, 2500),
      ("from the fourteenth of march to", .open, 2500),
      ("uh", .open, 2500),
      ("small, medium,", .open, 962),
      ("five five one", .digits(6), 2500),
      ("five five one zero nine three", .digits(6), 300),
      ("it is 551093", .digits(6), 300),
      ("double five one zero nine three", .digits(6), 300),
      ("oh three oh one two three four five six", .digits(0), 962),
      ("I don't know", .digits(6), 450),
    ] as [(String, Providers.Expectation, Int)])
  func silenceBeforeTheTurn(text: String, expectation: Providers.Expectation, total: Int) {
    var script = TurnScript()
    script.at(500, .expectation(expectation))
    script.speak(text, utterance: 1, from: 1000, to: 2000)
    script.at(9000)
    #expect(script.time(of: .startTurn(text, utterances: [1])) == max(2300, 2000 + total))
  }

  @Test func lateFinalStartsTheTurnOnArrival() {
    var script = TurnScript()
    script.at(1000, .speechStarted(utterance: 1))
    script.at(2200, .speechEnded(utterance: 1, at: .milliseconds(2000)))
    script.at(3100, .final("Hello there.", utterance: 1))
    #expect(script.time(of: .startTurn("Hello there.", utterances: [1])) == 3100)
  }

  @Test func speechThatGoesOnBeforeTheTurnIsJoined() {
    var script = TurnScript()
    script.speak("I'd like a", utterance: 1, from: 1000, to: 2000)
    script.speak("large diavola.", utterance: 2, from: 3200, to: 4000)
    script.at(9000)
    #expect(script.actions == [.startTurn("I'd like a large diavola.", utterances: [1, 2])])
  }

  @Test func speechThatGoesOnBeforeTheBotIsHeardCancelsAndJoins() {
    var script = TurnScript()
    script.speak("A large diavola.", utterance: 1, from: 1000, to: 2000)
    script.at(2500, .brainStarted, .brainFinished(willSpeak: true))
    script.speak("And a cola.", utterance: 2, from: 2600, to: 3200)
    script.at(9000)
    #expect(
      script.actions == [
        .startTurn("A large diavola.", utterances: [1]), .cancelTurn,
        .startTurn("A large diavola. And a cola.", utterances: [1, 2]),
      ])
  }

  @Test func aCoughAfterTheTurnStartsItAgainAtOnce() {
    var script = TurnScript()
    script.speak("A large diavola.", utterance: 1, from: 1000, to: 2000)
    script.speak("", utterance: 2, from: 2600, to: 2700)
    #expect(
      script.actions == [
        .startTurn("A large diavola.", utterances: [1]), .cancelTurn, .startTurn("A large diavola.", utterances: [1]),
      ])
    #expect(script.log.last?.0 == 3000)
  }

  @Test func aCommittedTurnIsNotCancelled() {
    var script = TurnScript()
    script.speak("Yes.", utterance: 1, from: 1000, to: 2000)
    script.at(2500, .brainStarted, .turnCommitted)
    script.speak("And hurry.", utterance: 2, from: 2600, to: 3000)
    script.at(4000, .brainFinished(willSpeak: true))
    script.at(4100, .botStarted)
    script.at(6000, .botFinished)
    script.at(9000)
    #expect(
      script.actions == [.startTurn("Yes.", utterances: [1]), .startTurn("And hurry.", utterances: [2])])
    #expect(script.log.last?.0 == 6000)
  }

  @Test func noiseStartsNothing() {
    var script = TurnScript()
    script.speak("", utterance: 1, from: 1000, to: 1200)
    script.speak(" . ", utterance: 2, from: 2000, to: 2200)
    script.at(7000)
    #expect(script.actions.isEmpty)
  }

  @Test func aLostFinalIsReplacedByThePartial() {
    var script = TurnScript()
    script.at(1000, .speechStarted(utterance: 1))
    script.at(1500, .partial("hello", utterance: 1))
    script.at(2200, .speechEnded(utterance: 1, at: .milliseconds(2000)))
    script.at(9000)
    #expect(script.time(of: .startTurn("hello", utterances: [1])) == 7000)
  }

  @Test func patienceFollowsTheCallersPauses() {
    var script = TurnScript()
    script.speak("I'd like a", utterance: 1, from: 1000, to: 2000)
    script.speak("large diavola.", utterance: 2, from: 2700, to: 4000)
    script.at(9000)
    // 1.15 × the pause of 700 ms.
    #expect(script.log.last?.0 == 4805)
  }

  @Test(
    arguments: [
      ("1", Providers.Expectation.yesOrNo, 1000), ("123456", .digits(6), 1000), ("12", .digits(6), 3000),
      ("12#", .open, 1000),
      ("7", .open, 3000),
    ] as [(String, Providers.Expectation, Int)])
  func keysMakeATurn(keys: String, expectation: Providers.Expectation, at: Int) {
    var script = TurnScript()
    script.at(500, .expectation(expectation))
    script.at(1000, .digits(keys))
    script.at(5000)
    #expect(script.time(of: .startDigits(keys)) == at)
  }
}
