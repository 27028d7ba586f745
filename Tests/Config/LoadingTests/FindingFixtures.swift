import Diagnostics
import Resources
import Testing

/// A repository with one mistake, marked where it is reported.
struct FindingFixture: Sendable, CustomTestStringConvertible {
  var code: DiagnosticCode
  var text: String
  /// What the fix writes, where there is one.
  var replacement: String?
  /// Whether that something is not carried out may be found besides.
  var isNotCarriedOut = false
  /// What else may be found.
  var others: Set<DiagnosticCode> = []
  var testDescription: String { "\(code.rawValue) \(code)" }

  init(_ code: DiagnosticCode, _ text: String, fix replacement: String? = nil) {
    self.code = code
    self.text = text
    self.replacement = replacement
  }

  static func bot(_ code: DiagnosticCode, _ spec: String, fix: String? = nil) -> FindingFixture {
    FindingFixture(code, botText(spec), fix: fix)
  }

  static func botText(_ spec: String) -> String {
    Repository.project + Repository.tenant + """
      === scenarios/hello/scenario.yaml
      apiVersion: voicebot/v1
      kind: Scenario
      metadata: {name: hello}
      spec: {steps: {start: {say: Hello.}}}
      === bots/acme/bot.yaml
      apiVersion: voicebot/v1
      kind: Bot
      metadata: {name: desk}
      spec:
      \(spec.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      """
  }

  static func scenario(_ code: DiagnosticCode, _ spec: String, fix: String? = nil) -> FindingFixture {
    FindingFixture(
      code,
      Repository.project + """
        === scenarios/hello/scenario.yaml
        apiVersion: voicebot/v1
        kind: Scenario
        metadata: {name: hello}
        spec:
        \(spec.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        """, fix: fix)
  }

  static func document(_ code: DiagnosticCode, _ path: String, _ text: String, fix: String? = nil) -> FindingFixture {
    FindingFixture(code, Repository.project + Repository.tenant + "=== \(path)\n" + text, fix: fix)
  }

  static func provider(_ code: DiagnosticCode, _ name: String, _ spec: String) -> FindingFixture {
    document(
      code, "bots/acme/provider.yaml",
      "apiVersion: voicebot/v1\nkind: Provider\nmetadata: {name: \(name)}\nspec: {\(spec)}")
  }

  static let all: [FindingFixture] = files + shapes + meanings + yaml + rules + secrets + policies

  private static let files: [FindingFixture] = [
    document(.forbiddenCharacter, "bots/acme/x.yaml", "a: \"1️⃣\u{2028}\""),
    document(.forbiddenCharacter, "bots/acme/x.yaml", "a: 1️⃣\u{7}"),
    document(.syntax, "bots/acme/x.yaml", "a: [b\nc1️⃣: d"),
    document(
      .tooDeep, "bots/acme/x.yaml", String(repeating: "[", count: 64) + "1️⃣" + String(repeating: "[", count: 9000)),
    document(.duplicateKey, "bots/acme/x.yaml", "kind: Bot\n1️⃣kind: Bot"),
    document(.anchor, "bots/acme/x.yaml", "kind: 1️⃣&a Bot"),
    document(.anchor, "bots/acme/x.yaml", "kind: 1️⃣*a"),
    document(.tag, "bots/acme/x.yaml", "kind: 1️⃣!!str Bot"),
    document(.directive, "bots/acme/x.yaml", "1️⃣%YAML 1.2\n---\nkind: Bot"),
    document(.structuredKey, "bots/acme/x.yaml", "greeting: {1️⃣{name}}", fix: "\"{{name}}\""),
    FindingFixture(.noProject, Repository.tenant),
  ]

