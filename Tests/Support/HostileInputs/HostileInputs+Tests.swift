extension HostileInputs {
  private static let path = "scenarios/hello/tests/many.yaml"
  private static let head = HostileInput.document("Test", "t") + "spec:\n  bot: shop\n"

  /// Conversation tests.
  static let tests: [HostileInput] = [
    .file(
      "test: turns", path, head,
      [Section("  turns:\n") { "    - {says: \"say \($0)\", hears: \"yes\", expect: {step: start}}\n" }]),
    .file(
      "test: steps that are not there", path, head,
      [Section("  turns:\n") { "    - {says: x, expect: {step: strat\($0)}}\n" }]),
    .file("test: turns of nothing", path, head, [Section("  turns:\n") { _ in "    - {}\n" }]),
    .file(
      "test: patterns", path, head,
      [Section("  turns:\n") { _ in "    - {says: x, hears: {matches: \"(a{1,90}){1,40}\"}}\n" }]),
    .file(
      "test: classes", path, head,
      [Section("  turns:\n") { _ in "    - {says: x, hears: {matches: \"[^\\\\p{L}]{90}\"}}\n" }]),
    .file(
      "test: one pattern", path, head,
      [Section("  turns:\n    - {says: x, hears: {matches: \"", "\"}}\n") { _ in "a|" }]),
    .file(
      "test: matchers", path, head,
      [Section("  turns:\n    - says: x\n      hears:\n        any:\n") { "          - not: {contains: a\($0)}\n" }]),
    .file(
      "test: slots", path, head,
      [Section("  turns:\n    - says: x\n      expect:\n        slots:\n") { "          s\($0): x\n" }]),
    .file(
      "test: variables", path, head + "  turns: [{says: x}]\n",
      [Section("  given:\n    variables:\n") { "      v\($0): x\n" }]),
    .file(
      "test: tools", path, head + "  turns: [{says: x}]\n",
      [Section("  given:\n    tools:\n") { "      v\($0): [{fails: x}]\n" }]),
    .file("test: replies", path, head + "  turns: [{says: x}]\n", [Section("  model:\n") { _ in "    - {says: x}\n" }]),
    .file(
      "test: tests", path, "",
      [Section("") { "---\n" + HostileInput.document("Test", "t\($0)") + "spec: {bot: shop, turns: [{says: x}]}\n" }]),
    .file(
      "test: conditions", path, head + "  turns: [{says: x}]\n",
      [Section("  conditions:\n") { _ in "    - {noise: {snr: 15dB}}\n" }]),
  ]

  /// Files in which nearly every line has a finding, and those with very many comments that say something.
  static let messy: [HostileInput] = [
    .scenario(
      "suppressions", [Section("") { _ in "  # voicebot: ignore VB0302 meant\n" }], "  steps: {start: {do: hangup}}\n"),
    .scenario(
      "suppressions of many codes",
      [
        Section("  # voicebot: ignore ", " meant\n") { _ in "VB0302," }
      ], "  steps: {start: {do: hangup}}\n"),
    .scenario(
      "suppressions of many steps",
      [
        Section("  intents:\n") { "    # voicebot: ignore unused-intent meant\n    i\($0): {examples: [x\($0)]}\n" }
      ], "  steps: {start: {do: hangup}}\n"),
    .scenario(
      "suppressions without a reason", [Section("") { _ in "  # voicebot: ignore VB0302\n" }],
      "  steps: {start: {do: hangup}}\n"),
    .scenario(
      "suppressions of near codes", [Section("") { _ in "  # voicebot: ignore unused-intend meant\n" }],
      "  steps: {start: {do: hangup}}\n"),
    .scenario(
      "suppressions between blank lines", [Section("") { _ in "  # voicebot: ignore VB0302 meant\n\n" }],
      "  steps: {start: {do: hangup}}\n"),
    .scenario(
      "warnings of YAML", [Section("  intents:\n    i:\n      examples:\n") { _ in "        - yes\n" }],
      "  steps: {start: {do: hangup}}\n"),
    .scenario(
      "warnings in one line", [Section("  intents: {i: {examples: [", "]}}\n") { _ in "on, " }],
      "  steps: {start: {do: hangup}}\n"),
    .scenario(
      "long lines with findings",
      [
        Section("  steps:\n    start: {do: hangup}\n") {
          "    s\($0): {next: x, say: \"" + String(repeating: "word ", count: 70) + "\"}\n"
        }
      ]),
    .scenario(
      "findings beside secrets",
      [
        Section("  steps:\n    start: {do: hangup}\n") {
          "    s\($0): {next: x, say: \"" + String(repeating: "sk-abcdefghi ", count: 20) + "\"}\n"
        }
      ]),
    .scenario(
      "findings in one line", [Section("  steps: {start: {do: hangup}, ", "}\n") { "s\($0): {next: strat}, " }]),
    .scenario(
      "findings in one line beyond ASCII",
      [Section("  steps: {start: {do: hangup}, ", "}\n") { "s\($0): {next: strat, say: ä}, " }]),
    .scenario("fixable fields", [Section("  steps:\n    start: {do: hangup}\n") { "    s\($0): {nexxt: start}\n" }]),
    .scenario("fixable choices", [Section("  steps:\n    start: {do: hangup}\n") { "    s\($0): {do: hangupp}\n" }]),
    .scenario(
      "fixable texts", [Section("  steps:\n    start: {do: hangup}\n") { "    s\($0): {next: start, say: \($0)}\n" }]),
    .scenario(
      "fixable texts in one line",
      [Section("  steps: {start: {do: hangup}, ", "}\n") { "s\($0): {next: start, say: \($0)}, " }]),
    .scenario(
      "fixable warnings", [Section("  intents:\n    i:\n      examples:\n") { "        - 22:\($0 % 50 + 10)\n" }],
      "  steps: {start: {on: {i: start}}}\n"),
    .scenario(
      "folded texts to mend",
      [Section("  steps:\n    start: {do: hangup}\n") { "    s\($0):\n      next: start\n      say: a\n        b\n" }]),
    .file(
      "foreign: Kubernetes", "bots/acme/many.yaml", "",
      [Section("") { "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a\($0)}\n" }]),
    .file("foreign: documents of no kind", "bots/acme/many.yaml", "", [Section("") { "---\na\($0): b\n" }]),
    .file(
      "foreign: near kinds", "bots/acme/many.yaml", "",
      [Section("") { _ in "---\napiVersion: voicebot/v1\nkind: Bott\n" }]),
    .file(
      "foreign: versions", "bots/acme/many.yaml", "", [Section("") { _ in "---\napiVersion: voicebot/v2\nkind: Bot\n" }]
    ),
    .file(
      "foreign: folders", "bots/acme/many.yaml", "",
      [Section("") { "---\n" + HostileInput.document("Scenario", "s\($0)") }]),
    .file(
      "foreign: other tenants", "bots/acme/many.yaml", "",
      [
        Section("") {
          "---\n" + HostileInput.document("Bot", "b\($0)", ", tenant: roma") + "spec: {brain: {provider: echo}}\n"
        }
      ]),
  ]
}
