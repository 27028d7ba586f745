import SIP
import Testing

/// Two agents call each other over a bad network; their owners do anything at any time.
@Suite struct RandomWalkTests {
  enum Command {
    case call, ring, accept, reject, hangUp, reoffer, acceptOffer, rejectOffer
  }

  struct Planned {
    var at: Duration
    var agent: Int
    var call: CallHandle?
    var command: Command
  }

  struct Walk {
    var network: VirtualNetwork
    var planned: [Planned] = []
    var born: [Set<CallHandle>] = [[], []]
    var ended: [Set<CallHandle>] = [[], []]
    var established = 0
    var faults: [String] = []
    let sdp = Array("v=0\r\n".utf8)

    init(seed: UInt64) {
      network = VirtualNetwork(seed: seed) { $0.answerTimeout = .seconds(20) }
      network.lossPercent = network.random.below(40)
      network.doublePercent = network.random.below(30)
      network.longestDelay = .milliseconds(network.random.below(1500))
    }

    mutating func plan(_ command: Command, agent: Int, _ call: CallHandle?, within seconds: Int) {
      let at = network.now + network.random.duration(upTo: .seconds(seconds))
      planned.append(Planned(at: at, agent: agent, call: call, command: command))
    }

    mutating func heard(_ action: UserAgent.Action, agent: Int) {
      func live(_ call: CallHandle) {
        if !born[agent].contains(call) { faults.append("\(action) of an unknown call") }
        if ended[agent].contains(call) { faults.append("\(action) after its end") }
      }
      switch action {
      case .send: break
      case .incoming(let call, _):
        if !born[agent].insert(call).inserted { faults.append("\(call) came twice") }
        for command in [Command.ring, .accept, .reject, .hangUp] where network.random.percent(50) {
          plan(command, agent: agent, call, within: 15)
        }
      case .offer(let call, _):
        live(call)
        if network.random.percent(80) {
          plan(network.random.percent(70) ? .acceptOffer : .rejectOffer, agent: agent, call, within: 6)
        }
      case .established(let call):
        live(call)
        established += 1
        for _ in 0..<network.random.below(4) { plan(.reoffer, agent: agent, call, within: 10) }
        plan(.hangUp, agent: agent, call, within: 60)
      case .ended(let call, _):
        live(call)
        ended[agent].insert(call)
      case .ringing(let call, _), .answer(let call, _, _), .offerWithdrawn(let call), .offerRejected(let call, _, _):
        live(call)
      }
    }

    mutating func carryOut(_ item: Planned) {
      let now = network.now
      switch (item.command, item.call) {
      case (.call, _):
        let destination = VirtualNetwork.address(1 - item.agent)
        let call = network.agents[item.agent].invite(
          to: SIPURI(user: "100", host: destination.host), from: NameAddress(uri: SIPURI(user: "me", host: "10.0.0.9")),
          via: destination, sdp: sdp, now: now)
        born[item.agent].insert(call)
        if network.random.percent(40) { plan(.hangUp, agent: item.agent, call, within: 10) }
      case (.ring, let call?): network.agents[item.agent].ring(call, now: now)
      case (.accept, let call?): network.agents[item.agent].accept(call, sdp: sdp, now: now)
      case (.reject, let call?): network.agents[item.agent].reject(call, status: 486, now: now)
      case (.hangUp, let call?): network.agents[item.agent].hangUp(call, now: now)
      case (.reoffer, let call?): network.agents[item.agent].reoffer(call, sdp: sdp, now: now)
      case (.acceptOffer, let call?): network.agents[item.agent].acceptOffer(call, sdp: sdp, now: now)
      case (.rejectOffer, let call?): network.agents[item.agent].rejectOffer(call, status: 488, now: now)
      case (_, nil): break
      }
      for action in network.drain(item.agent) { heard(action, agent: item.agent) }
    }

    mutating func run() {
      for _ in 0..<6 { plan(.call, agent: network.random.below(2), nil, within: 30) }
      var steps = 0
      while steps < 100_000 {
        steps += 1
        guard let next = ([network.nextEvent].compactMap(\.self) + planned.map(\.at)).min() else { break }
        network.now = max(network.now, next)
        let due = planned.filter { $0.at <= network.now }
        planned.removeAll { $0.at <= network.now }
        for item in due { carryOut(item) }
        for (agent, action) in network.step() { heard(action, agent: agent) }
      }
      if steps == 100_000 { faults.append("no end in sight") }
    }
  }

  @Test(arguments: 0..<40) func convergesWithoutLeaks(block: UInt64) {
    var established = 0
    for seed in block * 10..<block * 10 + 10 {
      var walk = Walk(seed: seed &* 7919 &+ 13)
      walk.run()
      #expect(walk.faults.isEmpty, "seed \(seed): \(walk.faults.first ?? "")")
      #expect(walk.born == walk.ended, "seed \(seed): every call ends once")
      for agent in walk.network.agents {
        #expect(agent.callCount == 0, "seed \(seed): \(agent.callCount) calls left")
        #expect(agent.transactionCount == 0, "seed \(seed): \(agent.transactionCount) transactions left")
        #expect(agent.nextDeadline == nil)
      }
      established += walk.established
    }
    #expect(established > 0)
  }
}
