extension HostileInputs {
  private static func bot(_ name: String, _ spec: String) -> String {
    "---\n" + HostileInput.document("Bot", name) + "spec: {\(spec)}\n"
  }
  private static let end = "recording: {enabled: true}, transfer: {staff: {to: \"sip:200@pbx\"}}"
  private static func number(_ index: Int) -> String { "\"+49\(1_000_000 + index)\"" }
  private static func name(_ index: Int) -> String {
    let digits = String(index)
    return "n" + String(repeating: "a", count: 55 - digits.count) + digits
  }

  static let bots: [HostileInput] = [
    .tenant("bots", "", [Section("") { bot("b\($0)", "scenario: hello, \(end)") }]),
    .tenant("bots of one name", "", [Section("") { _ in bot("b", "scenario: hello, \(end)") }]),
    .tenant("bots of one number", "", [Section("") { bot("b\($0)", "scenario: hello, numbers: [\"+491\"], \(end)") }]),
    .tenant("bots with near scenarios", "", [Section("") { bot("b\($0)", "scenario: hallo\($0 % 10), \(end)") }]),
    .tenant("bots without a scenario", "", [Section("") { bot("b\($0)", "language: de-DE") }]),
    .tenant("bots with unknown fields", "", [Section("") { bot("b\($0)", "scenaro: hello, greting: x") }]),
    .tenant("bots with warnings", "", [Section("") { bot("b\($0)", "scenario: hello, language: de-DE, \(end)") }]),
    .tenant(
      "bots with near providers", "",
      [
        Section("") { "---\n" + HostileInput.document("Provider", name($0)) + "spec: {driver: local}\n" },
        Section("") {
          bot("b\($0)", "scenario: hello, \(end), voice: {provider: \(name($0 + 7).replacing("aaa", with: "eee"))}")
        },
      ]),
    .tenant(
      "numbers",
      HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n  transfer: {staff: {to: \"sip:2@pbx\"}}\n",
      [
        Section("  numbers:\n") { "    - \(number($0))\n" }
      ]),
    .tenant(
      "one number",
      HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n  transfer: {staff: {to: \"sip:2@pbx\"}}\n",
      [
        Section("  numbers:\n") { _ in "    - \"100\"\n" }
      ]),
    .tenant(
      "numbers without quotes", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  numbers:\n") { "    - +49\($0 + 100)\n" }
      ]),
    .tenant(
      "numbers without quotes in one line", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  numbers: [", "]\n") { "+49\($0 + 100), " }
      ]),
    .tenant(
      "variables", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  variables:\n") { "    v\($0): x\n" },
        Section("  greeting: \"", "\"\n") { "{{v\($0)}}" },
      ]),
    .tenant(
      "variables that are not there", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  variables:\n") { "    v\($0): x\n" },
        Section("  greeting: \"", "\"\n") { "{{w\($0)}}" },
      ]),
    .tenant(
      "fillers", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  variables:\n") { "    v\($0): x\n" },
        Section("  turns:\n    filler:\n      say:\n") { "        - \"{{v\($0)}}\"\n" },
      ]),
    .tenant(
      "silences", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  turns:\n    silence:\n") { "      - {after: \($0 + 1000)ms, say: x}\n" }
      ]),
    .tenant(
      "targets", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  transfer:\n") { "    t\($0): {to: \"sip:2\($0)@pbx\", screen: x}\n" }
      ]),
    .tenant(
      "targets among destinations", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  transfer:\n") { "    t\($0): {to: \"sip:2\($0)@pbx\"}\n" },
        Section("---\n" + HostileInput.document("Tenant", "acme") + "spec:\n  transferDestinations:\n") {
          "    - \"sip:3\($0)@pbx\"\n"
        },
      ]),
    .tenant(
      "targets that lead to bots", "",
      [
        Section(HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n  transfer:\n") {
          "    t\($0): {to: \"sip:\($0 + 1000)@127.0.0.1:5060\"}\n"
        },
        Section("") {
          bot("b\($0)", "scenario: hello, numbers: [\"\($0 + 1000)\"], transfer: {t: {to: \"sip:7@127.0.0.1:5060\"}}")
        },
        Section(
          HostileInput.document("Bot", "hub").replacing("api", with: "---\napi")
            + "spec:\n  scenario: hello\n  numbers: [\"7\"]\n  transfer:\n"
        ) { "    t\($0): {to: \"sip:\($0 + 1000)@127.0.0.1:5060\"}\n" },
      ]),
    .tenant(
      "a chain of transfers", "",
      [
        Section("") {
          bot(
            "b\($0)",
            "scenario: hello, numbers: [\"\($0 + 1000)\"], transfer: {t: {to: \"sip:\($0 + 1001)@127.0.0.1:5060\"}}")
        }
      ]),
    .tenant(
      "rings of transfers", "",
      [
        Section("") {
          bot(
            "b\($0)",
            "scenario: hello, numbers: [\"\($0 + 1000)\"], transfer: {t: {to: \"sip:\(($0 % 50 == 49 ? $0 - 49 : $0 + 1) + 1000)@127.0.0.1:5060\"}}"
          )
        }
      ]),
    .tenant(
      "transfers to all in the ring", "",
      [
        Section("") { index in
          bot(
            "b\(index)",
            "scenario: hello, numbers: [\"\(index + 1000)\"], transfer: {"
              + (0..<20).map {
                "t\($0): {to: \"sip:\((index / 60 * 60 + (index + $0 * 3) % 60) + 1000)@127.0.0.1:5060\"}"
              }.joined(separator: ", ") + "}")
        }
      ]),
    .tenant(
      "two bots that transfer by the thousands", "",
      [
        Section(HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n  numbers: [\"1\"]\n  transfer:\n") {
          "    t\($0): {to: \"sip:2@127.0.0.1:5060\"}\n"
        },
        Section(
          HostileInput.document("Bot", "c").replacing("api", with: "---\napi")
            + "spec:\n  scenario: hello\n  numbers: [\"2\"]\n  transfer:\n"
        ) { "    t\($0): {to: \"sip:\($0 + 1000)@127.0.0.1:5060\"}\n" },
        Section("") { $0 < 60 ? bot("b\($0)", "scenario: hello, numbers: [\"\($0 + 1000)\"]") : "" },
      ]),
    .tenant(
      "labels", "apiVersion: voicebot/v1\nkind: Bot\nmetadata:\n  name: b\n",
      [
        Section("  labels:\n") { "    l\($0): x\n" }
      ], "spec: {scenario: hello, transfer: {staff: {to: \"sip:2@pbx\"}}}\n"),
    .tenant(
      "opening hours",
      HostileInput.document("Bot", "b")
        + "spec:\n  scenario: hello\n  hours:\n    timezone: UTC\n    closed: {do: hangup}\n",
      [
        Section("    open:\n") { _ in "      - \"Mon-Fri 10:00-22:00\"\n" }
      ]),
    .tenant(
      "one opening hour",
      HostileInput.document("Bot", "b")
        + "spec:\n  scenario: hello\n  hours:\n    timezone: UTC\n    closed: {do: hangup}\n",
      [
        Section("    open: [\"", " 10:00-22:00\"]\n") { _ in "Mon-Fri," }
      ]),
    .tenant(
      "knowledge", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  knowledge:\n") { "    - k\($0)\n" }
      ]),
    .tenant(
      "rollout", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n  rollout:\n",
      [
        Section("    steps:\n") { "      - {weight: \($0 % 100 + 1), for: 15m}\n" }
      ]),
    .tenant(
      "fallbacks", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n  voice:\n    provider: local\n",
      [
        Section("    fallback:\n") { "      - p\($0)\n" }
      ]),
    .tenant(
      "long texts where names belong", HostileInput.document("Bot", "b") + "spec:\n",
      [
        Section("  scenario: ", "\n") { _ in "a" }
      ]),
    .tenant(
      "a long language", HostileInput.document("Bot", "b") + "spec:\n  scenario: hello\n",
      [
        Section("  language: ", "\n") { _ in "en-" }
      ]),
  ]

  /// The other kinds of a tenant's folder.
  static let kinds: [HostileInput] = [
    .tenant(
      "providers", "",
      [
        Section("") {
          "---\n" + HostileInput.document("Provider", "p\($0)")
            + "spec: {driver: openai-chat, endpoint: \"https://example.com\", model: m, secret: env:KEY}\n"
        }
      ]),
    .tenant(
      "providers with secrets in clear", "",
      [
        Section("") {
          "---\n" + HostileInput.document("Provider", "p\($0)")
            + "spec: {driver: openai-chat, endpoint: \"https://example.com\", model: m, secret: sk-abcdefghijklmnop\($0)}\n"
        }
      ]),
    .tenant("tenants", "", [Section("") { "---\n" + HostileInput.document("Tenant", "t\($0)") }]),
    .tenant(
      "trunks", "",
      [Section("") { "---\n" + HostileInput.document("Trunk", "t\($0)") + "spec: {sources: [192.0.2.0/24]}\n" }]),
    .tenant(
      "sources", HostileInput.document("Trunk", "t") + "spec:\n",
      [Section("  sources:\n") { "    - 10.0.\($0 / 256 % 256).\($0 % 256)\n" }]),
    .tenant(
      "menus", "",
      [
        Section("") {
          "---\n" + HostileInput.document("Ivr", "i\($0)")
            + "spec: {prompts: {menu: Press 1.}, keys: {\"1\": {ivr: i\($0 + 1)}}}\n"
        }
      ]),
    .tenant(
      "keys", HostileInput.document("Ivr", "i") + "spec:\n  prompts: {menu: Press 1.}\n",
      [
        Section("  keys:\n") { "    \"\($0)\": {do: hangup}\n" }
      ]),
    .tenant(
      "keys that transfer", HostileInput.document("Ivr", "i") + "spec:\n  prompts: {menu: Press 1.}\n",
      [
        Section("  keys:\n") { "    \"\($0)\": {transfer: t\($0)}\n" },
        Section("  transfer:\n") { "    t\($0): {to: \"sip:2@pbx\"}\n" },
      ]),
    .tenant(
      "keys that say variables", HostileInput.document("Ivr", "i") + "spec:\n  prompts: {menu: Press 1.}\n",
      [
        Section("  keys:\n") { "    \"\($0)\": {say: \"{{v\($0)}}\", do: hangup}\n" },
        Section("  variables:\n") { "    v\($0): x\n" },
      ]),
    .tenant(
      "keys to bots that are not there", HostileInput.document("Ivr", "i") + "spec:\n  prompts: {menu: Press 1.}\n",
      [
        Section("  keys:\n") { "    \"\($0)\": {bot: shop\($0)}\n" }
      ]),
    .tenant(
      "sinks", "",
      [
        Section("") {
          "---\n" + HostileInput.document("Sink", "s\($0)")
            + "spec: {webhook: {url: \"https://example.com\"}, filter: {bots: [shop]}}\n"
        }
      ]),
    .tenant(
      "headers", HostileInput.document("Sink", "s") + "spec:\n  webhook:\n    url: \"https://example.com\"\n",
      [
        Section("    headers:\n") { "      X-\($0): a\n" }
      ]),
    .tenant(
      "knowledge bases", "",
      [
        Section("") {
          "---\n" + HostileInput.document("KnowledgeBase", "k\($0)")
            + "spec: {sources: [{path: a.md, format: markdown}]}\n"
        }
      ]),
    .tenant(
      "old tenants", "",
      [
        Section("") {
          "---\napiVersion: voicebot/v1alpha1\nkind: Tenant\nmetadata: {name: t\($0)}\nspec:\n  concurrentCalls: 3 # few\n"
        }
      ]),
    .tenant(
      "old providers", "",
      [
        Section("") {
          "---\napiVersion: voicebot/v1alpha1\nkind: Provider\nmetadata: {name: p\($0)}\nspec:\n  driver: local\n  # how long\n  timeout: 3s\n  concurrency: 2\n"
        }
      ]),
    .tenant(
      "old providers in flow", "",
      [
        Section("") {
          "---\n{apiVersion: voicebot/v1alpha1, kind: Provider, metadata: {name: p\($0)}, spec: {driver: local, timeout: 3s, concurrency: 2}}\n"
        }
      ]),
    .tenant(
      "old tenants of many fields", "apiVersion: voicebot/v1alpha1\nkind: Tenant\nmetadata: {name: t}\n",
      [
        Section("spec:\n", "  concurrentCalls: 3\n") { "  a\($0): 3\n" }
      ]),
  ]

  static let project: [HostileInput] = [
    .file(
      "project: policies", "voicebot.yaml", HostileInput.document("Project", "test"),
      [
        Section("spec:\n  policies:\n") { "    - {name: p\($0), owner: a, recordingConsent: {required: true}}\n" }
      ]),
    .file(
      "project: policies that are broken", "voicebot.yaml", HostileInput.document("Project", "test"),
      [
        Section("spec:\n  policies:\n") { "    - {name: p\($0), owner: a, retention: {maximum: 1d}}\n" }
      ]),
    .file(
      "project: prefixes", "voicebot.yaml", HostileInput.document("Project", "test"),
      [
        Section("spec:\n  policies:\n    - name: p\n      owner: a\n      transferPrefixes:\n        allow:\n") {
          "          - \"\($0)9\"\n"
        }
      ]),
    .file(
      "project: waivers", "voicebot.yaml", HostileInput.document("Project", "test"),
      [
        Section("spec:\n  policies:\n    - name: p\n      owner: a\n      retention: {maximum: 1d}\n      waivers:\n") {
          "        - {resource: bots/acme/\($0).yaml, reason: x, expires: \"2026-01-01\"}\n"
        }
      ]),
    .file(
      "project: waivers of policies", "voicebot.yaml", HostileInput.document("Project", "test"),
      [
        Section("spec:\n  policies:\n") {
          "    - {name: p\($0), owner: a, retention: {maximum: 1d}, waivers: [{resource: tenant/acme, reason: x, expires: \"2027-01-01\"}]}\n"
        }
      ]),
    .file(
      "project: levels", "voicebot.yaml", HostileInput.document("Project", "test"),
      [
        Section("spec:\n  lint:\n") { "    unused-intend\($0): off\n" }
      ]),
    .file(
      "project: contexts", "voicebot.yaml", HostileInput.document("Project", "test"),
      [
        Section("spec:\n  contexts:\n") { "    c\($0): {server: \"https://example.com\"}\n" }
      ]),
    .file(
      "project: projects", "voicebot.yaml", HostileInput.document("Project", "test"),
      [
        Section("") { _ in "---\n" + HostileInput.document("Project", "test") }
      ]),
  ]

  static let environments: [HostileInput] = [
    .file(
      "environment: patches of nothing", "environments/staging.yaml", "",
      [
        Section("") { "---\n" + HostileInput.document("Bot", "b\($0)", ", tenant: acme") + "spec: {language: de-DE}\n" }
      ]),
    .file(
      "environment: patches of other tenants", "environments/staging.yaml", "",
      [
        Section("") { "---\n" + HostileInput.document("Bot", "shop", ", tenant: a\($0)") + "spec: {language: de-DE}\n" }
      ]),
    .file(
      "environment: patches of one bot", "environments/staging.yaml", "",
      [
        Section("") { _ in
          "---\n" + HostileInput.document("Bot", "shop", ", tenant: acme") + "spec: {language: de-DE}\n"
        }
      ]),
    .file(
      "environment: near bots", "environments/staging.yaml", "",
      [
        Section("") { "---\n" + HostileInput.document("Bot", "shop\($0)", ", tenant: acme") }
      ]),
    .file(
      "environment: one patch of many fields", "environments/staging.yaml",
      HostileInput.document("Bot", "shop", ", tenant: acme"),
      [
        Section("spec:\n  variables:\n") { "    v\($0): x\n" }
      ]),
    .file(
      "environment: one patch of a scenario", "environments/staging.yaml", HostileInput.document("Scenario", "hello"),
      [
        Section("spec:\n  steps:\n") { "    s\($0): {say: x, next: start}\n" }
      ]),
    .file(
      "environment: fields that go", "environments/staging.yaml", HostileInput.document("Scenario", "hello"),
      [
        Section("spec:\n  steps:\n") { "    s\($0): null\n" }
      ]),
    .file(
      "environment: tools", "environments/staging.yaml", HostileInput.document("Scenario", "hello"),
      [
        Section("spec:\n  tools:\n") {
          "    - {name: t\($0), description: x, effect: read, parameters: {type: object}, run: {http: {method: GET, url: \"https://example.com\"}}}\n"
        }
      ]),
    .file(
      "environment: unknown fields", "environments/staging.yaml",
      HostileInput.document("Bot", "shop", ", tenant: acme"),
      [
        Section("") { "spek\($0): x\n" }
      ]),
  ]
}
