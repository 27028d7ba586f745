import CallRuntime
import Events
import FuzzRounds
import Testing

@Suite struct TurnTimelineTests {
  @Test func eachMomentEndsItsStage() {
    var timeline = TurnTimeline(lastSpeech: 1_000_000)
    for (index, mark) in TurnTimeline.Mark.allCases.enumerated() {
      timeline.note(mark, at: 1_000_000 + Int64(index + 1) * 10_000_000)
    }
    let waterfall = timeline.waterfall(departure: 100_000_000)
    #expect(Self.stages(waterfall) == [10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 29_000])
    #expect(waterfall.voiceToVoice == 99_000)
  }

  @Test func theFirstMomentCounts() {
    var timeline = TurnTimeline(lastSpeech: 0)
    timeline.note(.brain, at: 5_000_000)
    timeline.note(.brain, at: 9_000_000)
    #expect(timeline.waterfall(departure: 9_000_000).brain == 5000)
  }

  @Test func workThatOverlappedCountsAsZero() {
    var timeline = TurnTimeline(lastSpeech: 0)
    timeline.note(.transcript, at: 8_000_000)
    timeline.note(.brain, at: 3_000_000)
    timeline.note(.audio, at: 10_000_000)
    let waterfall = timeline.waterfall(departure: 12_000_000)
    #expect(waterfall.brain == 0 && waterfall.finalTranscript == 8000)
    #expect(waterfall.firstAudio == 2000 && waterfall.pacing == 2000)
  }

  @Test func aDepartureBeforeSpeechEndedIsNoTime() {
    var timeline = TurnTimeline(lastSpeech: 50_000_000)
    timeline.note(.brain, at: 60_000_000)
    #expect(timeline.waterfall(departure: 40_000_000).voiceToVoice == 0)
  }

  @Test func stagesNeverFallBelowZeroAndSumToTheWhole() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<20_000 {
      let start = Int64.random(in: 0...1 << 50, using: &random)
      var timeline = TurnTimeline(lastSpeech: start)
      for mark in TurnTimeline.Mark.allCases where Bool.random(using: &random) {
        timeline.note(mark, at: start + Int64.random(in: -2_000_000_000...4_000_000_000, using: &random))
      }
      let departure = start + Int64.random(in: -10_000_000...3_000_000_000, using: &random)
      let waterfall = timeline.waterfall(departure: departure)
      let stages = Self.stages(waterfall)
      guard stages.allSatisfy({ $0 >= 0 }), stages.reduce(0, +) == waterfall.voiceToVoice,
        waterfall.voiceToVoice == max(departure, start) / 1000 - start / 1000
      else {
        Issue.record("\(timeline) with \(departure) gives \(waterfall)")
        return
      }
    }
  }

  private static func stages(_ waterfall: Waterfall) -> [Int64] {
    [
      waterfall.jitterBuffer, waterfall.voiceActivity, waterfall.endOfTurn, waterfall.finalTranscript, waterfall.brain,
      waterfall.firstClause, waterfall.firstAudio, waterfall.pacing,
    ]
  }
}
