import RTP
import Testing

@Suite struct RTPHeaderTests {
  @Test func roundTrip() throws {
    let header = RTPHeader(
      marker: true, payloadType: 101, sequence: 65535, timestamp: 0xDEAD_BEEF, ssrc: 0x1234_5678, payloadLength: 3)
    #expect(try parseHeader(packet(header, payload: [1, 2, 3])) == header)
  }

  @Test func sourcesExtensionAndPaddingAreLeftOut() throws {
    var bytes = packet(RTPHeader(payloadType: 0, sequence: 1, timestamp: 2, ssrc: 3), payload: [])
    bytes[0] = 0x80 | 0x20 | 0x10 | 2
    bytes += [UInt8](repeating: 9, count: 8)
    bytes += [0xBE, 0xDE, 0, 1, 7, 7, 7, 7]
    bytes += [0xAA, 0xBB, 0, 0, 3]
    let header = try parseHeader(bytes)
    #expect(header.payloadOffset == 28)
    #expect(header.payloadLength == 2)
  }

  @Test(arguments: [
    ([], RTPError.truncated), ([0x40] + [UInt8](repeating: 0, count: 11), .version),
    ([0x8F] + [UInt8](repeating: 0, count: 20), .truncated),
    ([0x90] + [UInt8](repeating: 0, count: 13), .truncated),
    ([0x90] + [UInt8](repeating: 0, count: 13) + [0xFF, 0xFF], .truncated),
    ([0xA0] + [UInt8](repeating: 0, count: 12), .padding),
    ([0xA0] + [UInt8](repeating: 0, count: 11) + [200], .padding),
  ])
  func refuses(bytes: [UInt8], error: RTPError) {
    #expect(throws: error) { try parseHeader(bytes) }
  }

  @Test func addresses() {
    #expect(MediaAddress("192.0.2.1", port: 5)?.description == "192.0.2.1:5")
    for text in ["", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1..2.3", "a.b.c.d", "1.2.3.0004", "1.2.3."] {
      #expect(MediaAddress(text, port: 5) == nil)
    }
  }
}
