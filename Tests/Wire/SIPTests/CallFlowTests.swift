import SIP
import Testing

/// Calls between two agents on a perfect network, step by step.
@Suite struct CallFlowTests {
  let sdp = Array("v=0\r\n".utf8)
  let other = Array("v=0\r\nb=1\r\n".utf8)

  /// Agent 0 calls agent 1, which rings.
  func calling(seed: UInt64 = 5) throws -> (VirtualNetwork, caller: CallHandle, callee: CallHandle) {
    var network = VirtualNetwork(seed: seed)
    let caller = network.agents[0].invite(
      to: SIPURI(user: "100", host: "10.0.0.2"), from: NameAddress(uri: SIPURI(user: "+4930", host: "10.0.0.1")),
      via: VirtualNetwork.address(1), sdp: sdp, now: network.now)
    let actions = network.run(for: .milliseconds(10))
    var callee: CallHandle?
    for case (1, .incoming(let call, let incoming)) in actions {
      callee = call
      #expect(incoming.user == "100")
      #expect(incoming.from.uri?.userName == "+4930")
      #expect(incoming.sdp == sdp)
      #expect(incoming.source == VirtualNetwork.address(0))
    }
    return (network, caller, try #require(callee))
  }

  func connected(seed: UInt64 = 5) throws -> (VirtualNetwork, caller: CallHandle, callee: CallHandle) {
    var (network, caller, callee) = try calling(seed: seed)
    network.agents[1].accept(callee, sdp: other, now: network.now)
    let actions = network.run(for: .milliseconds(10))
    #expect(actions.contains { $0 == (0, .answer(caller, sdp: other, status: 200)) })
    #expect(actions.contains { $0 == (0, .established(caller)) })
    #expect(actions.contains { $0 == (1, .established(callee)) })
    network.sent.removeAll()
    return (network, caller, callee)
  }

  func requests(_ network: VirtualNetwork, _ method: String) -> Int {
    network.sent.count { $0.text.hasPrefix("\(method) ") }
  }

  @Test func ringsAnswersAndIsHungUpByTheCaller() throws {
    var (network, caller, callee) = try calling()
    network.agents[1].ring(callee, now: network.now)
    #expect(network.run(for: .seconds(1)).contains { $0 == (0, .ringing(caller, status: 180)) })
    network.agents[1].accept(callee, sdp: other, now: network.now)
    network.run(for: .seconds(5))
    network.agents[0].hangUp(caller, reason: "Q.850;cause=16", now: network.now)
    let actions = network.run(for: .seconds(60))
    #expect(actions.contains { $0 == (0, .ended(caller, .init(by: .local, text: "Q.850;cause=16"))) })
    #expect(actions.contains { $0 == (1, .ended(callee, .init(by: .remote, text: "Q.850;cause=16"))) })
    #expect(network.agents.allSatisfy { $0.callCount == 0 && $0.transactionCount == 0 })
  }

  @Test func refusalCarriesStatusReasonAndRetryAfter() throws {
    var (network, caller, callee) = try calling()
    network.agents[1].reject(callee, status: 503, reason: "Draining", retryAfter: 30, now: network.now)
    let actions = network.run(for: .seconds(60))
    #expect(actions.contains { $0 == (0, .ended(caller, .init(by: .remote, status: 503, text: "Draining"))) })
    #expect(actions.contains { $0 == (1, .ended(callee, .init(by: .local, status: 503, text: "Draining"))) })
    #expect(network.sent.contains { $0.text.contains("Retry-After: 30\r\n") })
    #expect(network.agents.allSatisfy { $0.transactionCount == 0 })
  }

  @Test func cancelEndsTheCallWith487() throws {
    var (network, caller, callee) = try calling()
    network.agents[0].hangUp(caller, now: network.now)
    let actions = network.run(for: .seconds(60))
    #expect(
      actions.contains { $0 == (1, .ended(callee, .init(by: .remote, status: 487, text: "cancelled by the caller"))) })
    #expect(requests(network, "CANCEL") == 1)
    #expect(network.sent.contains { $0.text.hasPrefix("SIP/2.0 487") })
    #expect(network.agents.allSatisfy { $0.callCount == 0 && $0.transactionCount == 0 })
  }

