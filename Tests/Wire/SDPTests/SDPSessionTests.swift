import SDP
import Testing

@Suite struct SDPSessionTests {
  static func sdp(_ media: String, session: String = "c=IN IP4 192.0.2.9\r\nt=0 0\r\n") -> [UInt8] {
    Array("v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\n\(session)\(media)".utf8)
  }

  static func session() -> SDPSession { SDPSession(sessionID: 42, address: "10.0.0.1", port: 30000) }

  func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func answersACommonPhone() throws {
    var session = Self.session()
    let (answer, agreed) = try session.answer(
      Self.sdp(
        "m=audio 49170 RTP/AVP 9 8 0 96 97\r\na=rtpmap:9 G722/8000\r\na=rtpmap:96 opus/48000/2\r\n"
          + "a=rtpmap:97 telephone-event/8000\r\na=fmtp:97 0-16\r\na=ptime:30\r\na=rtcp:49999 IN IP4 192.0.2.8\r\n"))
    #expect(
      text(answer) == """
        v=0\r
        o=- 42 1 IN IP4 10.0.0.1\r
        s=-\r
        c=IN IP4 10.0.0.1\r
        t=0 0\r
        m=audio 30000 RTP/AVP 8 97\r
        a=rtpmap:8 PCMA/8000\r
        a=rtpmap:97 telephone-event/8000\r
        a=fmtp:97 0-16\r
        a=ptime:20\r
        a=sendrecv\r

        """)
    #expect(agreed.codec == .pcma && agreed.payloadType == 8)
    #expect(agreed.eventPayloadType == 97)
    #expect(agreed.remoteAddress == "192.0.2.9" && agreed.remotePort == 49170)
    #expect(agreed.remoteRTCPAddress == "192.0.2.8" && agreed.remoteRTCPPort == 49999)
    #expect(agreed.packetTime == 30)
    #expect(agreed.direction == .sendReceive)
    #expect(session.negotiated == agreed)
  }

  /// RFC 3264 §6.1, and the hold of RFC 2543.
  @Test(arguments: [
    ("a=sendrecv", "192.0.2.9", MediaDirection.sendReceive), ("a=sendonly", "192.0.2.9", .receiveOnly),
    ("a=recvonly", "192.0.2.9", .sendOnly), ("a=inactive", "192.0.2.9", .inactive),
    ("a=sendrecv", "0.0.0.0", .receiveOnly), ("a=recvonly", "0.0.0.0", .inactive), ("a=foo", "192.0.2.9", .sendReceive),
  ]) func directionIsMirrored(attribute: String, address: String, ours: MediaDirection) throws {
    var session = Self.session()
    let (answer, agreed) = try session.answer(
      Self.sdp("m=audio 4000 RTP/AVP 0\r\nc=IN IP4 \(address)\r\n\(attribute)\r\n"))
    #expect(agreed.direction == ours)
    #expect(text(answer).contains("a=\(ours.rawValue)\r\n"))
  }

  @Test func sessionLevelDirectionAndConnectionCount() throws {
    var session = Self.session()
    let (_, agreed) = try session.answer(
      Self.sdp("m=audio 4000 RTP/AVP 0\r\n", session: "c=IN IP6 2001:db8::1\r\nt=0 0\r\na=sendonly\r\n"))
    #expect(agreed.direction == .receiveOnly)
    #expect(agreed.remoteAddress == "2001:db8::1")
    #expect(agreed.remoteRTCPPort == 4001)
  }

  @Test func weNeverSayMoreThanWeWant() throws {
    var session = Self.session()
    let (_, agreed) = try session.answer(Self.sdp("m=audio 4000 RTP/AVP 0\r\n"), direction: .sendOnly)
    #expect(agreed.direction == .sendOnly)
    let (_, held) = try session.answer(Self.sdp("m=audio 4000 RTP/AVP 0\r\na=sendonly\r\n"), direction: .sendOnly)
    #expect(held.direction == .inactive)
  }

  @Test func otherStreamsAreRefusedWithPortZero() throws {
    var session = Self.session()
    let (answer, _) = try session.answer(
      Self.sdp("m=video 5000 RTP/AVP 31\r\nm=audio 4000 RTP/AVP 0\r\nm=audio 4002 RTP/AVP 8\r\nm=image 9 udptl t38\r\n")
    )
    let lines = text(answer).split(separator: "\r\n").filter { $0.hasPrefix("m=") }
    #expect(
      lines == ["m=video 0 RTP/AVP 31", "m=audio 30000 RTP/AVP 0", "m=audio 0 RTP/AVP 8", "m=image 0 udptl t38"])
  }

  @Test(arguments: [
    ("", SDPRejection.noAudio), ("m=video 1 RTP/AVP 31\r\n", .noAudio), ("m=audio 0 RTP/AVP 0\r\n", .noAudio),
    ("m=audio 1 RTP/AVP 9 96\r\na=rtpmap:96 opus/48000/2\r\n", .noCommonCodec),
    ("m=audio 1 RTP/AVP 0\r\na=rtpmap:0 G723/8000\r\n", .noCommonCodec),
    ("m=audio 1 RTP/SAVP 0\r\n", .profile("RTP/SAVP")),
    ("m=audio 1 UDP/TLS/RTP/SAVPF 0\r\n", .profile("UDP/TLS/RTP/SAVPF")),
    ("m=audio 1 RTP/AVP 0\r\nc=IN IP4 224.2.1.1/127\r\n", .multicast),
    ("m=audio 1 RTP/AVP 0\r\nc=IN IP4 239.0.0.1\r\n", .multicast),
    ("m=audio 1 RTP/AVP 0\r\nc=IN IP4 phone.example\r\n", .addressMissing),
    ("m=audio x RTP/AVP 0\r\n", .malformed(.badLine(6))), ("m=audio 70000 RTP/AVP 0\r\n", .malformed(.badLine(6))),
    ("junk\r\n", .malformed(.badLine(6))),
  ]) func refuses(media: String, reason: SDPRejection) {
    var session = Self.session()
    let before = session
    #expect(throws: reason) { try session.answer(Self.sdp(media)) }
    #expect(session == before, "a refused offer changes nothing")
  }

  @Test func missingConnectionIsRefused() {
    var session = Self.session()
    #expect(throws: SDPRejection.addressMissing) {
      try session.answer(Self.sdp("m=audio 1 RTP/AVP 0\r\n", session: "t=0 0\r\n"))
    }
  }

  @Test func versionGrowsWithChangesOnly() throws {
    var session = Self.session()
    let offer = Self.sdp("m=audio 4000 RTP/AVP 0\r\n")
    let first = try session.answer(offer).sdp
    #expect(try session.answer(offer).sdp == first)
    let held = try session.answer(Self.sdp("m=audio 4000 RTP/AVP 0\r\na=sendonly\r\n")).sdp
    #expect(text(held).contains("o=- 42 2 IN"))
    #expect(text(try session.answer(offer).sdp).contains("o=- 42 3 IN"))
  }

  @Test func multiplexedRTCPAndFeedbackProfile() throws {
    var session = Self.session()
    let (answer, agreed) = try session.answer(Self.sdp("m=audio 4000 RTP/AVPF 0\r\na=rtcp-mux\r\n"))
    #expect(text(answer).contains("m=audio 30000 RTP/AVPF 0\r\n"))
    #expect(text(answer).contains("a=rtcp-mux\r\n"))
    #expect(agreed.rtcpMultiplexed && agreed.remoteRTCPPort == 4000)
  }

  @Test func offerAndAnswerMeet() throws {
    var caller = Self.session()
    var callee = SDPSession(sessionID: 7, address: "10.0.0.2", port: 40000, capabilities: .init(codecs: [.pcma]))
    let (answer, theirs) = try callee.answer(caller.offer())
    let ours = try caller.apply(answer: answer)
    #expect(ours.codec == .pcma && theirs.codec == .pcma)
    #expect(ours.eventPayloadType == 101 && ours.receiveEventPayloadType == 101)
    #expect(ours.remotePort == 40000 && theirs.remotePort == 30000)
    let (hold, held) = try callee.answer(caller.offer(direction: .sendOnly))
    #expect(held.direction == .receiveOnly)
    #expect(try caller.apply(answer: hold).direction == .sendOnly)
    let (_, resumed) = try caller.answer(callee.offer())
    #expect(resumed.direction == .sendReceive)
  }

  @Test func answerMayRenumber() throws {
    var session = Self.session()
    _ = session.offer()
    let agreed = try session.apply(
      answer: Self.sdp(
        "m=audio 4000 RTP/AVP 100 110\r\na=rtpmap:100 pcma/8000\r\na=rtpmap:110 telephone-event/8000\r\n"))
    #expect(agreed.payloadType == 100 && agreed.receivePayloadType == 8)
    #expect(agreed.eventPayloadType == 110 && agreed.receiveEventPayloadType == 101)
  }

  @Test func answerThatDoesNotFitIsRefused() throws {
    var session = Self.session()
    #expect(throws: SDPRejection.mismatchedAnswer) { try session.apply(answer: Self.sdp("m=audio 1 RTP/AVP 0\r\n")) }
    _ = session.offer()
    #expect(throws: SDPRejection.mismatchedAnswer) {
      try session.apply(answer: Self.sdp("m=audio 1 RTP/AVP 0\r\nm=audio 1 RTP/AVP 0\r\n"))
    }
    #expect(throws: SDPRejection.noAudio) { try session.apply(answer: Self.sdp("m=audio 0 RTP/AVP 0\r\n")) }
    #expect(session.negotiated == nil)
  }
}
