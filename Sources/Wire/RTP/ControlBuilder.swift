/// Writes a compound RTCP packet: a report, SDES with CNAME, and a BYE when the session ends (RFC 3550 §6.1).
package enum ControlBuilder {
  /// Room for the largest packet this builder writes.
  package static let maximumSize = 28 + ReportBlock.size + 12 + 256 + 8

  /// Writes the packet and returns its size.
  ///
  /// - Parameters:
  ///   - bytes: at least `maximumSize` bytes.
  ///   - sender: present when RTP was sent since the last report (SR), absent otherwise (RR).
  ///   - canonicalName: UTF-8, at most 255 bytes are used.
  package static func build(
    into bytes: UnsafeMutableRawBufferPointer, ssrc: UInt32, sender: SenderInformation?, block: ReportBlock?,
    canonicalName: UnsafeRawBufferPointer, isLeaving: Bool
  ) -> Int {
    precondition(bytes.count >= maximumSize)
    var offset = sender == nil ? 8 : 28
    bytes[0] = 0x80 | (block == nil ? 0 : 1)
    bytes[1] = sender == nil ? 201 : 200
    bytes.setBigEndian32(ssrc, at: 4)
    if let sender {
      bytes.setBigEndian32(UInt32(truncatingIfNeeded: sender.ntp >> 32), at: 8)
      bytes.setBigEndian32(UInt32(truncatingIfNeeded: sender.ntp), at: 12)
      bytes.setBigEndian32(sender.timestamp, at: 16)
      bytes.setBigEndian32(sender.packets, at: 20)
      bytes.setBigEndian32(sender.bytes, at: 24)
    }
    if let block {
      block.write(to: bytes, at: offset)
      offset += ReportBlock.size
    }
    bytes.setBigEndian16(UInt16(offset / 4 - 1), at: 2)

    let description = offset
    let length = min(255, canonicalName.count)
    bytes[description] = 0x81
    bytes[description + 1] = 202
    bytes.setBigEndian32(ssrc, at: description + 4)
    bytes[description + 8] = 1
    bytes[description + 9] = UInt8(length)
    for index in 0..<length { bytes[description + 10 + index] = canonicalName[index] }
    offset = description + 10 + length
    repeat {
      bytes[offset] = 0
      offset += 1
    } while (offset - description) % 4 != 0
    bytes.setBigEndian16(UInt16((offset - description) / 4 - 1), at: description + 2)

    if isLeaving {
      bytes[offset] = 0x81
      bytes[offset + 1] = 203
      bytes.setBigEndian16(1, at: offset + 2)
      bytes.setBigEndian32(ssrc, at: offset + 4)
      offset += 8
    }
    return offset
  }
}
