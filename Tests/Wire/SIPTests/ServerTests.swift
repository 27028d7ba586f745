import SIP
import Testing

/// One agent as a server, with requests written out.
@Suite struct ServerTests {
  static let source = TransportAddress(host: "203.0.113.7", port: 6000)

  struct Server {
    var agent: UserAgent
    var now: Duration = .seconds(5)

    init(_ change: (inout UserAgent.Configuration) -> Void = { _ in }) {
      var configuration = UserAgent.Configuration(address: TransportAddress(host: "203.0.113.1", port: 5060))
      change(&configuration)
      agent = UserAgent(configuration: configuration, seed: 9)
    }

    mutating func hears(_ text: String) -> [UserAgent.Action] {
      agent.receive(Array(text.utf8), from: ServerTests.source, now: now)
      return drain()
    }

    mutating func drain() -> [UserAgent.Action] {
      var actions: [UserAgent.Action] = []
      while let action = agent.nextAction() { actions.append(action) }
      return actions
    }
  }

  static func request(
    _ method: String, uri: String = "sip:100@203.0.113.1", branch: String = "z9hG4bKa", toTag: String? = nil,
    cseq: Int = 1,
    callID: String = "c1", extra: String = "", body: String = ""
  ) -> String {
    """
    \(method) \(uri) SIP/2.0\r
    Via: SIP/2.0/UDP 192.168.0.5:5060;branch=\(branch);rport\r
    From: "A" <sip:a@192.168.0.5>;tag=ft\r
    To: <sip:100@203.0.113.1>\(toTag.map { ";tag=\($0)" } ?? "")\r
    Call-ID: \(callID)\r
    CSeq: \(cseq) \(method)\r
    Contact: <sip:a@192.168.0.5:5060>\r
    \(extra)Content-Length: \(body.utf8.count)\r
    \r
    \(body)
    """
  }

  static let offer = "Content-Type: application/sdp\r\n"

  static func invite(branch: String = "z9hG4bKa", callID: String = "c1", extra: String = "", body: String = "v=0\r\n")
    -> String
  {
    request("INVITE", branch: branch, callID: callID, extra: (body.isEmpty ? "" : offer) + extra, body: body)
  }

  func responses(_ actions: [UserAgent.Action]) throws -> [SIPMessage] {
    try actions.compactMap { action in
      guard case .send(let bytes, let to) = action else { return nil }
      #expect(to == Self.source)
      return try SIPParser.parse(bytes)
    }
  }

  /// Named, so that a failure does not print a whole message as its argument.
  struct Question: Sendable, CustomTestStringConvertible {
    let text: String
    let status: Int
    var testDescription: String { "\(text.prefix { $0 != "\r\n" }) → \(status)" }

    init(_ text: String, _ status: Int) {
      self.text = text
      self.status = status
    }
  }

