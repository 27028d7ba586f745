/// Why bytes are not a WAV file this code can play.
package enum WAVError: Error, Equatable, Sendable {
  case notWAV
  case truncated
  case noFormat
  case noData
  /// Not 16-bit PCM, µ-law or A-law; the format tag and bits per sample.
  case unsupported(format: Int, bits: Int)
  /// The rate is outside 4,000–192,000 Hz, or there are not 1 to 8 channels.
  case outOfRange
  /// More chunks than any honest file has.
  case tooManyChunks
}

/// A parsed WAV file; refers to the bytes it was parsed from by position.
///
/// Tolerant of files cut off or written by a crashed process: the data chunk ends where the bytes end, whatever its
/// header says. Bounds: one pass, at most 1,024 chunks.
package struct WAVFile: Equatable, Sendable {
  package enum Encoding: Equatable, Sendable {
    case linear16
    case g711(G711Law)
  }

  package private(set) var encoding: Encoding = .linear16
  package private(set) var sampleRate = 0
  package private(set) var channels = 0
  /// Where the samples are; a whole number of frames.
  package private(set) var data: Range<Int> = 0..<0

  private static let maximumChunks = 1024

  package init(parsing bytes: [UInt8]) throws(WAVError) {
    guard bytes.count >= 12 else { throw bytes.isEmpty ? .truncated : .notWAV }
    guard Self.isTag("RIFF", bytes, 0), Self.isTag("WAVE", bytes, 8) else { throw .notWAV }
    var offset = 12
    var hasFormat = false
    for _ in 0..<Self.maximumChunks {
      guard offset + 8 <= bytes.count else { throw hasFormat ? .noData : .noFormat }
      let size = Self.number32(bytes, offset + 4)
      let body = offset + 8
      if Self.isTag("fmt ", bytes, offset) {
        try readFormat(bytes, body, size)
        hasFormat = true
      } else if Self.isTag("data", bytes, offset) {
        guard hasFormat else { throw .noFormat }
        let available = min(size, bytes.count - body)
        data = body..<body + available / frameBytes * frameBytes
        return
      }
      guard size <= bytes.count - body else { throw .truncated }
      offset = body + size + (size & 1)
    }
    throw .tooManyChunks
  }

  /// Frames: samples of one channel.
  package var frameCount: Int { data.count / frameBytes }

  /// The samples of one channel, `0..<channels`.
  ///
  /// - Precondition: `bytes` are those the file was parsed from.
  package func samples(ofChannel channel: Int, in bytes: [UInt8]) -> [Int16] {
    precondition(channel >= 0 && channel < channels && data.upperBound <= bytes.count)
    return (0..<frameCount).map { frame in
      let offset = data.lowerBound + frame * frameBytes
      return switch encoding {
      case .linear16: Int16(truncatingIfNeeded: Self.number16(bytes, offset + 2 * channel))
      case .g711(.mu): G711.decodeMu(bytes[offset + channel])
      case .g711(.a): G711.decodeA(bytes[offset + channel])
      }
    }
  }

  private var frameBytes: Int { channels * (encoding == .linear16 ? 2 : 1) }

  private mutating func readFormat(_ bytes: [UInt8], _ body: Int, _ size: Int) throws(WAVError) {
    guard size >= 16, body + 16 <= bytes.count else { throw .truncated }
    var format = Self.number16(bytes, body)
    // WAVE_FORMAT_EXTENSIBLE names the real format in the first two bytes of its GUID.
    if format == 0xFFFE, size >= 26, body + 26 <= bytes.count { format = Self.number16(bytes, body + 24) }
    channels = Self.number16(bytes, body + 2)
    sampleRate = Self.number32(bytes, body + 4)
    let bits = Self.number16(bytes, body + 14)
    switch (format, bits) {
    case (1, 16): encoding = .linear16
    case (7, 8): encoding = .g711(.mu)
    case (6, 8): encoding = .g711(.a)
    default: throw .unsupported(format: format, bits: bits)
    }
    guard (1...8).contains(channels), (4000...192_000).contains(sampleRate) else { throw .outOfRange }
  }

  private static func isTag(_ tag: StaticString, _ bytes: [UInt8], _ offset: Int) -> Bool {
    (0..<4).allSatisfy { bytes[offset + $0] == tag.utf8Start[$0] }
  }

  private static func number16(_ bytes: [UInt8], _ offset: Int) -> Int {
    Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
  }

  private static func number32(_ bytes: [UInt8], _ offset: Int) -> Int {
    number16(bytes, offset) | number16(bytes, offset + 2) << 16
  }
}
