import Diagnostics
import Loading
import Resources
import Simulation
import Testing

/// A small repository with one bot, and tests written as users write them.
enum Bench {
  struct Invalid: Error {}

  static let scenario = """
    apiVersion: voicebot/v1
    kind: Scenario
    metadata: {name: shop}
    spec:
      intents:
        order: {examples: ["a {size} one please", "I want to order"]}
        human: {examples: [operator, let me talk to someone]}
      slots:
        size: {type: enum, values: {small: [], large: [big]}, ask: "What size?"}
        count: {type: integer, minimum: 1, maximum: 9, default: 1}
      steps:
        start: {on: {order: take, human: staff}, otherwise: "What can I do for you?"}
        take: {collect: [size, count], confirm: "{{count}} {{size}}, right?", then: place}
        place:
          call: place
          with: {size: "{{size}}", count: "{{count}}"}
          say: "That is number {{result.number}}."
          onError: failed
          next: end
        failed: {say: "That did not work.", transfer: staff}
        staff: {transfer: staff}
        end: {say: "Goodbye.", do: hangup, outcome: {ordered: true}}
      tools:
        - name: place
          description: Places it.
          effect: write
          parameters:
            type: object
            additionalProperties: false
            required: [size, count]
            properties: {size: {type: string, enum: [small, large]}, count: {type: integer}}
          run:
            sql:
              database: shop
              statement: INSERT INTO orders (size, count) VALUES (:size, :count)
              returns: SELECT count(*) AS number FROM orders
        - name: weather
          description: Tells the weather.
          effect: read
          parameters: {type: object, properties: {}}
          run: {http: {url: "http://192.0.2.1/weather"}}
      databases:
        shop: {schema: "CREATE TABLE IF NOT EXISTS orders (size TEXT, count INTEGER);"}
      guardrails: {maxTurns: 20}
      outcome: {type: object, properties: {ordered: {type: boolean}}}

    """

  static func files(_ tests: String, bot: String = "", scenario: String = scenario) -> [SourceFile] {
    let spec = tests.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
    let document = "apiVersion: voicebot/v1\nkind: Test\nmetadata: {name: it}\nspec:\n  bot: desk\n\(spec)\n"
    return [
      SourceFile(path: "voicebot.yaml", text: "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: test}\n"),
      SourceFile(
        path: "bots/acme/tenant.yaml", text: "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: acme}\n"),
      SourceFile(
        path: "bots/acme/bot.yaml",
        text: "apiVersion: voicebot/v1\nkind: Bot\nmetadata: {name: desk}\nspec:\n  scenario: shop\n"
          + "  greeting: \"Welcome to {{shop}}.\"\n  variables: {shop: Acme}\n"
          + "  transfer: {staff: {to: \"sip:staff@example.com\"}}\n" + bot),
      SourceFile(path: "scenarios/shop/scenario.yaml", text: scenario),
      SourceFile(path: "scenarios/shop/tests/it.yaml", text: document),
    ]
  }

  static func snapshot(_ files: [SourceFile]) throws -> Snapshot {
    let result = Loader.load(files, revision: "test")
    for diagnostic in result.diagnostics where diagnostic.severity == .error {
      Issue.record("\(DiagnosticText().print(diagnostic))")
    }
    guard let snapshot = result.snapshot else { throw Invalid() }
    return snapshot
  }

  /// Runs the one test whose spec this is, but for its `bot`.
  static func run(_ spec: String, bot: String = "", options: Simulation.Options = .init()) async throws -> TestResult {
    let snapshot = try snapshot(files(spec, bot: bot))
    let run = await Simulation.run(tests: Array(snapshot.tests.values), on: snapshot, options: options)
    return try #require(run.results.first)
  }
}

/// What one caller says who orders a large one.
let order = """
  turns:
    - hears: Welcome to Acme
    - says: a large one please
      hears: 1 large, right?
      expect: {intent: order, step: take, slots: {size: large}, noTool: true}
    - says: "yes"
      hears: That is number 1
      expect: {tool: place, with: {size: large, count: 1}, outcome: {ordered: true}, step: end, hangup: true}
  """
