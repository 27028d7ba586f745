import SIP

/// Agents on a network that loses, doubles and reorders datagrams, under a virtual clock.
struct VirtualNetwork {
  struct Datagram {
    var at: Duration
    var bytes: [UInt8]
    var from: Int
    var to: Int
  }

  var agents: [UserAgent]
  var now: Duration = .seconds(1000)
  var flight: [Datagram] = []
  var lossPercent = 0
  var doublePercent = 0
  var longestDelay: Duration = .zero
  var random: TestRandom
  /// Every datagram that was handed to the network, lost ones too.
  var sent: [(from: Int, text: String)] = []

  init(agents count: Int = 2, seed: UInt64 = 1, change: (inout UserAgent.Configuration) -> Void = { _ in }) {
    random = TestRandom(state: seed)
    agents = []
    for index in 0..<count {
      var configuration = UserAgent.Configuration(address: Self.address(index))
      change(&configuration)
      agents.append(UserAgent(configuration: configuration, seed: seed &* 31 &+ UInt64(index)))
    }
  }

  static func address(_ index: Int) -> TransportAddress { TransportAddress(host: "10.0.0.\(index + 1)", port: 5060) }

  /// Takes the agent's datagrams into flight and returns its other actions.
  mutating func drain(_ index: Int) -> [UserAgent.Action] {
    var others: [UserAgent.Action] = []
    while let action = agents[index].nextAction() {
      guard case .send(let bytes, let destination) = action else {
        others.append(action)
        continue
      }
      sent.append((index, String(decoding: bytes, as: UTF8.self)))
      guard let to = (0..<agents.count).first(where: { Self.address($0) == destination }) else { continue }
      for _ in 0..<(random.percent(doublePercent) ? 2 : 1) where !random.percent(lossPercent) {
        flight.append(Datagram(at: now + random.duration(upTo: longestDelay), bytes: bytes, from: index, to: to))
      }
    }
    return others
  }

  /// The time of the next thing that happens by itself; nil: nothing ever will.
  var nextEvent: Duration? {
    (flight.map(\.at) + agents.compactMap(\.nextDeadline)).min()
  }

  /// Delivers and fires what is due; the actions by agent.
  mutating func step() -> [(agent: Int, action: UserAgent.Action)] {
    var actions: [(Int, UserAgent.Action)] = []
    let due = flight.filter { $0.at <= now }
    flight.removeAll { $0.at <= now }
    for datagram in due {
      agents[datagram.to].receive(datagram.bytes, from: Self.address(datagram.from), now: now)
      actions += drain(datagram.to).map { (datagram.to, $0) }
    }
    for index in agents.indices {
      agents[index].tick(now: now)
      actions += drain(index).map { (index, $0) }
    }
    return actions
  }

  /// Runs for so long, or until nothing is left to happen; the actions in order.
  @discardableResult
  mutating func run(for span: Duration = .zero) -> [(agent: Int, action: UserAgent.Action)] {
    let end = now + span
    var actions: [(agent: Int, action: UserAgent.Action)] = []
    for index in agents.indices { actions += drain(index).map { (index, $0) } }
    while let next = nextEvent, next <= end {
      now = max(now, next)
      actions += step()
    }
    now = end
    return actions
  }
}

/// A small generator with a seed (xorshift64*).
struct TestRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    if state == 0 { state = 0x9E37_79B9 }
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int((next() >> 11) % UInt64(bound)) }
  mutating func percent(_ share: Int) -> Bool { below(100) < share }
  mutating func duration(upTo most: Duration) -> Duration { most * below(10001) / 10000 }
}
