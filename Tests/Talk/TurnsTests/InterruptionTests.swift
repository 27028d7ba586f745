import Providers
import Testing
import Turns

@Suite struct InterruptionTests {
  private func speaking(_ configure: (inout TurnConfiguration) -> Void = { _ in }) -> TurnScript {
    var script = TurnScript(configure)
    script.at(100, .botStarted)
    return script
  }

  @Test func theBotPausesAtOnceAndYieldsAfterConfirm() {
    var script = speaking()
    script.at(1000, .speechStarted(utterance: 1))
    script.at(2000)
    #expect(script.actions == [.pauseOutput, .flushOutput])
    #expect(script.log.map(\.0) == [1000, 1400])
  }

  @Test func aBackchannelResumes() {
    var script = speaking()
    script.at(1000, .speechStarted(utterance: 1))
    script.at(1250, .partial("uh", utterance: 1))
    script.at(1300, .speechEnded(utterance: 1, at: .milliseconds(1150)))
    script.at(1400, .final("Uh-huh.", utterance: 1))
    script.at(5000)
    #expect(script.actions == [.pauseOutput, .resumeOutput])
    #expect(script.log.map(\.0) == [1000, 1400])
  }

  @Test func aBackchannelIsDroppedWithoutResumeToo() {
    var script = speaking { $0.resume = false }
    script.speak("ok", utterance: 1, from: 1000, to: 1100)
    #expect(script.actions == [.pauseOutput, .flushOutput])
  }

  @Test func aCoughResumes() {
    var script = speaking()
    script.speak("", utterance: 1, from: 1000, to: 1100)
    #expect(script.actions == [.pauseOutput, .resumeOutput])
  }

  @Test func aShortRealWordYieldsAndIsAnswered() {
    var script = speaking()
    script.speak("Stop.", utterance: 1, from: 1000, to: 1150)
    script.at(5000)
    #expect(script.actions == [.pauseOutput, .flushOutput, .startTurn("Stop.", utterances: [1])])
  }

  @Test func yesIsAnAnswerWhereOneIsExpected() {
    var script = speaking()
    script.at(900, .expectation(.yesOrNo))
    script.speak("Yeah.", utterance: 1, from: 1000, to: 1150)
    script.at(5000)
    #expect(script.actions == [.pauseOutput, .flushOutput, .startTurn("Yeah.", utterances: [1])])
  }

  @Test func aPartialWithWordsYieldsBeforeConfirm() {
    var script = speaking()
    script.at(1000, .speechStarted(utterance: 1))
    script.at(1200, .partial("wait make", utterance: 1))
    #expect(script.log.map(\.0) == [1000, 1200])
    #expect(script.actions == [.pauseOutput, .flushOutput])
  }

  @Test func withoutInterruptionTheBotEndsFirst() {
    var script = speaking { $0.interruption = false }
    script.speak("A small one.", utterance: 1, from: 1000, to: 2000)
    script.at(4000, .botFinished)
    script.at(5000)
    #expect(script.actions == [.startTurn("A small one.", utterances: [1])])
    #expect(script.log.last?.0 == 4000)
  }

  @Test func aKeyStopsTheBot() {
    var script = speaking()
    script.at(1000, .digits("1"))
    script.at(5000)
    #expect(script.actions == [.flushOutput, .startDigits("1")])
  }

  @Test func holdPausesAndResumes() {
    var script = speaking()
    script.at(1000, .held)
    script.at(30000, .unheld)
    #expect(script.actions == [.pauseOutput, .resumeOutput])
    #expect(script.log.map(\.0) == [1000, 30000])
  }

  @Test func speechOrderedDuringHoldWaits() {
    var script = TurnScript()
    script.at(1000, .held)
    script.at(1100, .botStarted)
    script.at(2000, .unheld)
    #expect(script.actions == [.pauseOutput, .resumeOutput])
  }

  @Test func aBotThatBeginsWhileTheCallerSpeaksPauses() {
    var script = TurnScript()
    script.at(1000, .speechStarted(utterance: 1))
    script.at(1100, .botStarted)
    #expect(script.actions == [.pauseOutput])
  }
}

@Suite struct SilenceTests {
  @Test func theLadderAsksAndThenEnds() {
    var script = TurnScript()
    script.at(100, .botStarted)
    script.at(2000, .botFinished)
    script.at(10500, .botStarted)
    script.at(12000, .botFinished)
    script.at(60000)
    #expect(script.actions == [.say("Are you still there?"), .hangUp("silence")])
    // 0.1 s before the greeting count too; the time from the order to the end of the question does not.
    #expect(script.log.map(\.0) == [9900, 20000])
    #expect(script.machine.nextDeadline == nil)
  }

  @Test func holdAndSpeechSuspendIt() {
    var script = TurnScript()
    script.at(7000, .held)
    script.at(60000, .unheld)
    script.at(60900)
    #expect(script.actions.isEmpty)
    script.at(61100)
    #expect(script.actions == [.say("Are you still there?")])
  }

  @Test func aFillerDoesNotRearmIt() {
    var script = TurnScript { $0.fillers = ["One moment.", "Still looking."] }
    script.speak("Yes.", utterance: 1, from: 1000, to: 2000)
    script.at(2500, .brainStarted, .turnCommitted)
    script.at(3400, .botStarted)
    script.at(4000, .botFinished)
    script.at(30000)
    #expect(script.actions == [.startTurn("Yes.", utterances: [1]), .filler("One moment.")])
    #expect(script.time(of: .filler("One moment.")) == 3350)
  }

  @Test func speechThatNeverBeginsIsGivenUp() {
    var script = TurnScript()
    script.speak("Hello.", utterance: 1, from: 1000, to: 2000)
    script.at(2500, .brainFinished(willSpeak: true))
    script.at(18000)
    #expect(script.actions == [.startTurn("Hello.", utterances: [1]), .flushOutput])
  }

  @Test func nothingFollowsTheEnd() {
    var script = TurnScript()
    script.at(1000, .speechStarted(utterance: 1))
    script.at(1500, .hungUp)
    script.at(90000, .final("hello", utterance: 1))
    #expect(script.actions.isEmpty)
    #expect(script.machine.nextDeadline == nil)
  }
}
