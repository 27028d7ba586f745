/// One reception report block (RFC 3550 §6.4.1).
package struct ReportBlock: Equatable, Sendable {
  package static let size = 24
  package var ssrc: UInt32
  /// Lost since the last report, in 1/256.
  package var fractionLost: UInt8
  /// 24 bits, signed.
  package var cumulativeLost: Int32
  package var highestSequence: UInt32
  /// Timestamp units.
  package var jitter: UInt32
  /// The middle 32 bits of the NTP time of the last sender report; 0 when none came.
  package var lastSenderReport: UInt32
  /// Units of 1/65536 s.
  package var delaySinceLastSenderReport: UInt32

  package init(
    ssrc: UInt32, fractionLost: UInt8, cumulativeLost: Int32, highestSequence: UInt32, jitter: UInt32,
    lastSenderReport: UInt32, delaySinceLastSenderReport: UInt32
  ) {
    self.ssrc = ssrc
    self.fractionLost = fractionLost
    self.cumulativeLost = cumulativeLost
    self.highestSequence = highestSequence
    self.jitter = jitter
    self.lastSenderReport = lastSenderReport
    self.delaySinceLastSenderReport = delaySinceLastSenderReport
  }

  /// - Precondition: 24 bytes from `offset` are within `bytes`.
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    ssrc = bytes.bigEndian32(at: offset)
    let loss = bytes.bigEndian32(at: offset + 4)
    fractionLost = UInt8(loss >> 24)
    cumulativeLost = Int32(bitPattern: loss << 8) >> 8
    highestSequence = bytes.bigEndian32(at: offset + 8)
    jitter = bytes.bigEndian32(at: offset + 12)
    lastSenderReport = bytes.bigEndian32(at: offset + 16)
    delaySinceLastSenderReport = bytes.bigEndian32(at: offset + 20)
  }

  func write(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
    bytes.setBigEndian32(ssrc, at: offset)
    let loss = UInt32(bitPattern: cumulativeLost) & 0xFF_FFFF
    bytes.setBigEndian32(UInt32(fractionLost) << 24 | loss, at: offset + 4)
    bytes.setBigEndian32(highestSequence, at: offset + 8)
    bytes.setBigEndian32(jitter, at: offset + 12)
    bytes.setBigEndian32(lastSenderReport, at: offset + 16)
    bytes.setBigEndian32(delaySinceLastSenderReport, at: offset + 20)
  }
}

/// The sender's half of a sender report.
package struct SenderInformation: Equatable, Sendable {
  /// 64-bit NTP timestamp: seconds since 1900 and fraction.
  package var ntp: UInt64
  package var timestamp: UInt32
  package var packets: UInt32
  package var bytes: UInt32

  package init(ntp: UInt64, timestamp: UInt32, packets: UInt32, bytes: UInt32) {
    self.ntp = ntp
    self.timestamp = timestamp
    self.packets = packets
    self.bytes = bytes
  }
}

/// What is of use in a compound RTCP packet (RFC 3550 §6); unknown sub-packets are skipped.
package enum ControlItem: Equatable, Sendable {
  case senderReport(ssrc: UInt32, SenderInformation)
  case receiverReport(ssrc: UInt32)
  /// One block of the report before it.
  case block(ReportBlock)
  /// The SDES CNAME of a source: where its bytes lie in the packet.
  case canonicalName(ssrc: UInt32, offset: Int, length: Int)
  case bye(ssrc: UInt32)
}
