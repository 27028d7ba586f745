extension RandomRepository {
  mutating func make() {
    let tenants = (0..<dice.roll(1...3)).map { "tenant-\($0)" }
    let scenarios = (0..<dice.roll(1...2)).map { "scenario-\($0)" }
    var project: Field = [:]
    if dice.once(in: 2) { project["defaultTenant"] = .text(tenants[0]) }
    if dice.once(in: 2) { project["sync"] = ["pruneLimit": .plain("\(dice.roll(10...90))%")] }
    if dice.once(in: 3) { project["runtime"] = ["media": ["host": "127.0.0.1", "ports": .text("20000-20100")]] }
    let hasEnvironment = dice.once(in: 2)
    if hasEnvironment { project["environments"] = ["staging"] }
    resources.append(Document(home: .project, kind: "Project", name: "random", spec: project))
    for scenario in scenarios { resources.append(self.scenario(scenario)) }
    for tenant in tenants { add(tenant: tenant, scenarios: scenarios) }
    guard hasEnvironment, let bot = resources.filter({ $0.kind == "Bot" && !$0.isFree }).randomElement(using: &dice),
      case .tenant(let tenant) = bot.home
    else { return }
    resources.append(
      Document(
        home: .environment("staging"), kind: "Bot", name: bot.name,
        spec: ["tenant": .text(tenant), "greeting": "This is staging."]))
  }

  private mutating func add(tenant: String, scenarios: [String]) {
    var spec: Field = [:]
    if dice.once(in: 2) { spec["quotas"] = ["concurrentCalls": .plain("\(dice.roll(5...500))")] }
    if dice.once(in: 3) { spec["retention"] = .plain("\(dice.roll(1...60))d") }
    if dice.once(in: 3) { spec["redaction"] = ["card", "phone"] }
    if dice.once(in: 3) { spec["transferDestinations"] = ["+4930", "sip:*@pbx.example.com"] }
    resources.append(Document(home: .tenant(tenant), kind: "Tenant", name: tenant, spec: spec, file: "tenant"))
    let providers = (0..<dice.roll(0...2)).map { "gpt-\($0)" }
    for name in providers { resources.append(provider(tenant, name)) }
    if dice.once(in: 2) { resources.append(ivr(tenant)) }
    if dice.once(in: 2) { resources.append(sink(tenant)) }
    if dice.once(in: 3) { resources.append(trunk(tenant)) }
    for index in 0..<dice.roll(1...5) {
      resources.append(bot(tenant, "bot-\(index)", dice.pick(scenarios), providers, isFree: index > 0))
    }
    for scenario in scenarios where dice.once(in: 2) {
      guard
        let bot = resources.first(where: { $0.kind == "Bot" && $0.spec["scenario"] == .text(scenario) && !$0.isFree })
      else { continue }
      counter += 1
      resources.append(
        Document(
          home: .tests(scenario), kind: "Test", name: "test-\(counter)",
          spec: ["bot": .text(bot.qualified), "turns": [["says": "a large one please", "hears": "right"]]]))
    }
  }

  mutating func bot(_ tenant: String, _ name: String, _ scenario: String, _ providers: [String], isFree: Bool)
    -> Document
  {
    counter += 1
    var spec: Field = ["numbers": [.text("\(counter)")]]
    if dice.once(in: 4) {
      spec["brain"] = ["provider": "echo"]
    } else {
      spec["scenario"] = .text(scenario)
      spec["variables"] = ["business": .text(dice.pick(["Roma", "Café \"Zum Löwen\"", "O'Neill", "7"]))]
      spec["transfer"] = ["staff": ["to": .text("sip:staff@pbx.example.com")]]
      if let provider = providers.randomElement(using: &dice) {
        spec["brain"] = ["provider": .text(provider), "fallback": ["flow"]]
      }
    }
    if dice.once(in: 2) { spec["greeting"] = .text(dice.pick(Self.greetings)) }
    if dice.once(in: 3) { spec["language"] = .text(dice.pick(["en-US", "en-GB", "de-DE"])) }
    if dice.once(in: 3) {
      spec["turns"] = [
        "endpointing": [
          "minDelay": .plain("\(dice.roll(100...900))ms"), "learn": .plain(dice.pick(["true", "false"])),
        ],
        "silence": [["after": .plain("\(dice.roll(3...9))s"), "say": "Hello?"], ["after": "20s", "do": "hangup"]],
      ]
    }
    if dice.once(in: 4) { spec["recording"] = ["enabled": true, "announce": "This call is recorded."] }
    if dice.once(in: 4) { spec["limits"] = ["callDuration": .plain("\(dice.roll(1...5))m"), "concurrentCalls": 3] }
    if dice.once(in: 4) { spec["privacy"] = ["redact": ["card"], "retention": "1d"] }
    if dice.once(in: 5) {
      spec["hours"] = [
        "timezone": "UTC", "open": [.text("Mon-Fri 10:00-22:00")], "closed": ["say": "We are closed.", "do": "hangup"],
      ]
    }
    var document = Document(home: .tenant(tenant), kind: "Bot", name: name, spec: spec, isFree: isFree)
    if dice.once(in: 4) { document.labels = ["team": dice.pick(["voice", "growth"])] }
    return document
  }

  static let greetings = [
    "Hello.", "Welcome: what can I get you?", "It's \"us\" # really", "- no -", "{brace", "Grüß Gott", "yes", "0123",
    "~",
  ]
}

extension RandomRepository.Document {
  /// As others name it.
  package var qualified: String { if case .tenant(let tenant) = home { "\(tenant)/\(name)" } else { name } }
}
