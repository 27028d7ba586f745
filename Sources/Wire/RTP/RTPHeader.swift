/// The fixed header of an RTP packet and where its payload lies (RFC 3550 §5.1).
///
/// Invariant: `payloadOffset + payloadLength` never passes the end of the parsed bytes; nothing is copied.
package struct RTPHeader: Equatable, Sendable {
  package static let minimumSize = 12

  package var marker: Bool
  /// 0–127.
  package var payloadType: UInt8
  package var sequence: UInt16
  package var timestamp: UInt32
  package var ssrc: UInt32
  /// First payload byte, after CSRCs and the extension.
  package var payloadOffset: Int
  /// Payload bytes without padding.
  package var payloadLength: Int

  package init(
    marker: Bool = false, payloadType: UInt8, sequence: UInt16, timestamp: UInt32, ssrc: UInt32,
    payloadOffset: Int = RTPHeader.minimumSize, payloadLength: Int = 0
  ) {
    self.marker = marker
    self.payloadType = payloadType & 0x7F
    self.sequence = sequence
    self.timestamp = timestamp
    self.ssrc = ssrc
    self.payloadOffset = payloadOffset
    self.payloadLength = payloadLength
  }

  /// Parses a packet with CSRCs, header extension and padding.
  package init(parsing bytes: UnsafeRawBufferPointer) throws(RTPError) {
    guard bytes.count >= Self.minimumSize else { throw .truncated }
    let first = bytes[0]
    guard first >> 6 == 2 else { throw .version }
    var offset = Self.minimumSize + 4 * Int(first & 0x0F)
    guard offset <= bytes.count else { throw .truncated }
    if first & 0x10 != 0 {
      guard offset + 4 <= bytes.count else { throw .truncated }
      offset += 4 + 4 * Int(bytes.bigEndian16(at: offset + 2))
      guard offset <= bytes.count else { throw .truncated }
    }
    var end = bytes.count
    if first & 0x20 != 0 {
      let padding = Int(bytes[bytes.count - 1])
      guard padding > 0, offset + padding <= end else { throw .padding }
      end -= padding
    }
    marker = bytes[1] & 0x80 != 0
    payloadType = bytes[1] & 0x7F
    sequence = bytes.bigEndian16(at: 2)
    timestamp = bytes.bigEndian32(at: 4)
    ssrc = bytes.bigEndian32(at: 8)
    payloadOffset = offset
    payloadLength = end - offset
  }

  /// Writes the 12 bytes of a header without CSRCs, extension or padding.
  ///
  /// - Precondition: `bytes` has room for `minimumSize`.
  package func write(to bytes: UnsafeMutableRawBufferPointer) {
    bytes[0] = 0x80
    bytes[1] = (marker ? 0x80 : 0) | payloadType
    bytes.setBigEndian16(sequence, at: 2)
    bytes.setBigEndian32(timestamp, at: 4)
    bytes.setBigEndian32(ssrc, at: 8)
  }

  /// Whether bytes on a port shared by RTP and RTCP are RTCP (RFC 5761 §4): packet types 192 to 223.
  package static func isControl(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && (192...223).contains(bytes[1])
  }
}
