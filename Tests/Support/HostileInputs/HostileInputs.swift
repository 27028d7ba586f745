/// Every construct of the language, by the thousands.
package enum HostileInputs {
  package static let all =
    yaml + texts + scenarios + graphs + tools + bots + kinds + project + environments + tests + messy

  /// A small sound repository. The hostile file takes the place of one of these, or comes beside them.
  package static let surroundings: [(path: String, text: String)] = [
    ("voicebot.yaml", HostileInput.document("Project", "test")),
    ("bots/acme/tenant.yaml", HostileInput.document("Tenant", "acme")),
    (
      "bots/acme/shop.yaml",
      HostileInput.document("Bot", "shop")
        + "spec: {scenario: hello, greeting: Hello., numbers: [\"100\"], transfer: {staff: {to: \"sip:200@pbx\"}}}\n"
    ),
    (
      "scenarios/hello/scenario.yaml",
      HostileInput.scenarioHead + "  intents: {bye: {examples: [goodbye]}}\n"
        + "  steps: {start: {say: Yes?, on: {bye: end}}, end: {do: hangup}}\n"
    ),
  ]

  /// The repository with the file in it.
  package static func repository(_ path: String, _ bytes: [UInt8]) -> [(path: String, bytes: [UInt8])] {
    surroundings.filter { $0.path != path }.map { ($0.path, Array($0.text.utf8)) } + [(path, bytes)]
  }
}
