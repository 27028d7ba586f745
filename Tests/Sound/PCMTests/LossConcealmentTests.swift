import Foundation
import PCM
import Testing

@Suite struct LossConcealmentTests {
  private func voice(_ count: Int) -> [Int16] {
    (0..<count).map { index in
      let time = Double(index) / 8000
      return Int16((1...5).reduce(0.0) { $0 + 5000 / Double($1) * sin(2 * .pi * 125 * Double($1) * time) })
    }
  }

  private func play(_ samples: [Int16], losing lost: Set<Int>) -> [Int16] {
    var concealment = LossConcealment()
    var output: [Int16] = []
    for frame in 0..<samples.count / 160 {
      var buffer = Array(samples[frame * 160..<frame * 160 + 160])
      buffer.withUnsafeMutableBufferPointer {
        if lost.contains(frame) { concealment.conceal(into: $0) } else { concealment.accept($0) }
      }
      output += buffer
    }
    return output
  }

  @Test func withoutLossNothingChanges() {
    let samples = voice(8000)
    #expect(play(samples, losing: []) == samples)
  }

  @Test func aLostFrameOfAVowelIsHardlyHeard() {
    let samples = voice(8000)
    let output = play(samples, losing: [20])
    let error = zip(samples, output)[3200..<3360].reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
    let power = samples[3200..<3360].reduce(0.0) { $0 + pow(Double($1), 2) }
    #expect(10 * log10(error / power) < -15)
  }

  @Test func longLossFadesToSilenceWithoutAStep() {
    let samples = voice(8000)
    let output = play(samples, losing: [20, 21, 22, 23, 24])
    #expect(output[23 * 160..<25 * 160].allSatisfy { $0 == 0 })
    let natural = zip(samples, samples.dropFirst()).map { abs(Int($0) - Int($1)) }.max() ?? 0
    let steps = zip(output, output.dropFirst()).prefix(23 * 160).map { abs(Int($0) - Int($1)) }.max() ?? 0
    #expect(steps < 2 * natural)
  }

  @Test func nothingToRepeatIsSilence() {
    #expect(play([Int16](repeating: 9, count: 320), losing: [0, 1]) == [Int16](repeating: 0, count: 320))
  }
}

extension Zip2Sequence where Sequence1 == [Int16], Sequence2 == [Int16] {
  fileprivate subscript(_ range: Range<Int>) -> [(Int16, Int16)] { Array(Array(self)[range]) }
}
