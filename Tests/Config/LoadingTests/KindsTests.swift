import Diagnostics
import JSON
import Loading
import Resources
import Testing

/// Every kind is decoded, and what it names is there.
@Suite struct KindsTests {
  private static func snapshot() throws -> Snapshot { try #require(CompleteRepository.result.snapshot) }
  private static func name(_ kind: ResourceName.Kind, _ name: String) -> ResourceName {
    ResourceName(kind: kind, tenant: "roma", name: name)
  }

  @Test func projectAndTenant() throws {
    let project = try Self.snapshot().project
    #expect(project.contexts["production"]?.protected == true)
    #expect(project.environments == ["staging", "production"])
    #expect(project.runtime.api.tls == .init(certificate: "/etc/voicebot/api.pem", key: "/etc/voicebot/api-key.pem"))
    #expect(project.runtime.api.authentication == .token)
    let source = try #require(project.source)
    #expect(source.url == "git@git.example.com:voice/bots.git" && source.branch == "release/main")
    #expect(source.poll == .seconds(60) && source.secret == .environment("GIT_TOKEN"))
    #expect(source.sshKey == .file("/run/secrets/deploy-key") && source.ca == "certificates/ca.pem")
    #expect(source.knownHosts == "certificates/known_hosts" && source.signers == "certificates/allowed_signers")
    #expect(project.sync.pruneLimit == 12.5)

    let tenant = try #require(try Self.snapshot().tenants["roma"])
    #expect(tenant.quotas.concurrentCalls == 50 && tenant.quotas.callsPerSecond == 2.5)
    #expect(tenant.quotas.spend?.perDay == 25 && tenant.quotas.spend?.currency == "EUR")
    #expect(tenant.redaction == [.card, .dateOfBirth] && tenant.retention == .seconds(30 * 86_400))
    #expect(tenant.transferDestinations?.count == 4)
  }

  @Test func trunkAndProvider() throws {
    let trunk = try #require(try Self.snapshot().trunks[Self.name(.trunk, "carrier")])
    #expect(trunk.registration?.registrar == "sip.example.com:5061" && trunk.registration?.username == "49301234")
    #expect(trunk.registration?.secret == .environment("CARRIER") && trunk.registration?.expires == .seconds(600))
    #expect(trunk.transports == [.tls, .udp] && trunk.codecs == ["opus", "G722", "PCMA"] && trunk.srtp == .required)
    #expect(trunk.acl.allow == ["192.0.2.0/24"] && trunk.acl.deny == ["192.0.2.66"])
    #expect(trunk.optionsKeepalive == .seconds(30) && trunk.concurrentCalls == 30)
    #expect(trunk.callerID?.standard == "+493012345678" && trunk.callerID?.anonymous == true)

    let provider = try #require(try Self.snapshot().providers[Self.name(.provider, "gpt")])
    #expect(provider.timeouts.connect == .seconds(1) && provider.timeouts.total == .seconds(20))
    #expect(provider.limits.concurrent == 2 && provider.limits.requestsPerMinute == 600)
    #expect(provider.capabilities == [.brain, .tools] && provider.languages == ["en", "de-DE"])
    #expect(provider.price?.per == .millionTokens && provider.price?.output == 0.6)
    #expect(try Self.snapshot().providers[Self.name(.provider, "embedder")]?.capabilities == [.embedding])
  }

  @Test func bot() throws {
    let bot = try #require(try Self.snapshot().bots[Self.name(.bot, "pizzeria")])
    let staff = try #require(bot.transfer["staff"])
    #expect(staff.mode == .supervised && staff.screen == "A caller wants {{item}}." && staff.onFailure == .hangup)
    #expect(bot.transfer["night"] == TransferTarget(to: "sip:night@192.0.2.10"))
    #expect(bot.onFailure == Bot.Diversion(say: "One moment.", action: .ivr("fourth")))
    #expect(bot.hours?.timezone == "Europe/Berlin" && bot.hours?.open.count == 2)
    #expect(bot.hours?.closed == Bot.Diversion(say: "We are closed.", action: .transfer("night")))
    #expect(bot.knowledge == ["menu", "house"] && bot.privacy.redact == [.card, .phone])
    #expect(bot.rollout?.steps.map(\.weight) == [10, 50] && bot.rollout?.abortIf.count == 2)
  }

  @Test func whatTheTenantSaysHoldsForBotsThatDoNot() throws {
    let second = try #require(try Self.snapshot().bots[Self.name(.bot, "second")])
    #expect(second.brain.provider == "gpt" && second.brain.fallback == ["flow"] && second.brain.model == "small")
    #expect(second.voice.name == "eva" && second.voice.rate == 1.1)
    #expect(second.turns.endpointing.learn == false && second.turns.filler.say == ["Moment."])
    let first = try #require(try Self.snapshot().bots[Self.name(.bot, "pizzeria")])
    #expect(first.voice.name == "en-us" && first.turns.endpointing.learn && first.brain.model == "large")
    // A bot says one thing of its turns, the tenant the others.
    let text = FindingFixture.botText("scenario: hello\nturns: {endpointing: {maxDelay: 1s}}").replacing(
      "metadata: {name: acme}",
      with: "metadata: {name: acme}\nspec: {defaults: {turns: {endpointing: {minDelay: 50ms, maxDelay: 9s}}}}")
    let delays = Repository.load(text).snapshot?.bots.values.first?.turns.endpointing
    #expect(delays?.minDelay == .milliseconds(50) && delays?.maxDelay == .seconds(1))
  }

  @Test func menuSinkAndKnowledge() throws {
    let ivr = try #require(try Self.snapshot().ivrs[Self.name(.ivr, "menu")])
    #expect(ivr.numbers == ["101"] && ivr.prompts.invalid == "What?" && ivr.retries == 3)
    #expect(ivr.keys["1"] == Ivr.Target(say: "One moment.", action: .bot("pizzeria")))
    #expect(ivr.keys["2"]?.action == .ivr("menu") && ivr.keys["0"]?.action == .transfer("staff"))
    #expect(ivr.keys["*"]?.action == .repeat && ivr.keys["#99"]?.action == .hangup)
    #expect(ivr.firstKey == .seconds(6) && ivr.betweenKeys == .seconds(1) && ivr.onFailure.action == .bot("pizzeria"))

    let sinks = try Self.snapshot().sinks
    let hook = try #require(sinks[Self.name(.sink, "hook")])
    #expect(
      hook.destination
        == .webhook(
          url: "https://example.com/hook", secret: .environment("HOOK"), headers: ["X-Source": "voicebot"],
          timeout: .seconds(2)))
    #expect(hook.events == ["call.*", "tool.returned"] && hook.bots == ["pizzeria"] && hook.retry.attempts == 3)
    #expect(hook.deadLetter?.limit == 10 << 20)
    #expect(sinks[Self.name(.sink, "log")]?.destination == .file(path: "events.jsonl", rotate: 1 << 30))
    #expect(sinks[Self.name(.sink, "bus")]?.events == ["*"])

    let house = try #require(try Self.snapshot().knowledgeBases[Self.name(.knowledgeBase, "house")])
    #expect(house.sources.map(\.location) == [.path("house.md"), .url("https://example.com/house")])
    #expect(house.sources[1].format == .html && house.sources[1].refresh == .seconds(86_400))
    #expect(house.chunking.size == 200 && house.embeddings?.provider == "embedder" && house.retrieval.top == 3)
    let menu = ResourceName(kind: .knowledgeBase, tenant: nil, scenario: "pizza", name: "menu")
    #expect(try Self.snapshot().knowledgeBases[menu]?.sources.count == 1)
    #expect(menu.description == "KnowledgeBase pizza/menu")
  }

