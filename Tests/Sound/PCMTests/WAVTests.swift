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

@Suite struct WAVTests {
  private func file(rate: Int = 8000, channels: Int = 1, samples: [Int16]) -> [UInt8] {
    WAVHeader(sampleRate: rate, channels: channels, dataSize: samples.count * 2).bytes
      + samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  @Test(arguments: [(8000, 1), (8000, 2), (16000, 1), (16000, 2)])
  func roundTrip(rate: Int, channels: Int) throws {
    let samples: [Int16] = [1, -2, 32767, -32768, 5, 6]
    let bytes = file(rate: rate, channels: channels, samples: samples)
    let parsed = try WAVFile(parsing: bytes)
    #expect(parsed.sampleRate == rate && parsed.channels == channels)
    for channel in 0..<channels {
      let expected = stride(from: channel, to: samples.count, by: channels).map { samples[$0] }
      #expect(parsed.samples(ofChannel: channel, in: bytes) == expected)
    }
  }

  @Test func aFileCutOffPlaysToItsEnd() throws {
    var bytes = file(samples: [1, 2, 3, 4])
    bytes.removeLast(3)
    #expect(try WAVFile(parsing: bytes).samples(ofChannel: 0, in: bytes) == [1, 2])
    bytes[40...43] = [0xFF, 0xFF, 0xFF, 0xFF]
    #expect(try WAVFile(parsing: bytes).frameCount == 2)
  }

  @Test func otherChunksAreSkipped() throws {
    let whole = file(samples: [7, 8])
    let list: [UInt8] = Array("LIST".utf8) + [3, 0, 0, 0, 1, 2, 3, 0]
    let bytes = Array(whole[..<36]) + list + Array(whole[36...])
    #expect(try WAVFile(parsing: bytes).samples(ofChannel: 0, in: bytes) == [7, 8])
  }

  @Test func refuses() {
    var wrong = file(samples: [1])
    wrong[34] = 24
    #expect(throws: WAVError.unsupported(format: 1, bits: 24)) { try WAVFile(parsing: wrong) }
    var silentRate = file(samples: [1])
    silentRate[24...27] = [0, 0, 0, 0]
    #expect(throws: WAVError.outOfRange) { try WAVFile(parsing: silentRate) }
    #expect(throws: WAVError.notWAV) { try WAVFile(parsing: [UInt8](repeating: 0, count: 100)) }
    #expect(throws: WAVError.truncated) { try WAVFile(parsing: []) }
    #expect(throws: WAVError.noData) { try WAVFile(parsing: Array(file(samples: [])[..<36])) }
    let endless = Array(file(samples: [])[..<36]) + (0..<2000).flatMap { _ in Array("junk".utf8) + [0, 0, 0, 0] }
    #expect(throws: WAVError.tooManyChunks) { try WAVFile(parsing: endless) }
  }

  @Test func mutatedFiles() {
    var state: UInt64 = 88_172_645_463_325_252
    func random(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    let seed = file(channels: 2, samples: (0..<40).map { Int16($0 * 100) })
    for _ in 0..<20_000 {
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
