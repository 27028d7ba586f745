package import SIP
import Testing

/// Anything at all into the parser and into an agent that is in the middle of a call.
package enum SIPFuzz {
  package static func run(bytes: [UInt8]) {
    if let message = try? SIPParser.parse(bytes) {
      _ = try? message.from()
      _ = try? message.to()
      _ = try? message.contact()
      _ = try? message.topVia()
      _ = message.contentType
      // What was accepted is accepted again when printed.
      precondition((try? SIPParser.parse(message.printed())) != nil, "does not parse as printed: \(bytes)")
    }
  }

  /// Feeds the agent and commands it as its owner would.
  package static func run(bytes: [UInt8], agent: inout UserAgent, now: Duration) {
    agent.receive(bytes, from: TransportAddress(host: "192.0.2.9", port: 5060), now: now)
    while let action = agent.nextAction() {
      switch action {
      case .incoming(let call, _): agent.accept(call, sdp: [118], now: now)
      case .offer(let call, _): agent.acceptOffer(call, sdp: [118], now: now)
      case .send(let bytes, _): precondition((try? SIPParser.parse(bytes)) != nil, "sent what does not parse")
      default: break
      }
    }
    agent.tick(now: now)
  }
}

@Suite struct SIPFuzzTests {
  static let seeds: [String] = [
    ServerTests.invite(extra: "Record-Route: <sip:192.0.2.5;lr>\r\nSupported: timer\r\n"),
    ServerTests.request("OPTIONS", extra: "Accept: a, \"b,\\\"\" , <c>\r\n"),
    ServerTests.request("BYE", toTag: "x", cseq: 2), ServerTests.request("ACK", toTag: "x"),
    ServerTests.request("CANCEL"),
    "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 1.2.3.4;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\n"
      + "Call-ID: c\r\nCSeq: 1 INVITE\r\nContact: <sip:a@[::1]:5060>\r\nContent-Length: 0\r\n\r\n",
  ]

  static func mutate(_ bytes: [UInt8], _ random: inout TestRandom) -> [UInt8] {
    var result = bytes
    let alphabet = Array(" \t\r\n<>\",;:=@%\\[]0Z\u{0}".utf8) + [0xFF]
    for _ in 0...random.below(6) {
      let place = random.below(result.count)
      switch random.below(5) {
      case 0 where !result.isEmpty: result[place] = UInt8(truncatingIfNeeded: random.next())
      case 1 where !result.isEmpty: result[place] = alphabet[random.below(alphabet.count)]
      case 2: result.insert(alphabet[random.below(alphabet.count)], at: place)
      case 3 where !result.isEmpty: result.removeSubrange(place..<min(result.count, place + 1 + random.below(20)))
      default:
        let piece = result[place..<min(result.count, place + random.below(40))]
        result.insert(contentsOf: piece, at: random.below(result.count))
      }
    }
    return result
  }

  @Test func nothingCrashes() {
    var random = TestRandom(state: 77)
    var configuration = UserAgent.Configuration(address: TransportAddress(host: "192.0.2.1", port: 5060))
    configuration.maximumCalls = 50
    configuration.maximumTransactions = 200
    var agent = UserAgent(configuration: configuration, seed: 3)
    var now: Duration = .zero
    let seeds = Self.seeds.map { Array($0.utf8) }
    for index in 0..<8000 {
      now += .milliseconds(random.below(200))
      let bytes = Self.mutate(seeds[index % seeds.count], &random)
      SIPFuzz.run(bytes: bytes)
      SIPFuzz.run(bytes: bytes, agent: &agent, now: now)
    }
    #expect(agent.callCount <= 50)
    // Responses outlive the commands: with the last deadline gone, so is everything.
    while let deadline = agent.nextDeadline {
      agent.tick(now: deadline)
      while agent.nextAction() != nil {}
    }
    #expect(agent.transactionCount == 0)
    #expect(agent.callCount <= 50)
  }
}
