import FuzzRounds
import PCM
import Testing

/// Feeds any bytes to the WAV parser and reads what it found.
package enum WAVFuzz {
  package static func run(bytes: [UInt8]) {
    guard let file = try? WAVFile(parsing: bytes) else { return }
    precondition(file.data.upperBound <= bytes.count)
    for channel in 0..<file.channels {
      precondition(file.samples(ofChannel: channel, in: bytes).count == file.frameCount)
    }
  }
}

@Suite struct WAVFuzzTests {
  @Test func mutatedFiles() {
    var state: UInt64 = 88_172_645_463_325_252
    func random(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    let seed = WAVTests.file(channels: 2, samples: (0..<40).map { Int16($0 * 100) })
    for _ in FuzzRounds(20_000) {
      var bytes = seed
      for _ in 0..<random(6) {
        let index = random(bytes.count)
        switch random(3) {
        case 0: bytes[index] = UInt8(random(256))
        case 1: bytes.removeLast(min(bytes.count - 1, random(40)))
        default: bytes.insert(UInt8(random(256)), at: index)
        }
      }
      WAVFuzz.run(bytes: bytes)
    }
  }
}
