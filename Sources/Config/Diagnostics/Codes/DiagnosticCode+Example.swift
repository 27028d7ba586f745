extension DiagnosticCode {
  /// A few lines that have the code, and the same without it; nil where lines do not show it.
  package var example: (wrong: String, right: String)? {
    switch self {
    case .syntax: ("greeting: Order: what would you like?", "greeting: \"Order: what would you like?\"")
    case .duplicateKey: ("language: en-US\nlanguage: de-DE", "language: de-DE")
    case .anchor: ("say: *welcome", "say: \"*welcome\"")
    case .tag: ("numbers: [!!str 100]", "numbers: [\"100\"]")
    case .directive: ("%YAML 1.2\n---\nkind: Bot", "kind: Bot")
    case .tab: ("spec:\n\tlanguage: en-US", "spec:\n  language: en-US")
    case .structuredKey: ("greeting: {{name}}", "greeting: \"{{name}}\"")
    case .notAResource: ("spec: {scenario: pizza}", Self.envelope + "\nspec: {scenario: pizza}")
    case .unknownVersion: ("apiVersion: v1", "apiVersion: voicebot/v1")
    case .unknownKind: ("kind: bot", "kind: Bot")
    case .missingField:
      ("silence:\n  - {say: Are you still there?}", "silence:\n  - {after: 8s, say: Are you still there?}")
    case .wrongType: ("numbers: \"100\"", "numbers: [\"100\"]")
    case .unquoted: ("numbers: [+493012345678]", "numbers: [\"+493012345678\"]")
    case .unknownField: ("langauge: de-DE", "language: de-DE")
    case .notAChoice: ("recording: {channels: two}", "recording: {channels: stereo}")
    case .badDuration: ("limits: {callDuration: 10}", "limits: {callDuration: 10m}")
    case .outOfRange: ("voice: {rate: 9}", "voice: {rate: 1.5}")
    case .badFormat: ("numbers: [\"030 123\"]", "numbers: [\"030123\"]")
    case .empty: ("greeting:", "greeting: Hello.")
    case .exactlyOne: ("silence:\n  - {after: 8s, say: Bye., do: hangup}", "silence:\n  - {after: 8s, say: Bye.}")
    case .otherName:
      (
        "# scenarios/pizza/scenario.yaml\nmetadata: {name: pasta}",
        "# scenarios/pizza/scenario.yaml\nmetadata: {name: pizza}"
      )
    case .secretValue: ("secret: 4f1c…", "secret: env:OPENAI_API_KEY")
    case .badTemplate: ("greeting: \"Hello {{ name | upper }}\"", "greeting: \"Hello {{name}}\"")
    case .unknownStep:
      ("steps:\n  start: {next: tkae}\n  take: {say: Yes?}", "steps:\n  start: {next: take}\n  take: {say: Yes?}")
    case .unknownVariable:
      (
        "greeting: Welcome to {{bussiness}}.\nvariables: {business: Roma}",
        "greeting: Welcome to {{business}}.\nvariables: {business: Roma}"
      )
    case .numberTwice: ("numbers: [\"100\", \"+100\"]", "numbers: [\"100\"]")
    case .missingArgument: ("start: {call: place_order}", "start: {call: place_order, with: {size: \"{{size}}\"}}")
    case .noStart: ("steps:\n  begin: {say: Hello.}", "steps:\n  start: {say: Hello.}")
    case .badDefault:
      ("quantity: {type: integer, maximum: 5, default: 9}", "quantity: {type: integer, maximum: 5, default: 1}")
    case .overlayOfNothing:
      (
        "# environments/staging.yaml\nkind: Bot\nmetadata: {name: pizzeria}",
        "# environments/staging.yaml\nkind: Bot\nmetadata: {name: pizzeria, tenant: roma}"
      )
    case .oldVersion:
      (
        "apiVersion: voicebot/v1alpha1\nkind: Tenant\nspec: {concurrentCalls: 3}",
        "apiVersion: voicebot/v1\nkind: Tenant\nspec: {quotas: {concurrentCalls: 3}}"
      )
    default: exampleOfYAML
    }
  }

  private static let envelope = "apiVersion: voicebot/v1\nkind: Bot\nmetadata: {name: pizzeria}"
}