  @Test func cancelThatCrosses200IsFollowedByAckAndBye() throws {
    var (network, caller, callee) = try calling()
    network.agents[1].accept(callee, sdp: other, now: network.now)
    network.agents[0].hangUp(caller, now: network.now)
    let actions = network.run(for: .seconds(60))
    #expect(!actions.contains { $0 == (0, .established(caller)) })
    #expect(requests(network, "BYE") == 1)
    #expect(actions.count { if case (1, .ended) = ($0.agent, $0.action) { true } else { false } } == 1)
    #expect(network.agents.allSatisfy { $0.callCount == 0 && $0.transactionCount == 0 })
  }

  @Test func repeats200UntilTheAckAndThenGivesUpWithBye() throws {
    var (network, _, callee) = try calling()
    network.lossPercent = 100
    network.sent.removeAll()
    network.agents[1].accept(callee, sdp: other, now: network.now)
    let actions = network.run(for: .seconds(40))
    // T1, 2·T1, … T2 (§13.3.1.4): 0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5
    #expect(network.sent.count { $0.text.hasPrefix("SIP/2.0 200") } == 11)
    #expect(actions.contains { $0 == (1, .ended(callee, .init(by: .timeout, status: 408, text: "no ACK to our 200"))) })
    #expect(requests(network, "BYE") >= 1)
  }

  @Test func lostAckIsSentAgainForARepeated200() throws {
    var (network, caller, callee) = try calling()
    network.agents[1].accept(callee, sdp: other, now: network.now)
    _ = network.drain(1)
    network.now += .milliseconds(1)
    _ = network.step()
    network.flight.removeAll()
    let actions = network.run(for: .seconds(3))
    #expect(actions.contains { $0 == (1, .established(callee)) })
    #expect(!actions.contains { $0 == (0, .established(caller)) }, "only once")
    #expect(requests(network, "ACK") == 2)
  }

  @Test func inviteWithoutAnyResponseTimesOut() throws {
    var network = VirtualNetwork()
    network.lossPercent = 100
    let caller = network.agents[0].invite(
      to: SIPURI(user: "1", host: "10.0.0.2"), from: NameAddress(uri: SIPURI(user: "2", host: "10.0.0.1")),
      via: VirtualNetwork.address(1), sdp: sdp, now: network.now)
    let actions = network.run(for: .seconds(40))
    #expect(requests(network, "INVITE") == 7)
    #expect(actions.map(\.action) == [.ended(caller, .init(by: .timeout, status: 408, text: "no response to INVITE"))])
    #expect(network.agents[0].transactionCount == 0)
  }

  @Test func holdIsOfferedAndAnswered() throws {
    var (network, caller, callee) = try connected()
    network.agents[0].reoffer(caller, sdp: sdp, now: network.now)
    #expect(network.run(for: .milliseconds(10)).contains { $0 == (1, .offer(callee, sdp: sdp)) })
    network.agents[1].acceptOffer(callee, sdp: other, now: network.now)
    #expect(network.run(for: .seconds(1)).contains { $0 == (0, .answer(caller, sdp: other, status: 200)) })
    #expect(requests(network, "ACK") == 1)
  }

  @Test func refusedOfferLeavesTheCallUp() throws {
    var (network, caller, callee) = try connected()
    network.agents[1].reoffer(callee, sdp: sdp, now: network.now)
    network.run(for: .milliseconds(10))
    network.agents[0].rejectOffer(caller, status: 488, now: network.now)
    let actions = network.run(for: .seconds(10))
    #expect(actions.map(\.action) == [.offerRejected(callee, status: 488, reason: "Not Acceptable Here")])
    #expect(network.agents.allSatisfy { $0.callCount == 1 })
  }

  @Test func glareIsResolvedByBothSides() throws {
    var (network, caller, callee) = try connected()
    network.agents[0].reoffer(caller, sdp: sdp, now: network.now)
    network.agents[1].reoffer(callee, sdp: other, now: network.now)
    var answered: Set<CallHandle> = []
    for _ in 0..<200 {
      for (agent, action) in network.run(for: .milliseconds(50)) {
        if case .offer(let call, _) = action { network.agents[agent].acceptOffer(call, sdp: sdp, now: network.now) }
        if case .answer(let call, _, _) = action { answered.insert(call) }
      }
    }
    #expect(network.sent.contains { $0.text.hasPrefix("SIP/2.0 491") })
    #expect(answered.count == 1 && network.agents[0].callCount == 1, "handles of both agents are equal here")
    #expect(requests(network, "BYE") == 0)
  }
}