  @Test(arguments: [
    Question(request("OPTIONS"), 200), Question(request("BYE", toTag: "x"), 481), Question(request("BYE"), 481),
    Question(request("INFO"), 481),
    Question(request("CANCEL"), 481), Question(request("REGISTER"), 405), Question(request("FROB"), 501),
    Question(request("OPTIONS", uri: "http://x"), 416), Question(request("OPTIONS", uri: "sip:"), 400),
    Question(request("OPTIONS", extra: "Require: 100rel, nothing\r\n"), 420),
    Question(request("INVITE", extra: "Content-Type: text/plain\r\n", body: "hello"), 415),
    Question(request("INVITE", extra: offer + "Content-Encoding: gzip\r\n", body: "v=0"), 415),
    Question(request("INVITE", extra: "Max-Forwards: 0\r\n"), 483),
    Question(request("OPTIONS", extra: "Max-Forwards: 0\r\n"), 200),
    Question(request("OPTIONS", extra: "Max-Forwards: x\r\n"), 400), Question(request("UPDATE", toTag: "gone"), 481),
  ]) func isAnswered(question: Question) throws {
    let (text, status) = (question.text, question.status)
    var server = Server()
    let answer = try #require(try responses(server.hears(text)).first)
    #expect(answer.status == status)
    #expect(try answer.to().tag != nil)
    #expect(try answer.topVia().parameters["received"] == "203.0.113.7")
    #expect(try answer.topVia().parameters["rport"] == "6000")
    if status == 405 || status == 501 { #expect(answer.headers["Allow"]?.contains("INVITE") == true) }
    if status == 420 { #expect(answer.headers["Unsupported"] == "100rel, nothing") }
    if status == 415, text.contains("text/plain") { #expect(answer.headers["Accept"] == "application/sdp") }
    server.agent.tick(now: .seconds(60))
    #expect(server.agent.transactionCount == 0)
  }

  @Test func garbageIsDroppedInSilence() {
    var server = Server()
    let stun: [UInt8] = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42] + Array(repeating: 7, count: 12)
    for bytes in [
      [], [0x0D, 0x0A, 0x0D, 0x0A], stun, Array(repeating: 0, count: 2000), Array("GET / HTTP/1.1\r\n\r\n".utf8),
    ] {
      server.agent.receive(bytes, from: Self.source, now: .zero)
      #expect(server.drain().isEmpty)
    }
  }

  @Test func retransmissionIsAnsweredFromTheTransaction() throws {
    var server = Server()
    let first = server.hears(Self.invite())
    #expect(first.count == 2)
    guard case .incoming(let call, _) = first[1] else { throw SIPParseError.notSIP }
    #expect(try responses(server.hears(Self.invite())).map(\.status) == [100])
    server.agent.reject(call, status: 486, now: server.now)
    #expect(server.drain().count == 2)
    #expect(try responses(server.hears(Self.invite())).map(\.status) == [486])
    #expect(server.hears(Self.request("ACK", toTag: "x")).isEmpty)
    #expect(server.hears(Self.invite()).isEmpty, "absorbed once acknowledged")
    #expect(server.agent.callCount == 0)
  }

  @Test func sameRequestOnAnotherPathIsMerged() throws {
    var server = Server()
    _ = server.hears(Self.invite())
    #expect(try responses(server.hears(Self.invite(branch: "z9hG4bKb"))).map(\.status) == [482])
    #expect(server.agent.callCount == 1)
  }

  @Test func limitsAreAnsweredWith503() throws {
    var server = Server {
      $0.maximumCalls = 1
      $0.retryAfter = 7
    }
    _ = server.hears(Self.invite())
    let refusal = try #require(try responses(server.hears(Self.invite(branch: "z9hG4bKb", callID: "c2"))).first)
    #expect(refusal.status == 503)
    #expect(refusal.headers["Retry-After"] == "7")
    var full = Server { $0.maximumTransactions = 1 }
    _ = full.hears(Self.request("OPTIONS"))
    #expect(try responses(full.hears(Self.request("OPTIONS", branch: "z9hG4bKb"))).map(\.status) == [503])
    #expect(full.agent.transactionCount == 1)
  }

  @Test func lateOfferIsAnsweredInTheAck() throws {
    var server = Server()
    let actions = server.hears(Self.invite(body: ""))
    guard case .incoming(let call, let incoming)? = actions.last else { throw SIPParseError.notSIP }
    #expect(incoming.sdp == nil)
    server.agent.accept(call, sdp: Array("offer".utf8), now: server.now)
    let accepted = try #require(try responses(server.drain()).first)
    #expect(accepted.body == Array("offer".utf8))
    let ack = Self.request(
      "ACK", branch: "z9hG4bKack", toTag: try accepted.to().tag, extra: Self.offer, body: "answer")
    #expect(server.hears(ack) == [.answer(call, sdp: Array("answer".utf8), status: 200), .established(call)])
  }

  /// A phone behind NAT: Contact is private, so BYE goes back to where the INVITE came from.
  @Test func byeFollowsTheSourceAndTheRecordRoute() throws {
    var server = Server()
    let route = "<sip:proxy.example.net;lr>"
    let actions = server.hears(Self.invite(extra: "Record-Route: \(route)\r\n"))
    guard case .incoming(let call, _)? = actions.last else { throw SIPParseError.notSIP }
    server.agent.accept(call, sdp: [1], now: server.now)
    let accepted = try #require(try responses(server.drain()).first)
    #expect(accepted.headers["Record-Route"] == route)
    let tag = try accepted.to().tag
    #expect(server.hears(Self.request("ACK", branch: "z9hG4bKack", toTag: tag)) == [.established(call)])
    server.agent.hangUp(call, now: server.now)
    let bye = try #require(try responses(server.drain()).first)
    #expect(bye.startLine == .request(method: .bye, uri: "sip:a@192.168.0.5:5060"))
    #expect(bye.headers["Route"] == route)
    #expect(try bye.from().tag == tag)
    #expect(try bye.to().tag == "ft")
  }

  @Test func oldCSeqIsRefusedAndByeEndsTheCall() throws {
    var server = Server()
    guard case .incoming(let call, _)? = server.hears(Self.invite()).last else { throw SIPParseError.notSIP }
    server.agent.accept(call, sdp: [1], now: server.now)
    let tag = try #require(try responses(server.drain()).first).to().tag
    _ = server.hears(Self.request("ACK", branch: "z9hG4bKack", toTag: tag))
    #expect(
      try responses(server.hears(Self.request("INFO", branch: "z9hG4bKi", toTag: tag, cseq: 3))).map(\.status) == [200])
    #expect(
      try responses(server.hears(Self.request("INFO", branch: "z9hG4bKj", toTag: tag, cseq: 2))).map(\.status) == [500])
    #expect(
      try responses(server.hears(Self.request("OPTIONS", branch: "z9hG4bKo", toTag: tag, cseq: 4))).map(\.status) == [
        200
      ])
    let actions = server.hears(Self.request("BYE", branch: "z9hG4bKe", toTag: tag, cseq: 5))
    #expect(actions.last == .ended(call, .init(by: .remote, text: "the other side hung up")))
    #expect(
      try responses(server.hears(Self.request("BYE", branch: "z9hG4bKf", toTag: tag, cseq: 6))).map(\.status) == [481])
  }

  @Test func cancelledReinviteLeavesTheSession() throws {
    var server = Server()
    guard case .incoming(let call, _)? = server.hears(Self.invite()).last else { throw SIPParseError.notSIP }
    server.agent.accept(call, sdp: [1], now: server.now)
    let tag = try #require(try responses(server.drain()).first).to().tag
    _ = server.hears(Self.request("ACK", branch: "z9hG4bKack", toTag: tag))
    let offer = Self.request("INVITE", branch: "z9hG4bKr", toTag: tag, cseq: 2, extra: Self.offer, body: "v=0")
    #expect(server.hears(offer).last == .offer(call, sdp: Array("v=0".utf8)))
    let actions = server.hears(Self.request("CANCEL", branch: "z9hG4bKr", toTag: tag, cseq: 2))
    #expect(try responses(actions).map(\.status) == [200, 487])
    #expect(actions.last == .offerWithdrawn(call))
    #expect(server.agent.callCount == 1)
  }

  @Test func updateIsAnOfferWithoutAck() throws {
    var server = Server()
    guard case .incoming(let call, _)? = server.hears(Self.invite()).last else { throw SIPParseError.notSIP }
    let early = Self.request("UPDATE", branch: "z9hG4bKu", toTag: nil, cseq: 2, extra: Self.offer, body: "v=0")
    #expect(try responses(server.hears(early)).map(\.status) == [481])
    server.agent.accept(call, sdp: [1], now: server.now)
    let tag = try #require(try responses(server.drain()).first).to().tag
    _ = server.hears(Self.request("ACK", branch: "z9hG4bKack", toTag: tag))
    let update = Self.request("UPDATE", branch: "z9hG4bKv", toTag: tag, cseq: 3, extra: Self.offer, body: "v=0")
    #expect(server.hears(update).last == .offer(call, sdp: Array("v=0".utf8)))
    server.agent.acceptOffer(call, sdp: [2], now: server.now)
    #expect(try responses(server.drain()).map(\.status) == [200])
    server.agent.tick(now: server.now + .seconds(3))
    #expect(server.drain().isEmpty, "nothing is repeated")
  }

  @Test func unansweredCallEndsByItself() throws {
    var server = Server { $0.answerTimeout = .seconds(30) }
    guard case .incoming(let call, _)? = server.hears(Self.invite()).last else { throw SIPParseError.notSIP }
    server.agent.tick(now: server.now + .seconds(31))
    let actions = server.drain()
    #expect(try responses(actions).map(\.status) == [480])
    #expect(actions.last == .ended(call, .init(by: .timeout, status: 480, text: "not answered in time")))
  }
}
