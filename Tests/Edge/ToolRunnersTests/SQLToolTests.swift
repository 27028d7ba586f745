import Glibc
import HTTPClient
import JSON
import Providers
import Resources
import ScriptedServer
import Testing

@testable import ToolRunners

/// A directory of its own for each test, removed at the end.
final class Scratch: Sendable {
  let path: String
  init() {
    var template = Array("/tmp/voicebot-tools-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("no temporary directory") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
  deinit {
    for file in ["orders.sqlite", "orders.sqlite-wal", "orders.sqlite-shm"] { unlink("\(path)/roma/\(file)") }
    rmdir("\(path)/roma")
    rmdir(path)
  }
}

@Suite(.timeLimit(.minutes(1))) struct SQLToolTests {
  static let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) AS n FROM c"

  static func scenario() -> Scenario {
    var scenario = Scenario(metadata: Metadata(name: "pizza"))
    scenario.databases = [
      .init(
        name: "orders",
        schema: """
          CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, item TEXT NOT NULL, quantity INTEGER CHECK (quantity < 10));
          CREATE TABLE IF NOT EXISTS menu (item TEXT PRIMARY KEY, price REAL);
          INSERT OR IGNORE INTO menu VALUES ('diavola', 9.5), ('margherita', 8);
          """)
    ]
    func tool(_ name: String, _ effect: Scenario.Effect, _ statement: String?, _ returns: String?, many: Bool = false) {
      scenario.tools.append(
        .init(
          name: name, description: "", effect: effect,
          parameters: [
            "type": "object",
            "properties": ["item": ["type": "string"], "quantity": ["type": "integer"], "note": ["type": "string"]],
          ], run: .sql(database: "orders", statement: statement, returns: returns, many: many)))
      scenario.tools[scenario.tools.count - 1].timeout = .seconds(20)
    }
    tool(
      "place", .write, "INSERT INTO orders (item, quantity) VALUES (:item, :quantity)",
      "SELECT id, :quantity * (SELECT price FROM menu WHERE item = :item) AS total FROM orders ORDER BY id DESC LIMIT 1"
    )
    tool("cancel", .write, "DELETE FROM orders WHERE item = :item", "SELECT 'gone' AS state")
    tool("delete", .write, "DELETE FROM orders", nil)
    tool(
      "returning", .write, "INSERT INTO orders (item, quantity) VALUES (:item, 1), (:item, 2) RETURNING quantity", nil,
      many: true)
    tool("half", .write, "INSERT INTO orders (item, quantity) VALUES (:item, 1)", "SELECT * FROM missing")
    tool(
      "halves", .write,
      "INSERT INTO orders (item) VALUES (:item); INSERT INTO orders (item, quantity) VALUES (:item, 99)", nil)
    tool("menu", .read, nil, "SELECT * FROM menu ORDER BY item", many: true)
    tool("price", .read, nil, "SELECT price, :note AS note FROM menu WHERE item = :item")
    tool("count", .read, nil, "SELECT count(*) AS n FROM orders")
    tool("sneaky", .read, "INSERT INTO orders (item, quantity) VALUES ('x', 1)", nil)
    tool("endless", .read, nil, endless)
    tool("stuck", .write, "INSERT INTO orders (item, quantity) VALUES ('x', (\(endless)))", nil)
    tool(
      "wide", .read, nil, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c", many: true)
    for index in scenario.tools.indices where ["endless", "stuck"].contains(scenario.tools[index].name) {
      scenario.tools[index].timeout = .milliseconds(200)
    }
    return scenario
  }

  let scratch = Scratch()
  let runners: ToolRunners
  let box: ToolBox

  init() {
    runners = ToolRunners(dataDirectory: scratch.path, http: HTTPClient())
    box = runners.box(callID: "call", tenant: "roma", scenario: Self.scenario())
  }

  static func outcome(
    _ box: ToolBox, _ tool: String, _ arguments: JSONValue = [:], id: String? = nil, turn: Int = 1
  ) async -> ToolResult.Outcome {
    let id = id ?? "\(UInt64.random(in: .min ... .max))"
    return await box.run(ToolCall(id: id, name: tool, arguments: arguments.objectValue ?? JSONObject()), turn: turn)
      .outcome
  }

  func run(_ tool: String, _ arguments: JSONValue = [:], turn: Int = 1) async -> ToolResult.Outcome {
    await Self.outcome(box, tool, arguments, turn: turn)
  }

  @Test func writesThenReturnsInOneGo() async {
    #expect(await run("place", ["item": "diavola", "quantity": "2"]) == .value(["id": 1, "total": 19.0]))
    #expect(await run("count") == .value(["n": 1]))
    #expect(await run("returning", ["item": "a"]) == .value(["rows": [["quantity": 1], ["quantity": 2]]]))
    #expect(await run("delete") == .value(["changed": 3]))
  }

  @Test func emptyResults() async {
    #expect(await run("cancel", ["item": "none"]) == .value([:]))
    #expect(await run("price", ["item": "none"]) == .value([:]))
    #expect(await run("price", ["item": "margherita"]) == .value(["price": 8.0, "note": .null]))
    #expect(
      await run("menu")
        == .value(["rows": [["item": "diavola", "price": 9.5], ["item": "margherita", "price": 8.0]]]))
  }

  @Test(arguments: [
    "x'); DROP TABLE orders; --", "' OR '1'='1", "\"; DELETE FROM menu; --", ":item", "?1", "\u{0}'", "diavola' --",
  ])
  func argumentsAreNeverSQL(_ text: String) async {
    #expect(await run("cancel", ["item": .string(text)]) == .value([:]))
    #expect(await run("price", ["item": .string(text)]) == .value([:]))
    guard case .value(let placed) = await run("place", ["item": .string(text), "quantity": 1]) else {
      Issue.record("not placed")
      return
    }
    #expect(placed["id"] == 1)
    #expect(await run("price", ["item": "diavola"]) == .value(["price": 9.5, "note": .null]))
    #expect(await run("count") == .value(["n": 1]))
  }

  @Test func aRetriedWriteReturnsTheFirstResult() async {
    let order: JSONValue = ["item": "diavola", "quantity": 1]
    #expect(await run("place", order) == .value(["id": 1, "total": 9.5]))
    #expect(await run("place", order) == .value(["id": 1, "total": 9.5]))
    // In the next turn the caller wants another one.
    #expect(await run("place", order, turn: 2) == .value(["id": 2, "total": 9.5]))
    // A box that knows nothing of the first, as after a restart.
    let other = ToolRunners(dataDirectory: scratch.path, http: HTTPClient()).box(
      callID: "call", tenant: "roma", scenario: Self.scenario())
    #expect(await Self.outcome(other, "place", order) == .value(["id": 1, "total": 9.5]))
    #expect(await run("count") == .value(["n": 2]))
  }

  @Test func concurrentEqualWritesRunOnce() async {
    let box = self.box
    await withTaskGroup(of: ToolResult.Outcome.self) { group in
      for _ in 0..<20 { group.addTask { await Self.outcome(box, "place", ["item": "diavola", "quantity": 1]) } }
      for await outcome in group { #expect(outcome == .value(["id": 1, "total": 9.5])) }
    }
    #expect(await run("count") == .value(["n": 1]))
  }

  @Test(arguments: ["half", "halves"])
  func aFailedWriteChangesNothing(_ tool: String) async {
    guard case .failed(let reason) = await run(tool, ["item": "x"]) else {
      Issue.record("succeeded")
      return
    }
    #expect(reason.contains(tool == "half" ? "missing" : "CHECK"))
    #expect(await run("count") == .value(["n": 0]))
  }

  @Test func readToolsCannotWrite() async {
    guard case .failed(let reason) = await run("sneaky") else {
      Issue.record("wrote")
      return
    }
    #expect(reason.contains("readonly"))
    #expect(await run("count") == .value(["n": 0]))
  }

  @Test(arguments: ["endless", "stuck"])
  func slowStatementsAreInterrupted(_ tool: String) async {
    guard case .failed = await run(tool) else {
      Issue.record("ended")
      return
    }
    // The connection works on.
    #expect(await run("count") == .value(["n": 0]))
    #expect(await run("place", ["item": "diavola", "quantity": 1]) == .value(["id": 1, "total": 9.5]))
  }

  @Test func rowsAreLimited() async {
    guard case .value(let value) = await run("wide") else {
      Issue.record("failed")
      return
    }
    #expect(value["rows"]?.arrayValue?.count == SQLToolRunner.maximumRows)
    #expect(value["truncated"] == true)
  }

  @Test func whatDoesNotFitIsRefused() async {
    #expect(await run("nothing").reason?.contains("there is no tool nothing") == true)
    #expect(await run("place", ["item": "diavola", "quantity": "many"]).reason?.contains("quantity") == true)
    let call = ToolCall(id: "same", name: "count", arguments: JSONObject())
    #expect(await box.run(call, turn: 1).outcome == .value(["n": 0]))
    #expect(await box.run(call, turn: 1).outcome.reason?.contains("already") == true)
  }

  @Test(arguments: ["../roma", "a/b", "", ".", "roma\u{0}"])
  func tenantsAreWalls(_ tenant: String) async {
    let box = runners.box(callID: "c", tenant: tenant, scenario: Self.scenario())
    #expect(await Self.outcome(box, "count").reason?.contains("letters, digits") == true)
  }

  @Test func aBrokenSchemaIsKnownBeforeTheCall() async {
    var scenario = Self.scenario()
    scenario.databases[0].schema = "CREATE NONSENSE"
    await #expect(throws: ProviderError.self) { try await runners.prepare(tenant: "roma", scenario: scenario) }
    await #expect(throws: Never.self) { try await runners.prepare(tenant: "roma", scenario: Self.scenario()) }
    #expect(await run("count") == .value(["n": 0]))
  }
}

extension ToolResult.Outcome {
  var reason: String? { if case .failed(let reason) = self { reason } else { nil } }
}
