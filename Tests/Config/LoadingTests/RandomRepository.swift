import Loading

/// Writes files of a small repository whose few names collide, miss one another and form circles.
struct RandomRepository {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  static let paths = [
    "voicebot.yaml", "bots/a/tenant.yaml", "bots/b/tenant.yaml", "bots/a/x.yaml", "bots/a/y.yaml", "bots/a/z.yml",
    "bots/b/x.yaml", "bots/b/y.yaml", "bots/loose.yaml", "bots/a/ivr.yaml", "bots/a/provider.yaml",
    "bots/b/provider.yaml", "bots/a/rest.yaml", "scenarios/s/scenario.yaml", "scenarios/t/scenario.yaml",
    "scenarios/s/menu.yaml", "scenarios/s/tests/one.yaml", "environments/dev.yaml", "environments/prod.yaml",
  ]

  mutating func below(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(count))
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// The line, once in so many times.
  private mutating func maybe(_ line: String, in count: Int = 2) -> String { below(count) == 0 ? line + "\n" : "" }

  mutating func file(_ path: String) -> SourceFile {
    if below(25) == 0 { return SourceFile(path: path, text: "kind: [Bot\n") }
    var text = document(path)
    if path.hasPrefix("bots/"), below(6) == 0 { text += "---\n" + document(path) }
    return SourceFile(path: path, text: String(repeating: "# moved\n", count: below(2)) + text)
  }

  private mutating func document(_ path: String) -> String {
    switch path {
    case "voicebot.yaml": project()
    case _ where path.hasSuffix("tenant.yaml"): tenant(path.hasPrefix("bots/a") ? "a" : "b")
    case _ where path.hasSuffix("provider.yaml"): provider()
    case _ where path.hasSuffix("ivr.yaml"): ivr()
    case _ where path.hasSuffix("rest.yaml"): rest()
    case _ where path.hasSuffix("scenario.yaml"): scenario(path.hasPrefix("scenarios/s") ? "s" : "t")
    case _ where path.hasSuffix("menu.yaml"):
      head("KnowledgeBase", pick(["menu", "prices"])) + "spec: {sources: [a.md]}\n"
    case _ where path.hasPrefix("scenarios/"): test()
    case _ where path.hasPrefix("environments/"): overlay()
    default: bot(isLoose: path == "bots/loose.yaml")
    }
  }

  private func head(_ kind: String, _ name: String, more: String = "") -> String {
    "apiVersion: voicebot/v1\nkind: \(kind)\nmetadata: {name: \(name)\(more)}\n"
  }

  private mutating func project() -> String {
    head("Project", "p") + "spec:\n" + maybe("  defaultTenant: \(pick(["a", "b", "c"]))")
      + maybe("  lint: {unused-intent: \(pick(["off", "error", "warning"])), VB0303: off}")
      + maybe("  runtime: {sip: {host: pbx}}", in: 4)
      + maybe(
        """
          policies:
            - {name: told, owner: law, recordingConsent: {required: true}, waivers: [{resource: bot/a/x, expires: \
        "2026-0\(1 + below(3))-20", reason: old}]}
            - {name: near, owner: law, transferPrefixes: {allow: ["+49"], hosts: [pbx]}, tenants: [\(pick(["a", "b"]))]}
            - {name: ours, owner: law, audioProviders: {allow: [local, flow, x]}}
        """)
  }

  private mutating func tenant(_ folder: String) -> String {
    head("Tenant", below(8) == 0 ? pick(["a", "b", "c"]) : folder) + "spec:\n"
      + "  quotas: {concurrentCalls: \(5 + below(20))}\n" + maybe("  retention: \(1 + below(40))d")
      + maybe("  transferDestinations: [\"+49\"]", in: 4)
      + maybe("  defaults: {brain: {provider: \(pick(["flow", "x", "echo"]))}, turns: {filler: {after: 3s}}}")
  }

  private mutating func provider() -> String {
    head("Provider", pick(["x", "y", "local"])) + "spec:\n  driver: \(pick(["openai-chat", "local", "flow"]))\n"
      + maybe("  endpoint: https://m.example/v1\n  model: m")
      + maybe("  capabilities: [\(pick(["brain", "voice"]))]", in: 3) + maybe("  languages: [de]", in: 3)
  }

  private mutating func bot(isLoose: Bool) -> String {
    head(
      "Bot", pick(["x", "y", "z"]),
      more: isLoose && below(2) == 0 ? ", tenant: \(pick(["a", "b", "d"]))" : "") + "spec:\n"
      + maybe("  numbers: [\"\(pick(["+491", "+492", "493", "494"]))\", \"\(pick(["+495", "494"]))\"]")
      + maybe("  scenario: \(pick(["s", "t", "q"]))", in: below(4) == 0 ? 3 : 1)
      + maybe("  greeting: \"{{business}} and {{other}}\"", in: 3)
      + maybe("  variables: {business: Roma\(below(9))}")
      + maybe("  brain: {provider: \(pick(["x", "y", "flow"])), fallback: [\(pick(["x", "flow", "gone"]))]}", in: 3)
      + maybe("  language: \(pick(["en-US", "de-DE"]))", in: 3)
      + maybe("  recording: {enabled: true}", in: 3)
      + maybe("  knowledge: [\(pick(["menu", "prices"]))]", in: 4)
      + maybe("  limits: {concurrentCalls: \(1 + below(30))}", in: 3)
      + maybe("  onFailure: {transfer: staff}", in: 3)
      + "  transfer: {staff: {to: \"\(pick(["+491", "+492", "sip:493@pbx", "+495"]))\"}}"
      + pick(["\n", "  # voicebot: ignore VB0303 known\n", "\n# voicebot: ignore transfer-cycle meant\n"])
  }

  private mutating func ivr() -> String {
    head("Ivr", pick(["menu", "night"])) + "spec:\n  numbers: [\"\(pick(["+491", "+496"]))\"]\n"
      + "  prompts: {greeting: \"Press one.\"}\n  keys: {\"1\": {bot: \(pick(["x", "y", "gone"]))}}\n"
  }

  private mutating func rest() -> String {
    below(2) == 0
      ? head("Sink", "s") + "spec: {type: file, path: /tmp/x, filter: {bots: [\(pick(["x", "y", "gone"]))]}}\n"
      : head("Trunk", "t") + "spec: {codecs: [\(pick(["PCMU", "G722"]))]}\n"
  }

  private mutating func scenario(_ folder: String) -> String {
    head("Scenario", folder) + "spec:\n  intents:\n    bye: {examples: [goodbye]}\n" + maybe("    hi: {examples: [hi]}")
      + "  steps:\n    start: {say: \"{{\(pick(["business", "other"]))}}\", on: {bye: end}, otherwise: What?}\n"
      + maybe("    more: {transfer: \(pick(["staff", "boss"]))}", in: 3) + "    end: {do: hangup}\n"
  }

  private mutating func test() -> String {
    head("Test", "one")
      + "spec:\n  bot: \(pick(["x", "a/x", "y"]))\n  turns:\n    - {caller: goodbye, hears: [bye]}\n"
  }

  private mutating func overlay() -> String {
    head("Bot", pick(["x", "y"]), more: ", tenant: \(pick(["a", "b"]))")
      + "spec: {\(pick(["greeting: Live", "scenario: t", "langauge: x", "numbers: [\"+492\"]"]))}\n"
  }
}
