import GRDB
import JSON
import Providers
import Resources

/// Runs `sql` tools on the databases of one tenant's scenario.
///
/// Invariants:
/// 1. Arguments are bound by name, never written into a statement.
/// 2. A `read` tool runs on a connection that cannot write.
/// 3. Everything a `write` tool does, and the record that it has, is one transaction: it happens wholly and once per
///    idempotency key, or not at all. A tool that is cancelled or times out has done nothing.
struct SQLToolRunner: ToolRunner {
  static let maximumRows = 100

  let databases: DatabaseShelf
  let tenant: String
  let scenario: Scenario

  func run(_ tool: Scenario.Tool, arguments: JSONObject, idempotencyKey: String) async -> ToolResult.Outcome {
    guard case .sql(let name, let statement, let returns, let many) = tool.run else {
      return .failed("\(tool.name) is no sql tool")
    }
    guard let database = scenario.databases.first(where: { $0.name == name }) else {
      return .failed("the scenario has no database \(name)")
    }
    let script = SQLScript(statement: statement, returns: returns, many: many)
    do {
      let pool = try await databases.open(tenant: tenant, database: database)
      if tool.effect == .read {
        return .value(try await pool.read { try script.run($0, arguments: arguments) })
      }
      return .value(
        try await pool.write { database in
          if let earlier = try Self.earlierOutcome(database, key: idempotencyKey) { return earlier }
          let value = try script.run(database, arguments: arguments)
          try database.execute(
            sql: "INSERT INTO voicebot_outcomes (key, outcome) VALUES (?, ?)",
            arguments: [idempotencyKey, JSONWriter.string(value)])
          return value
        })
    } catch is CancellationError {
      return .failed("\(tool.name) was stopped before it was done; nothing was changed")
    } catch let error as DatabaseError {
      if error.resultCode == .SQLITE_INTERRUPT {
        return .failed("\(tool.name) was stopped before it was done; nothing was changed")
      }
      // The message is SQLite's own; the arguments, which may be a caller's data, are left out.
      return .failed("\(tool.name): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    } catch {
      return .failed("\(tool.name): \(error)")
    }
  }

  private static func earlierOutcome(_ database: Database, key: String) throws -> JSONValue? {
    guard
      let text = try String.fetchOne(
        database, sql: "SELECT outcome FROM voicebot_outcomes WHERE key = ?", arguments: [key])
    else { return nil }
    return try JSONParser.parse(text)
  }
}
