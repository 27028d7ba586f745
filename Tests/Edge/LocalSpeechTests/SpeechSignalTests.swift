import Glibc
import LocalSpeech
import Testing

struct SpeechSignalTests {
  @Test func findsWhereSpeechIs() throws {
    var track = LevelTrack(sampleRate: 16000)
    let signal = silence(milliseconds: 300) + tone(milliseconds: 200, level: -30) + silence(milliseconds: 400)
    // Uneven portions must give the same frames.
    for start in stride(from: 0, to: signal.count, by: 333) {
      track.append(signal[start..<min(start + 333, signal.count)])
    }
    let extent = try #require(track.extent())
    #expect(extent.first == 30)
    #expect(extent.last == 49)
    #expect(extent.loud == 20)
    #expect(abs(extent.peak + 30) < 1)
    #expect(track.frames == 90)
  }

  @Test func silenceAndClicksAreNotSpeech() {
    var track = LevelTrack(sampleRate: 16000)
    track.append(silence(milliseconds: 500))
    #expect(track.extent() == nil)
    track.append([Int16](repeating: 30000, count: 20))
    track.append(silence(milliseconds: 100))
    #expect(track.extent() == nil)
  }

  @Test(arguments: [Float(-40), -20, -6]) func shapesLevelAndEdges(level: Float) throws {
    let signal =
      silence(milliseconds: 250) + tone(milliseconds: 400, level: level) + silence(milliseconds: 300)
    let shaped = signal.map { Float($0) / 32768 }.withUnsafeBufferPointer {
      SpeechShaping.shape($0, sampleRate: 16000, pause: 100)
    }
    let first = try #require(shaped.firstIndex { abs(Int($0)) > 184 })  // −45 dBFS
    #expect(first <= 160 + 16)
    // 10 ms before, 400 of speech, 60 after, 100 of pause.
    #expect(abs(shaped.count - 570 * 16) <= 160)
    let speech = shaped[160..<160 + 400 * 16]
    let rms = sqrtf(speech.reduce(Float(0)) { $0 + Float($1) * Float($1) } / Float(speech.count)) / 32768
    #expect(abs(20 * log10f(rms) + 20) < 1)
    #expect(shaped.suffix(1600).allSatisfy { $0 == 0 })
  }

  @Test func aLoudPeakIsNotClipped() {
    // A click-like waveform: much peak, little power.
    var signal = [Float](repeating: 0, count: 16000)
    for index in stride(from: 4000, to: 12000, by: 400) { signal[index] = 0.5 }
    let shaped = signal.withUnsafeBufferPointer { SpeechShaping.shape($0, sampleRate: 16000, pause: 0) }
    #expect(shaped.map { abs(Int($0)) }.max().map { (29000...29300).contains($0) } == true)
  }

  @Test func nothingComesOfNothing() {
    let signal = [Float](repeating: 0, count: 8000)
    #expect(signal.withUnsafeBufferPointer { SpeechShaping.shape($0, sampleRate: 16000, pause: 200) }.isEmpty)
  }

  @Test(arguments: [("Yes.", 200), ("Yes,", 80), ("so:", 120), ("\"Yes.\"", 200), ("yes", 0)])
  func pausesByPunctuation(text: String, pause: Int) { #expect(SpeechShaping.pause(after: text) == pause) }

  @Test func decidesOnStreaks() {
    var decision = SpeechDecision(threshold: 0.5, speechWindows: 3, silenceWindows: 6)
    func verdicts(_ probabilities: [Float]) -> String {
      probabilities.map { probability in
        decision.push(probability)
        return decision.isSpeech ? "s" : "."
      }.joined()
    }
    #expect(verdicts([0.6, 0.6, 0.1, 0.6, 0.6, 0.6]) == ".....s")
    #expect(verdicts([0.1, 0.1, 0.1, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]) == "sssssssssss.")
    #expect(verdicts([0.95, 0.95]) == ".s")
    #expect(verdicts([0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4]) == "sssssss")
    decision.reset()
    #expect(!decision.isSpeech)
  }
}
