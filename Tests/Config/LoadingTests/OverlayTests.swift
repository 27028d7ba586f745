import Diagnostics
import JSON
import Loading
import Resources
import Shapes
import Testing

struct OverlayTests {
  private static let files = [
    SourceFile(
      path: "voicebot.yaml", text: "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: demo}\n"),
    SourceFile(
      path: "bots/roma/tenant.yaml", text: "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: roma}\n"),
    SourceFile(
      path: "bots/roma/echo.yaml",
      text: """
        apiVersion: voicebot/v1
        kind: Bot
        metadata: {name: echo}
        spec:
          numbers: ["7", "8"]
          brain: {provider: echo}
          greeting: "Hello."
          variables: {business: Roma, city: Berlin}
          limits: {concurrentCalls: 9, callDuration: 5m}
        """),
  ]

  private func load(_ overlay: String, environment: String? = "staging") -> LoadResult {
    let file = SourceFile(path: "environments/staging.yaml", text: overlay)
    return Loader.load(Self.files + [file], revision: "test", options: LoadOptions(environment: environment))
  }

  private let head = "apiVersion: voicebot/v1\nkind: Bot\nmetadata: {name: echo, tenant: roma}\n"

  @Test func fieldsAreMergedAndListsReplaced() throws {
    let result = load(
      head + "spec:\n  numbers: [\"70\"]\n  variables: {city: null, business: Test}\n  limits: {concurrentCalls: 1}\n")
    #expect(result.diagnostics.isEmpty)
    let bot = try #require(result.snapshot?.bots.values.first)
    #expect(bot.numbers == ["70"])
    #expect(bot.variables == ["business": "Test"])
    #expect(bot.limits.concurrentCalls == 1)
    #expect(bot.limits.callDuration == .seconds(300))
    #expect(bot.greeting == "Hello.")
  }

  @Test func withoutTheEnvironmentNothingChanges() throws {
    let result = load(head + "spec: {numbers: [\"70\"]}\n", environment: nil)
    #expect(result.snapshot?.bots.values.first?.numbers == ["7", "8"])
  }

  /// A fault is shown where it is written.
  @Test func aFaultOfAnOverlayIsFoundInIt() throws {
    let result = load(head + "spec:\n  limits: {concurrentCalls: many}\n")
    let diagnostic = try #require(result.diagnostics.first)
    #expect(result.diagnostics.count == 1)
    #expect(diagnostic.code == .wrongType)
    #expect(diagnostic.place.file == "environments/staging.yaml")
    #expect(diagnostic.place.line == 5 && diagnostic.place.column == 29)
    #expect(diagnostic.excerpt == "  limits: {concurrentCalls: many}")
  }

  @Test(
    arguments: [
      ("name: echo, tenant: roma", "name: ecko, tenant: roma", .overlayOfNothing, "did you mean `echo`?"),
      ("name: echo, tenant: roma", "name: echo", .overlayOfNothing, "write `tenant: roma` under `metadata`"),
      ("kind: Bot", "kind: Bott", .unknownKind, "did you mean `Bot`?"),
      ("spec:", "spek:", .unknownField, "did you mean `spec`?"),
      ("voicebot/v1", "voicebot/v7", .unknownVersion, "write `apiVersion: voicebot/v1`"),
      ("metadata: {name: echo, tenant: roma}", "metadata: {}", .missingField, nil),
    ] as [(String, String, DiagnosticCode, String?)])
  func faults(old: String, new: String, code: DiagnosticCode, suggestion: String?) {
    let result = load((head + "spec: {greeting: \"Hi.\"}\n").replacing(old, with: new))
    #expect(result.diagnostics.map(\.code) == [code])
    #expect(result.diagnostics.first?.suggestion == suggestion)
    #expect(result.diagnostics.first?.place.file == "environments/staging.yaml")
  }

  @Test func anUnknownEnvironment() {
    let result = load(head, environment: "stagin")
    #expect(result.snapshot == nil)
    #expect(result.diagnostics.first?.code == .unknownEnvironment)
    #expect(result.diagnostics.first?.suggestion == "did you mean `staging`?")
  }

  @Test func twoDocumentsForOneResource() {
    let one = head + "spec: {greeting: \"Hi.\"}\n"
    #expect(load(one + "---\n" + one).diagnostics.map(\.code) == [.overlaidTwice])
  }

  /// Elements of a list that all have names are merged by name.
  @Test func namedElements() throws {
    let scenario = """
      apiVersion: voicebot/v1
      kind: Scenario
      metadata: {name: s}
      spec:
        databases: {d: {schema: "CREATE TABLE t (a)"}}
        steps: {start: {call: one, next: end, onError: end}, end: {say: "Bye.", do: hangup}}
        tools:
          - {name: one, description: First., effect: read, parameters: {type: object}, timeout: 1s, run: {sql: {database: d, returns: "SELECT 1 AS a"}}}
          - {name: two, description: Second., effect: read, parameters: {type: object}, run: {sql: {database: d, returns: "SELECT 1 AS a"}}}
      """
    let overlay = """
      apiVersion: voicebot/v1
      kind: Scenario
      metadata: {name: s}
      spec: {tools: [{name: one, timeout: 9s}]}
      """
    let result = Loader.load(
      Self.files + [
        SourceFile(path: "scenarios/s/scenario.yaml", text: scenario),
        SourceFile(path: "environments/e.yaml", text: overlay),
      ], revision: "test", options: LoadOptions(environment: "e"))
    #expect(result.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    let tools = try #require(result.snapshot?.scenarios["s"]?.tools)
    #expect(tools.map(\.name) == ["one", "two"])
    #expect(tools.first?.timeout == .seconds(9))
    #expect(tools.first?.description == "First.")
  }

  @Test func anOldVersionIsReadAsThePresentOne() throws {
    var files = Self.files
    files[1] = SourceFile(
      path: "bots/roma/tenant.yaml",
      text: "apiVersion: voicebot/v1alpha1\nkind: Tenant\nmetadata: {name: roma}\nspec: {concurrentCalls: 3}\n")
    let result = Loader.load(files, revision: "test")
    // The bot's own limit is above this tenant's.
    #expect(Set(result.diagnostics.map(\.code)) == [.oldVersion, .limitAboveTenant])
    let tenant = try #require(result.resources.first { $0.name.kind == .tenant })
    #expect(tenant.effectiveSpec["quotas"]?["concurrentCalls"] == 3)
    #expect(tenant.effectiveSpec["concurrentCalls"] == nil)
  }
}