  private static let shapes: [FindingFixture] = [
    document(.notAResource, "bots/acme/x.yaml", "1️⃣- a"),
    document(.notAResource, "bots/acme/x.yaml", "1️⃣apiVersion: voicebot/v1\n"),
    document(
      .unknownVersion, "bots/acme/x.yaml", "apiVersion: 1️⃣voicebot/v2\nkind: Bot\nmetadata: {name: a}",
      fix: "voicebot/v1"),
    document(.unknownKind, "bots/acme/x.yaml", "apiVersion: voicebot/v1\nkind: 1️⃣Bott", fix: "Bot"),
    bot(.missingField, "scenario: hello\nturns:\n  silence:\n    - 1️⃣{say: Hello?}"),
    bot(.wrongType, "scenario: 1️⃣[hello]"),
    bot(.wrongType, "scenario: hello\nnumbers: 1️⃣\"100\"", fix: "[\"100\"]"),
    bot(.wrongType, "scenario: hello\nrecording: {enabled: 1️⃣yes}", fix: "true"),
    bot(.wrongType, "scenario: hello\nlimits: {concurrentCalls: 1️⃣\"5\"}", fix: "5"),
    bot(.unquoted, "scenario: hello\nnumbers: [1️⃣+493012345678]", fix: "\"+493012345678\""),
    bot(.unquoted, "scenario: hello\nnumbers: [1️⃣0012]", fix: "\"0012\""),
    bot(.unquoted, "scenario: hello\nvariables: {table: 1️⃣12}", fix: "\"12\""),
    bot(.unknownField, "scenario: hello\n1️⃣langauge: de-DE", fix: "language"),
    bot(.unknownField, "scenario: hello\n1️⃣colour: red"),
    bot(.notAChoice, "scenario: hello\nrecording: {channels: 1️⃣sterio}", fix: "stereo"),
    bot(.badDuration, "scenario: hello\nlimits: {callDuration: 1️⃣90}", fix: "90s"),
    bot(.badDuration, "scenario: hello\nlimits: {callDuration: 1️⃣5 minutes}"),
    bot(.outOfRange, "scenario: hello\nvoice: {rate: 1️⃣9}"),
    bot(.outOfRange, "scenario: hello\nturns: {endpointing: {minDelay: 3s, maxDelay: 1️⃣1s}}"),
    bot(.badFormat, "scenario: hello\nnumbers: [1️⃣\"0 30\"]"),
    bot(.badFormat, "scenario: hello\ntransfer: {staff: {to: 1️⃣staff}}"),
    bot(.empty, "scenario: hello\n1️⃣greeting:"),
    bot(.exactlyOne, "scenario: hello\nturns: {silence: [1️⃣{after: 2s, say: Hm?, do: hangup}]}"),
    document(
      .wrongFolder, "bots/acme/x.yaml", "apiVersion: voicebot/v1\nkind: 1️⃣Scenario\nmetadata: {name: a}"),
    document(
      .otherTenant, "bots/acme/x.yaml",
      "apiVersion: voicebot/v1\nkind: Trunk\nmetadata: {name: a, tenant: 1️⃣other}\nspec: {}\n=== bots/other/tenant.yaml\n"
        + "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: other}"),
    document(
      .otherName, "scenarios/a/scenario.yaml",
      "apiVersion: voicebot/v1\nkind: Scenario\nmetadata: {name: 1️⃣b}\nspec: {steps: {start: {do: hangup}}}", fix: "a"),
    provider(.secretValue, "gpt", "driver: openai-chat, endpoint: http://x/v1, model: m, secret: 1️⃣sk-canary"),
    bot(.badTemplate, "scenario: hello\ngreeting: Hello 1️⃣{{name"),
    scenario(.badSchema, "steps: {start: {do: hangup}}\noutcome: {properties: {a: {pattern: 1️⃣a(}}}"),
  ]

  static let tool = """
    tools:
      - name: put
        description: Puts.
        effect: write
        parameters: {type: object, additionalProperties: false, required: [a], properties: {a: {type: string, enum: [x]}}}
        run: {sql: {database: d, statement: "INSERT INTO t VALUES (:a)"}}
    databases: {d: {schema: CREATE TABLE IF NOT EXISTS t (a)}}

    """

