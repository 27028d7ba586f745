import FuzzRounds
import RTP
import Testing

/// Feeds any bytes to every parser of the target; a crash or a broken bound is a failure.
package enum RTPFuzz {
  package static func run(bytes: [UInt8]) {
    if let header = try? parseHeader(bytes) {
      precondition(header.payloadOffset >= 12 && header.payloadLength >= 0)
      precondition(header.payloadOffset + header.payloadLength <= bytes.count)
    }
    if let items = try? controlItems(bytes) {
      precondition(items.count <= bytes.count)
      for case .canonicalName(_, let offset, let length) in items { precondition(offset + length <= bytes.count) }
    }
    _ = try? bytes.withUnsafeBytes { buffer in try TelephoneEvent(parsing: buffer) }
  }
}

@Suite struct RTPFuzzTests {
  @Test func mutatedPackets() {
    var random = SeededGenerator(seed: 20)
    var control = [UInt8](repeating: 0, count: ControlBuilder.maximumSize)
    let size = control.withUnsafeMutableBytes { buffer in
      Array("fuzz@host".utf8).withUnsafeBytes {
        ControlBuilder.build(
          into: buffer, ssrc: 1, sender: SenderInformation(ntp: 1, timestamp: 2, packets: 3, bytes: 4),
          block: ReceptionStatistics(clockRate: 8000).emptyReport, canonicalName: $0, isLeaving: true)
      }
    }
    let seeds = [
      Array(control[..<size]),
      packet(RTPHeader(payloadType: 0, sequence: 1, timestamp: 2, ssrc: 3), payload: [1, 2, 3, 4]),
      [0xB2, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0xBE, 0xDE, 0, 1, 1, 2, 3, 4, 9, 9, 9, 3],
      [5, 0x8A, 1, 64],
    ]
    for round in FuzzRounds(20_000) {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
        default: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
      }
      RTPFuzz.run(bytes: bytes)
    }
  }

  /// The jitter buffer takes whatever sequence numbers, timestamps and sizes a peer invents.
  @Test func inventedNumbersNeverBreakTheJitterBuffer() {
    var random = SeededGenerator(seed: 21)
    var buffer = JitterBuffer()
    let payload = [UInt8](repeating: 1, count: 500)
    var output = [UInt8](repeating: 0, count: 160)
    var now: Int64 = 0
    var sequence: UInt16 = 0
    var timestamp: UInt32 = 0
    for _ in FuzzRounds(20_000) {
      if Int.random(in: 0..<8, using: &random) == 0 {
        sequence = UInt16.random(in: 0...65535, using: &random)
        timestamp = UInt32.random(in: 0...UInt32.max, using: &random)
      }
      let size = Int.random(in: 0...500, using: &random)
      payload.withUnsafeBytes {
        _ = buffer.push(
          sequence: sequence, timestamp: timestamp, payload: UnsafeRawBufferPointer(rebasing: $0[..<size]), now: now)
      }
      sequence &+= UInt16.random(in: 0..<3, using: &random)
      timestamp &+= UInt32(size)
      now += Int64.random(in: 0..<40, using: &random) * millisecond
      let frame = output.withUnsafeMutableBytes { buffer.pop(now: now, into: $0, mayAdjust: true) }
      #expect(frame.count >= 0 && frame.count <= 160)
    }
  }
}

extension ReceptionStatistics {
  fileprivate var emptyReport: ReportBlock {
    var copy = self
    return copy.report(on: 9, lastSenderReport: 1, delaySince: 2)
  }
}
