/// The 44 bytes before the samples of a 16-bit PCM WAV file.
package struct WAVHeader: Equatable, Sendable {
  package static let size = 44

  /// Hertz.
  package var sampleRate: Int
  /// 1 or 2.
  package var channels: Int
  /// Bytes of samples after the header; a file holds at most 4 GiB, more is clamped.
  package var dataSize: Int

  package init(sampleRate: Int, channels: Int, dataSize: Int) {
    self.sampleRate = sampleRate
    self.channels = channels
    self.dataSize = dataSize
  }

  package var bytes: [UInt8] {
    let data = UInt32(clamping: min(dataSize, Int(UInt32.max) - 36))
    var output: [UInt8] = []
    output.reserveCapacity(Self.size)
    output += Array("RIFF".utf8)
    Self.append(data + 36, to: &output)
    output += Array("WAVEfmt ".utf8)
    Self.append(UInt32(16), to: &output)
    Self.append(UInt16(1), to: &output)
    Self.append(UInt16(clamping: channels), to: &output)
    Self.append(UInt32(clamping: sampleRate), to: &output)
    Self.append(UInt32(clamping: sampleRate * channels * 2), to: &output)
    Self.append(UInt16(clamping: channels * 2), to: &output)
    Self.append(UInt16(16), to: &output)
    output += Array("data".utf8)
    Self.append(data, to: &output)
    return output
  }

  private static func append(_ value: some FixedWidthInteger & UnsignedInteger, to output: inout [UInt8]) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) { output.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
}