  private static let meanings: [FindingFixture] = [
    bot(
      .duplicateName,
      "scenario: hello\n=== bots/acme/z.yaml\napiVersion: voicebot/v1\nkind: Bot\nmetadata: {name: 1️⃣desk}\nspec: {scenario: hello}"
    ).unindented,
    provider(.duplicateName, "1️⃣flow", "driver: flow"),
    document(
      .unknownTenant, "bots/acne/x.yaml",
      "apiVersion: voicebot/v1\nkind: Trunk\nmetadata: {name: 1️⃣a}\nspec: {}"),
    bot(.unknownScenario, "scenario: 1️⃣helo", fix: "hello"),
    bot(.unknownProvider, "scenario: hello\nbrain: {provider: 1️⃣flwo}", fix: "flow"),
    bot(.wrongDriver, "scenario: hello\nvoice: {provider: 1️⃣flow}"),
    scenario(.unknownStep, "steps: {start: {next: 1️⃣strat}}", fix: "start"),
    scenario(
      .unknownIntent, "intents: {order: {examples: [a]}}\nsteps: {start: {on: {order: start, 1️⃣ordr: start}}}",
      fix: "order"),
    scenario(.unknownSlot, "steps: {start: {collect: [1️⃣size]}}"),
    scenario(
      .unknownSlot,
      "slots: {size: {type: text}}\nintents: {order: {examples: [\"a 1️⃣{sise} one\"]}}\nsteps: {start: {on: {order: start}}}"
    ),
    scenario(.unknownTool, tool + "steps: {start: {call: 1️⃣putt}}", fix: "put"),
    scenario(
      .unknownDatabase, tool.replacing("database: d,", with: "database: 1️⃣e,") + "steps: {start: {do: hangup}}", fix: "d"
    ),
    FindingFixture(
      .unknownTransfer,
      botText("scenario: 1️⃣hello").replacing("{say: Hello.}", with: "{transfer: staff}")),
    bot(.unknownVariable, "scenario: hello\ngreeting: Hello 1️⃣{{name}}"),
    FindingFixture(
      .unknownVariable, botText("scenario: 1️⃣hello").replacing("Hello.", with: "\"{{name}}\"")),
    bot(.numberTwice, "scenario: hello\nnumbers: [\"100\", 1️⃣\"+100\"]"),
    FindingFixture(.noScenario, botText("language: en").replacing("name: desk", with: "name: 1️⃣desk")),
    scenario(.missingArgument, tool + "steps: {start: {call: 1️⃣put}}"),
    scenario(.unknownArgument, tool + "steps: {start: {call: put, with: {a: x, 1️⃣b: x}}}"),
    scenario(.badArgument, tool + "steps: {start: {call: put, with: {a: 1️⃣y}}}"),
    scenario(
      .badArgument,
      tool + "slots: {s: {type: enum, values: {x: [], y: []}}}\nsteps: {start: {call: put, with: {a: 1️⃣\"{{s}}\"}}}"),
    scenario(.noStart, "1️⃣steps: {begin: {do: hangup}}"),
    scenario(.badDefault, "slots: {n: {type: integer, maximum: 3, default: 1️⃣4}}\nsteps: {start: {do: hangup}}"),
    scenario(
      .unknownParameter,
      tool.replacing("\"INSERT INTO t VALUES (:a)\"", with: "1️⃣\"INSERT INTO t VALUES (:b)\"")
        + "steps: {start: {do: hangup}}"),
    scenario(.unreachableStep, "steps:\n  start: {do: hangup}\n  1️⃣island: {do: hangup}"),
    bot(.unknownKnowledgeBase, "scenario: hello\nknowledge: [1️⃣menu]").ignoringNotCarriedOut,
    bot(.unknownIvr, "scenario: hello\nonFailure: {ivr: 1️⃣menu}").ignoringNotCarriedOut,
    document(
      .unknownBot, "bots/acme/x.yaml",
      "apiVersion: voicebot/v1\nkind: Sink\nmetadata: {name: log}\n"
        + "spec: {file: {path: log.jsonl}, filter: {bots: [1️⃣desk]}}"
    ).ignoringNotCarriedOut,
    FindingFixture(
      .transferNotAllowed,
      botText("scenario: hello\ntransfer: {staff: {to: 1️⃣\"sip:+1900@x\"}}").replacing(
        "metadata: {name: acme}", with: "metadata: {name: acme}\nspec: {transferDestinations: [\"+49\"]}")),
    bot(.notCarriedOut, "scenario: hello\n1️⃣privacy: {redact: [card], retention: 30d}"),
    scenario(.unusedIntent, "intents: {1️⃣order: {examples: [a]}}\nsteps: {start: {do: hangup}}"),
  ]

  private var ignoringNotCarriedOut: FindingFixture {
    var copy = self
    copy.isNotCarriedOut = true
    return copy
  }

  /// The same, with lines that begin a file, or belong to one begun that way, at the margin.
  var unindented: FindingFixture {
    var inner = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      if line.hasPrefix("  === ") { inner = true }
      return inner ? String(line.dropFirst(2)) : String(line)
    }
    return FindingFixture(code, lines.joined(separator: "\n"), fix: replacement)
  }
}
