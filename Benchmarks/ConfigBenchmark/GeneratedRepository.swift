import Loading
import Resources

/// A repository as a company with many branches has it: one bot a file, a hundred bots a tenant, scenarios that all
/// share. The same count gives the same bytes.
struct GeneratedRepository {
  let bots: Int
  private var random = Random(seed: 0x5EED)

  static let scenarios = 20
  static let botsOfTenant = 100
  private static let towns = ["Roma", "Torino", "Bologna", "Napoli", "Verona", "Lucca", "Siena", "Parma"]
  private static let trades = ["pizzeria", "hotel", "clinic", "garage", "salon", "library", "bakery", "studio"]

  init(bots: Int) { self.bots = bots }

  static func files(bots: Int) -> [SourceFile] {
    var repository = GeneratedRepository(bots: bots)
    return repository.files()
  }

  private mutating func files() -> [SourceFile] {
    var files = [SourceFile(path: "voicebot.yaml", text: Self.project)]
    for index in 0..<Self.scenarios {
      files.append(SourceFile(path: "scenarios/scenario-\(index)/scenario.yaml", text: Self.scenario(index)))
    }
    for tenant in 0..<max(1, bots / Self.botsOfTenant) {
      let folder = "bots/tenant-\(tenant)"
      files.append(SourceFile(path: "\(folder)/tenant.yaml", text: Self.tenant(tenant)))
      files.append(SourceFile(path: "\(folder)/providers.yaml", text: Self.providers))
    }
    for bot in 0..<bots {
      let path = "bots/tenant-\(min(bot / Self.botsOfTenant, max(1, bots / Self.botsOfTenant) - 1))/bot-\(bot).yaml"
      files.append(SourceFile(path: path, text: self.bot(bot)))
    }
    return files
  }

  private static let project = """
    apiVersion: voicebot/v1
    kind: Project
    metadata: {name: branches}
    spec:
      policies:
        - {name: tell-callers, owner: legal, recordingConsent: {required: true}}
        - {name: transfers, owner: security, transferPrefixes: {allow: ["+39", "2"], hosts: [pbx.example.com]}}

    """

  private static func tenant(_ index: Int) -> String {
    """
    apiVersion: voicebot/v1
    kind: Tenant
    metadata: {name: tenant-\(index)}
    spec:
      quotas: {concurrentCalls: \(100 + index)}
      retention: 30d
      transferDestinations: ["+39", "sip:*@pbx.example.com"]

    """
  }

  private static let providers = """
    apiVersion: voicebot/v1
    kind: Provider
    metadata: {name: model}
    spec:
      driver: openai-chat
      endpoint: https://models.example.com/v1
      model: small
      secret: env:MODEL_KEY

    """

  private static func scenario(_ index: Int) -> String {
    var text = """
      apiVersion: voicebot/v1
      kind: Scenario
      metadata: {name: scenario-\(index)}
      spec:
        persona: You answer for {{business}} and take orders.
        intents:
          order: {examples: ["I would like to order", "can I get something", "one of number \(index)"]}
          staff: {examples: ["a person please", "let me talk to somebody"]}
          bye: {examples: [goodbye, that is all]}
        slots:
          item: {type: text, ask: What would you like?}
          amount: {type: integer, ask: How many?}
        steps:
          start: {on: {order: take-0, staff: staff, bye: end}, otherwise: "What can {{business}} do for you?"}
          staff: {transfer: staff}
          end: {say: "Goodbye.", do: hangup}

      """
    for step in 0..<6 {
      let next = step == 5 ? "end" : "take-\(step + 1)"
      text +=
        "    take-\(step): {\(step == 0 ? "collect: [item, amount], then: \(next)" : "say: \"{{item}}, step \(step).\", next: \(next)")}\n"
    }
    return text
  }

  private mutating func bot(_ index: Int) -> String {
    let town = Self.towns[random.below(Self.towns.count)]
    let trade = Self.trades[random.below(Self.trades.count)]
    let brain = random.below(4) == 0 ? "\n  brain: {provider: model}" : ""
    return """
      # yaml-language-server: $schema=../../schemas/bot.json
      # \(town), branch \(index): answers, takes the order, and passes on to people.
      apiVersion: voicebot/v1
      kind: Bot
      metadata:
        name: bot-\(index)
        labels: {town: \(town.lowercased()), team: \(trade)-\(random.below(9))}
      spec:
        numbers: ["+39\(6_000_000 + index)"]
        scenario: scenario-\(random.below(Self.scenarios))
        language: en-US
        greeting: "Welcome to {{business}} in {{town}}. What can I get you?"
        variables:
          business: The \(trade) of \(town)
          town: \(town)\(brain)
        turns:
          endpointing: {minDelay: 300ms, maxDelay: \(1 + random.below(3))s}
          silence:
            - {after: 8s, say: "Are you still there?"}
            - {after: 20s, do: hangup}
        recording: {enabled: true, announce: This call is recorded.}
        transfer:
          staff: {to: "sip:\(2000 + random.below(100))@pbx.example.com"}
        limits: {callDuration: 10m, concurrentCalls: \(1 + random.below(20))}

      """
  }
}

/// SplitMix64.
struct Random {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func below(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(count))
  }
}
