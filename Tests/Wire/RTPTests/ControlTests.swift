import RTP
import Testing

@Suite struct ControlTests {
  private let block = ReportBlock(
    ssrc: 7, fractionLost: 64, cumulativeLost: -5, highestSequence: 0x1_0002, jitter: 99, lastSenderReport: 0xABCD_EF01,
    delaySinceLastSenderReport: 65536)

  private func build(sender: SenderInformation?, block: ReportBlock?, name: String, isLeaving: Bool) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xEE, count: ControlBuilder.maximumSize)
    let size = bytes.withUnsafeMutableBytes { buffer in
      Array(name.utf8).withUnsafeBytes {
        ControlBuilder.build(
          into: buffer, ssrc: 42, sender: sender, block: block, canonicalName: $0, isLeaving: isLeaving)
      }
    }
    return Array(bytes[..<size])
  }

  @Test(arguments: 0..<9)
  func senderReportRoundTrip(nameLength: Int) throws {
    let sender = SenderInformation(ntp: 0x0123_4567_89AB_CDEF, timestamp: 1, packets: 2, bytes: 3)
    let name = String(repeating: "n", count: nameLength)
    let bytes = build(sender: sender, block: block, name: name, isLeaving: true)
    #expect(bytes.count % 4 == 0)
    let items = try controlItems(bytes)
    #expect(items.count == 4)
    #expect(items[0] == .senderReport(ssrc: 42, sender))
    #expect(items[1] == .block(block))
    #expect(items[2] == .canonicalName(ssrc: 42, offset: 28 + 24 + 10, length: nameLength))
    #expect(items[3] == .bye(ssrc: 42))
  }

  @Test func receiverReportWithoutBlock() throws {
    let items = try controlItems(build(sender: nil, block: nil, name: "x", isLeaving: false))
    #expect(items.first == .receiverReport(ssrc: 42))
    #expect(items.count == 2)
  }

  @Test func longestNameFits() throws {
    let sender = SenderInformation(ntp: 0, timestamp: 1, packets: 2, bytes: 3)
    let bytes = build(sender: sender, block: block, name: String(repeating: "x", count: 300), isLeaving: true)
    #expect(try controlItems(bytes).contains(.canonicalName(ssrc: 42, offset: 62, length: 255)))
  }

  @Test func refusesWhatDoesNotBeginWithAReport() {
    #expect(throws: RTPError.notAReport) { try controlItems([0x80, 203, 0, 1, 0, 0, 0, 1]) }
    #expect(throws: RTPError.truncated) { try controlItems([0x80, 201, 0, 9, 0, 0, 0, 1]) }
    #expect(throws: RTPError.tooLarge) { try controlItems([UInt8](repeating: 0x80, count: 1504)) }
  }

  @Test func lossAndJitterOverTheWrap() {
    var statistics = ReceptionStatistics(clockRate: 8000)
    var timestamp: UInt32 = 0xFFFF_FF00
    for index in 0..<100 {
      let sequence = UInt16(truncatingIfNeeded: 65500 + index)
      if index % 10 != 5 {
        statistics.received(
          sequence: sequence, timestamp: timestamp, arrival: Int64(index) * 20 * millisecond, isTimed: true)
      }
      timestamp &+= 160
    }
    #expect(statistics.expected == 100)
    #expect(statistics.lost == 10)
    #expect(statistics.jitter == 0)
    let first = statistics.report(on: 1, lastSenderReport: 0, delaySince: 0)
    #expect(first.fractionLost == 25)
    #expect(first.cumulativeLost == 10)
    #expect(first.highestSequence == 65599)
    let second = statistics.report(on: 1, lastSenderReport: 0, delaySince: 0)
    #expect(second.fractionLost == 0)
  }

  @Test func jitterApproachesTheMeanDifference() {
    var statistics = ReceptionStatistics(clockRate: 8000)
    for index in 0..<2000 {
      let delay: Int64 = index % 2 == 0 ? 0 : 10 * millisecond
      statistics.received(
        sequence: UInt16(truncatingIfNeeded: index), timestamp: UInt32(index * 160),
        arrival: Int64(index) * 20 * millisecond + delay, isTimed: true)
    }
    #expect(abs(statistics.jitterNanoseconds - 10 * millisecond) < millisecond)
  }
}