  @Test func scenarioAndTest() throws {
    let scenario = try #require(try Self.snapshot().scenarios["pizza"])
    #expect(scenario.steps.first { $0.name == "tell" }?.answer == "menu")
    let runs = scenario.tools.map(\.run)
    #expect(runs[1] == .exec(command: ["python3", "tools/quote.py"], environment: ["MODE": "live"]))
    #expect(runs[2] == .mcp(server: "https://mcp.example.com/mcp", tool: "ask", secret: .environment("MCP")))
    #expect(runs[3] == .event(type: "tagged", payload: JSONObject(distinct: [("tag", "hungry")])))
    #expect(runs[4] == .builtin(.currentTime))
    let test = ResourceName(kind: .test, tenant: nil, scenario: "pizza", name: "order")
    #expect(try Self.snapshot().tests[test]?.bot == "pizzeria")
  }

  /// What is not carried out is said once for each field or value, and for a kind as a whole.
  @Test func whatIsNotCarriedOutIsSaid() throws {
    let found = CompleteRepository.result.diagnostics
    #expect(found.allSatisfy { $0.code == .notCarriedOut })
    func lines(_ file: String) -> [String] {
      found.filter { $0.place.file == file }.map { String($0.message.prefix { $0 != "," }) }
    }
    #expect(lines("bots/roma/knowledge.yaml") == ["`KnowledgeBase` is checked"])
    #expect(lines("bots/roma/sinks.yaml") == Array(repeating: "`Sink` is checked", count: 3))
    #expect(
      lines("bots/roma/trunk.yaml")
        == ["registration", "hosts"].map { "field `\($0)` is checked" }
        + ["tls", "opus", "G722", "required"].map { "`\($0)` is checked" }
        + ["acl", "optionsKeepalive", "callerId", "concurrentCalls"].map { "field `\($0)` is checked" })
    #expect(lines("voicebot.yaml") == [])
  }

  @Test(arguments: [
    ("retry: {minDelay: 1m, maxDelay: 5s}, file: {path: a}", "Sink", "`maxDelay` is less than `minDelay`"),
    ("sources: [{path: a}], chunking: {size: 60, overlap: 60}", "KnowledgeBase", "`overlap` is not less than `size`"),
    ("sources: [{path: a}], embeddings: {provider: local}", "KnowledgeBase", "provider `local` (driver `local`)"),
    ("sources: [{path: a}], embeddings: {provider: nobody}", "KnowledgeBase", "there is no provider `nobody`"),
    ("prompts: {menu: a}, keys: {\"1\": {bot: nobody}}", "Ivr", "there is no Bot `nobody`"),
    ("prompts: {menu: a}, keys: {\"1\": {ivr: nobody}}", "Ivr", "there is no Ivr `nobody`"),
    ("prompts: {menu: a}, keys: {\"1\": {transfer: nobody}}", "Ivr", "there is no transfer target `nobody`"),
    ("prompts: {menu: \"{{x}}\"}, keys: {\"1\": {do: repeat}}", "Ivr", "there is no variable `x`"),
    ("prompts: {menu: a}, keys: {\"1\": {do: repeat}}, onFailure: {do: repeat}", "Ivr", "the menu cannot be repeated"),
    ("prompts: {menu: a}, keys: {A: {do: repeat}}", "Ivr", "`A` must be keys of a telephone"),
    ("prompts: {menu: a}, keys: {\"1\": {do: repeat}}, numbers: [\"1\"]", "Ivr", "number `1` is answered twice"),
  ]) func mistakesOfTheNewKinds(_ spec: String, _ kind: String, _ message: String) {
    let text =
      FindingFixture.botText("scenario: hello\nnumbers: [\"+1\"]") + """

        === bots/acme/x.yaml
        apiVersion: voicebot/v1
        kind: \(kind)
        metadata: {name: x}
        spec: {\(spec)}
        """
    let errors = Repository.load(text).diagnostics.filter { $0.severity == .error }
    #expect(errors.count == 1 && errors.first?.message.hasPrefix(message) == true, "\(errors)")
    #expect(errors.first?.place.file == "bots/acme/x.yaml")
  }

  @Test func stepsOfARolloutGrow() {
    let text = FindingFixture.botText(
      "scenario: hello\nrollout: {steps: [{weight: 50, for: 1m}, {weight: 50, for: 1m}]}")
    #expect(Repository.load(text).diagnostics.filter { $0.severity == .error }.map(\.code) == [.outOfRange])
  }

  /// A scenario's folder is whole: what is in it does not meet what another has of the same name.
  @Test func scenariosHaveNamesOfTheirOwn() {
    func folder(_ name: String) -> String {
      """

      === scenarios/\(name)/scenario.yaml
      apiVersion: voicebot/v1
      kind: Scenario
      metadata: {name: \(name)}
      spec: {steps: {start: {answer: facts}}}
      === scenarios/\(name)/facts.yaml
      apiVersion: voicebot/v1
      kind: KnowledgeBase
      metadata: {name: facts}
      spec: {sources: [{path: facts.md}]}
      """
    }
    let text = FindingFixture.botText("scenario: one") + folder("one") + folder("two")
    let result = Repository.load(text)
    #expect(result.diagnostics.allSatisfy { $0.code == .notCarriedOut })
    #expect(result.snapshot?.knowledgeBases.count == 2)
  }

  @Test(arguments: [
    ("+4930", "sip:+4930123@pbx", true), ("+4930", "sip:4930123@pbx", true), ("4930", "sip:+4930123@pbx", true),
    ("+4930", "sip:+49301@pbx;user=phone", true), ("+4930", "sip:+4940123@pbx", false), ("+4930", "sip:pbx", false),
    ("sip:*@pbx", "sip:anyone@PBX", true), ("sip:*@pbx", "sips:anyone@pbx;transport=tls", true),
    ("sip:*@pbx", "sip:anyone@pbx2", false), ("sip:a@pbx", "sip:a@pbx", true), ("sip:a@pbx", "sip:ab@pbx", false),
    ("sip:a@pbx", "sip:A@pbx", false), ("sip:*@pbx", "sip:x@evil.example;pbx", false), ("9", "sip:staff@9", false),
  ]) func transfersAreHeldToTheTenant(_ destination: String, _ target: String, _ isAllowed: Bool) {
    let text = FindingFixture.botText("scenario: hello\ntransfer: {staff: {to: \"\(target)\"}}").replacing(
      "metadata: {name: acme}", with: "metadata: {name: acme}\nspec: {transferDestinations: [\"\(destination)\"]}")
    let found = Repository.load(text).diagnostics
    #expect(found.map(\.code) == (isAllowed ? [] : [.transferNotAllowed]))
  }
}
