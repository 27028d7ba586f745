/// Reads a compound RTCP packet (RFC 3550 §6.1, A.2) without allocating.
///
/// Bounds: at most 1,500 bytes, so at most 375 sub-packets; each byte is looked at a fixed number of times.
package enum ControlParser {
  package static let maximumSize = 1500

  private enum PacketType {
    static let senderReport: UInt8 = 200
    static let receiverReport: UInt8 = 201
    static let sourceDescription: UInt8 = 202
    static let bye: UInt8 = 203
  }

  /// Calls `body` for each item in order. Validates a sub-packet before any of its items is given out.
  package static func parse(_ bytes: UnsafeRawBufferPointer, _ body: (ControlItem) -> Void) throws(RTPError) {
    guard bytes.count <= maximumSize else { throw .tooLarge }
    guard bytes.count >= 8 else { throw .truncated }
    guard bytes[0] >> 6 == 2 else { throw .version }
    guard bytes[1] == PacketType.senderReport || bytes[1] == PacketType.receiverReport else { throw .notAReport }
    var offset = 0
    while offset < bytes.count {
      guard offset + 4 <= bytes.count else { throw .truncated }
      guard bytes[offset] >> 6 == 2 else { throw .version }
      var end = offset + 4 + 4 * Int(bytes.bigEndian16(at: offset + 2))
      let next = end
      guard end <= bytes.count else { throw .truncated }
      if bytes[offset] & 0x20 != 0 {
        // Only the last sub-packet may be padded, by a multiple of four (§6.4.1).
        let padding = Int(bytes[end - 1])
        guard end == bytes.count, padding > 0, padding & 3 == 0, offset + 4 + padding <= end else { throw .padding }
        end -= padding
      }
      try item(bytes, from: offset, to: end, body)
      offset = next
    }
  }

  private static func item(
    _ bytes: UnsafeRawBufferPointer, from offset: Int, to end: Int, _ body: (ControlItem) -> Void
  ) throws(RTPError) {
    let count = Int(bytes[offset] & 0x1F)
    switch bytes[offset + 1] {
    case PacketType.senderReport:
      guard offset + 28 + count * ReportBlock.size <= end else { throw .truncated }
      let ntp = UInt64(bytes.bigEndian32(at: offset + 8)) << 32 | UInt64(bytes.bigEndian32(at: offset + 12))
      let sender = SenderInformation(
        ntp: ntp, timestamp: bytes.bigEndian32(at: offset + 16), packets: bytes.bigEndian32(at: offset + 20),
        bytes: bytes.bigEndian32(at: offset + 24))
      body(.senderReport(ssrc: bytes.bigEndian32(at: offset + 4), sender))
      for index in 0..<count { body(.block(ReportBlock(bytes, at: offset + 28 + index * ReportBlock.size))) }
    case PacketType.receiverReport:
      guard offset + 8 + count * ReportBlock.size <= end else { throw .truncated }
      body(.receiverReport(ssrc: bytes.bigEndian32(at: offset + 4)))
      for index in 0..<count { body(.block(ReportBlock(bytes, at: offset + 8 + index * ReportBlock.size))) }
    case PacketType.sourceDescription:
      try descriptions(bytes, count: count, from: offset + 4, to: end, body)
    case PacketType.bye:
      guard offset + 4 + 4 * count <= end else { throw .truncated }
      for index in 0..<count { body(.bye(ssrc: bytes.bigEndian32(at: offset + 4 + 4 * index))) }
    default: break
    }
  }

  private static func descriptions(
    _ bytes: UnsafeRawBufferPointer, count: Int, from start: Int, to end: Int, _ body: (ControlItem) -> Void
  ) throws(RTPError) {
    var offset = start
    for _ in 0..<count {
      guard offset + 4 <= end else { throw .truncated }
      let ssrc = bytes.bigEndian32(at: offset)
      offset += 4
      while true {
        guard offset < end else { throw .truncated }
        let type = bytes[offset]
        if type == 0 {
          // The chunk ends at the next word border, with at least one zero byte (§6.5).
          offset = start + ((offset - start) / 4 + 1) * 4
          break
        }
        guard offset + 2 <= end else { throw .truncated }
        let length = Int(bytes[offset + 1])
        guard offset + 2 + length <= end else { throw .truncated }
        if type == 1 { body(.canonicalName(ssrc: ssrc, offset: offset + 2, length: length)) }
        offset += 2 + length
      }
    }
  }
}
