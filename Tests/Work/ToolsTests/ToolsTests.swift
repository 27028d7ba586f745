import FuzzRounds
import JSON
import Providers
import Resources
import Testing

@testable import Tools

@Suite struct ToolsTests {
  static let schema: JSONValue = [
    "type": "object", "required": ["item", "quantity"], "additionalProperties": false,
    "properties": [
      "item": ["type": "string", "enum": ["diavola", "margherita"]],
      "quantity": ["type": "integer", "minimum": 1, "maximum": 20], "price": ["type": "number"],
      "phone": ["type": "string"], "gift": ["type": "boolean"], "size": ["type": "string", "default": "medium"],
    ],
  ]

  static func definition(_ schema: JSONValue = schema) -> ToolDefinition {
    ToolDefinition(
      Scenario.Tool(
        name: "place", description: "", effect: .write, parameters: schema,
        run: .sql(database: "x", statement: nil, returns: nil, many: false)))
  }

  @Test(arguments: [
    (#"{"item":"Diavola ","quantity":"2"}"#, #"{"item":"diavola","quantity":2,"size":"medium"}"#),
    (
      #"{"item":"diavola","quantity":2.0,"price":" 9.50"}"#,
      #"{"item":"diavola","quantity":2,"price":9.5,"size":"medium"}"#
    ),
    (
      #"{"item":"diavola","quantity":1,"phone":3012345,"gift":"true","size":"large"}"#,
      #"{"item":"diavola","quantity":1,"phone":"3012345","gift":true,"size":"large"}"#
    ),
  ])
  func coerces(_ given: String, to expected: String) throws {
    let arguments = try #require(try JSONParser.parse(given).objectValue)
    let checked = try Self.definition().check(arguments).get()
    #expect(JSONWriter.string(.object(checked)) == expected)
  }

  @Test(arguments: [
    (#"{"item":"diavola"}"#, "quantity"), (#"{"item":"tuna","quantity":1}"#, "item"),
    (#"{"item":"diavola","quantity":"two"}"#, "quantity"), (#"{"item":"diavola","quantity":21}"#, "quantity"),
    (#"{"item":"diavola","quantity":"0x2"}"#, "quantity"), (#"{"item":"diavola","quantity":1.5}"#, "quantity"),
    (#"{"item":"diavola","quantity":1,"extra":1}"#, "extra"), (#"{"item":["diavola"],"quantity":1}"#, "item"),
  ])
  func refuses(_ given: String, naming part: String) throws {
    let arguments = try #require(try JSONParser.parse(given).objectValue)
    guard case .failure(let error) = Self.definition().check(arguments) else {
      Issue.record("accepted \(given)")
      return
    }
    #expect(error.description.contains(part))
  }

  @Test func aBrokenSchemaRefusesEverything() {
    guard case .failure(let error) = Self.definition(["type": "nonsense"]).check(JSONObject()) else {
      Issue.record("accepted")
      return
    }
    #expect(error.description.contains("schema"))
  }

  @Test func keysDependOnMeaningNotOrder() {
    let key = { (turn: Int, arguments: JSONValue) in
      IdempotencyKey.make(callID: "c", turn: turn, tool: "t", arguments: arguments.objectValue ?? JSONObject())
    }
    #expect(key(1, ["a": 1, "b": ["x": 1, "y": 2]]) == key(1, ["b": ["y": 2, "x": 1.0], "a": 1]))
    #expect(key(1, ["a": 1]) != key(2, ["a": 1]))
    #expect(key(1, ["a": 1]) != key(1, ["a": "1"]))
  }

  static func call(_ id: String, _ value: Int64 = 1) -> ToolCall {
    ToolCall(id: id, name: "place", arguments: JSONObject(distinct: [("x", .integer(value))]))
  }

  @Test func aWriteRunsOncePerKey() {
    var ledger = ToolLedger(callID: "c")
    guard case .run(let key) = ledger.admit(Self.call("1"), effect: .write, turn: 1) else {
      Issue.record("not run")
      return
    }
    #expect(ledger.admit(Self.call("2"), effect: .write, turn: 1) == .joined(key: key))
    #expect(ledger.admit(Self.call("2"), effect: .write, turn: 1) == .duplicate)
    #expect(ledger.settle(key, .value(7)).map(\.call.id) == ["1", "2"])
    #expect(ledger.settle(key, .value(8)).isEmpty)
    #expect(
      ledger.admit(Self.call("3"), effect: .irreversible, turn: 1)
        == .known(ToolResult(call: Self.call("3"), outcome: .value(7))))
  }

  @Test func aFailedWriteMayBeTriedAgain() {
    var ledger = ToolLedger(callID: "c")
    guard case .run(let key) = ledger.admit(Self.call("1"), effect: .write, turn: 1) else {
      Issue.record("not run")
      return
    }
    _ = ledger.settle(key, .failed("no"))
    #expect(ledger.admit(Self.call("2"), effect: .write, turn: 1) == .run(key: key))
  }

  /// Whatever is admitted and settled: one result per admitted call, and no write key runs twice after a success.
  @Test func walk() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<300 {
      var ledger = ToolLedger(callID: "c")
      var owed: Set<String> = []
      var results: [String: Int] = [:]
      var succeeded: Set<String> = []
      for step in 0..<40 {
        let id = "\(Int.random(in: 0...30, using: &random))"
        let effect = Scenario.Effect.allCases.randomElement(using: &random) ?? .read
        if step % 3 == 2, let key = ledger.open.randomElement(using: &random) {
          let outcome: ToolResult.Outcome = Bool.random(using: &random) ? .value(1) : .failed("x")
          if case .value = outcome { succeeded.insert(key) }
          for result in ledger.settle(key, outcome) { results[result.call.id, default: 0] += 1 }
          continue
        }
        switch ledger.admit(Self.call(id, Int64.random(in: 0...3, using: &random)), effect: effect, turn: 1) {
        case .run(let key):
          owed.insert(id)
          if effect != .read { #expect(!succeeded.contains(key)) }
        case .joined: owed.insert(id)
        case .known:
          owed.insert(id)
          results[id, default: 0] += 1
        case .duplicate: #expect(owed.contains(id))
        }
      }
      for key in ledger.open {
        for result in ledger.settle(key, .failed("end")) { results[result.call.id, default: 0] += 1 }
      }
      #expect(Set(results.keys) == owed)
      #expect(results.values.allSatisfy { $0 == 1 })
    }
  }
}
