import PCM
import Testing

@Suite struct WAVTests {
  static func file(rate: Int = 8000, channels: Int = 1, samples: [Int16]) -> [UInt8] {
    WAVHeader(sampleRate: rate, channels: channels, dataSize: samples.count * 2).bytes
      + samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  @Test(arguments: [(8000, 1), (8000, 2), (16000, 1), (16000, 2)])
  func roundTrip(rate: Int, channels: Int) throws {
    let samples: [Int16] = [1, -2, 32767, -32768, 5, 6]
    let bytes = Self.file(rate: rate, channels: channels, samples: samples)
    let parsed = try WAVFile(parsing: bytes)
    #expect(parsed.sampleRate == rate && parsed.channels == channels)
    for channel in 0..<channels {
      let expected = stride(from: channel, to: samples.count, by: channels).map { samples[$0] }
      #expect(parsed.samples(ofChannel: channel, in: bytes) == expected)
    }
  }

  @Test func aFileCutOffPlaysToItsEnd() throws {
    var bytes = Self.file(samples: [1, 2, 3, 4])
    bytes.removeLast(3)
    #expect(try WAVFile(parsing: bytes).samples(ofChannel: 0, in: bytes) == [1, 2])
    bytes[40...43] = [0xFF, 0xFF, 0xFF, 0xFF]
    #expect(try WAVFile(parsing: bytes).frameCount == 2)
  }

  @Test func otherChunksAreSkipped() throws {
    let whole = Self.file(samples: [7, 8])
    let list: [UInt8] = Array("LIST".utf8) + [3, 0, 0, 0, 1, 2, 3, 0]
    let bytes = Array(whole[..<36]) + list + Array(whole[36...])
    #expect(try WAVFile(parsing: bytes).samples(ofChannel: 0, in: bytes) == [7, 8])
  }

  @Test func refuses() {
    var wrong = Self.file(samples: [1])
    wrong[34] = 24
    #expect(throws: WAVError.unsupported(format: 1, bits: 24)) { try WAVFile(parsing: wrong) }
    var silentRate = Self.file(samples: [1])
    silentRate[24...27] = [0, 0, 0, 0]
    #expect(throws: WAVError.outOfRange) { try WAVFile(parsing: silentRate) }
    #expect(throws: WAVError.notWAV) { try WAVFile(parsing: [UInt8](repeating: 0, count: 100)) }
    #expect(throws: WAVError.truncated) { try WAVFile(parsing: []) }
    #expect(throws: WAVError.noData) { try WAVFile(parsing: Array(Self.file(samples: [])[..<36])) }
    let endless = Array(Self.file(samples: [])[..<36]) + (0..<2000).flatMap { _ in Array("junk".utf8) + [0, 0, 0, 0] }
    #expect(throws: WAVError.tooManyChunks) { try WAVFile(parsing: endless) }
  }
}
