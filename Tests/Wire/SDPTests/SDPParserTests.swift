import SDP
import Testing

@Suite struct SDPParserTests {
  @Test(arguments: [
    ("", SDPParseError.missing("v")), ("o=- 1 1 IN IP4 1.1.1.1\n", .missing("v")), ("v=0\n", .missing("o")),
    ("v=1\n", .badLine(1)), ("v=0\nv=0\n", .badLine(2)), ("v=0\no=- 1 x IN IP4 h\n", .badLine(2)),
    ("v=0\no=- 1 1 IN IP4\n", .badLine(2)), ("v=0\nc=IN IP4\n", .badLine(2)), ("v=0\nm=audio 1 RTP/AVP\n", .badLine(2)),
    ("v=0\na=\n", .badLine(2)), ("v=0\n=x\n", .badLine(2)), ("v=0\ns=\u{0}\n", .notText),
  ]) func isRefused(text: String, error: SDPParseError) {
    #expect(throws: error) { try SessionDescription.parse(Array(text.utf8)) }
  }

  @Test func limitsHold() {
    #expect(throws: SDPParseError.tooLarge(bytes: 65537)) {
      try SessionDescription.parse(Array(repeating: 0x61, count: 65537))
    }
    let lines = "v=0\r\n" + String(repeating: "a=x\r\n", count: 1000)
    #expect(throws: SDPParseError.tooManyLines) { try SessionDescription.parse(Array(lines.utf8)) }
    #expect(throws: SDPParseError.notText) { try SessionDescription.parse([0x76, 0x3D, 0xFF]) }
  }

  @Test func printsWhatItParses() throws {
    let text =
      "v=0\r\no=- 1 2 IN IP4 192.0.2.1\r\ns=call\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\na=tool:x:y\r\n"
      + "m=audio 4000 RTP/AVP 0 101\r\nc=IN IP6 ::1\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n"
    #expect(try SessionDescription.parse(Array(text.utf8)).printed() == Array(text.utf8))
  }
}

/// Anything at all into parser, answer and answer to an offer.
package enum SDPFuzz {
  package static func run(bytes: [UInt8]) {
    if let description = try? SessionDescription.parse(bytes) {
      let printed = description.printed()
      precondition((try? SessionDescription.parse(printed))?.media.count == description.media.count)
    }
    var session = SDPSessionTests.session()
    if let (answer, agreed) = try? session.answer(bytes) {
      precondition(agreed.remotePort != 0)
      precondition((try? SessionDescription.parse(answer)) != nil)
    }
    _ = session.offer()
    _ = try? session.apply(answer: bytes)
  }
}

@Suite struct SDPFuzzTests {
  @Test func nothingCrashes() {
    var state: UInt64 = 99
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return bound <= 0 ? 0 : Int((state >> 33) % UInt64(bound))
    }
    let seed = SDPSessionTests.sdp(
      "m=audio 49170 RTP/AVP 8 0 97\r\na=rtpmap:97 telephone-event/8000\r\na=fmtp:97 0-16\r\na=ptime:30\r\n"
        + "a=rtcp:49999 IN IP4 192.0.2.8\r\nm=video 0 RTP/AVP 31\r\n")
    let alphabet = Array(" \r\n:=/.09amcv\u{0}".utf8) + [0xC3, 0xFF]
    for _ in 0..<6000 {
      var bytes = seed
      for _ in 0...next(5) {
        let place = next(bytes.count)
        switch next(3) {
        case 0: bytes[place] = alphabet[next(alphabet.count)]
        case 1: bytes.insert(alphabet[next(alphabet.count)], at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(10)))
        }
      }
      SDPFuzz.run(bytes: bytes)
    }
  }
}
