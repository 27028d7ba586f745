import GRDB
import JSON

/// A tool's two pieces of SQL: what it does, then what it answers.
///
/// A `statement` that could change rows and changed none answers an empty result, without `returns` being asked.
struct SQLScript: Sendable {
  var statement: String?
  var returns: String?
  var many: Bool

  func run(_ database: Database, arguments: JSONObject) throws -> JSONValue {
    var answered: [JSONObject] = []
    var truncated = false
    if let statement {
      let before = database.totalChangesCount
      let ran = try execute(statement, on: database, arguments: arguments)
      let changed = database.totalChangesCount - before
      if ran.writes, changed == 0 { return many ? ["rows": []] : [:] }
      guard returns != nil || ran.answers else { return ["changed": .integer(Int64(changed))] }
      (answered, truncated) = (ran.rows, ran.truncated)
    }
    if let returns {
      let ran = try execute(returns, on: database, arguments: arguments)
      (answered, truncated) = (ran.rows, ran.truncated)
    }
    guard many else { return .object(answered.first ?? JSONObject()) }
    var result: JSONObject = JSONObject(distinct: [("rows", .array(answered.map { .object($0) }))])
    if truncated { result["truncated"] = true }
    return .object(result)
  }

  private struct Ran {
    /// Of the last statement that has any.
    var rows: [JSONObject] = []
    var truncated = false
    var writes = false
    var answers = false
  }

  private func execute(_ sql: String, on database: Database, arguments: JSONObject) throws -> Ran {
    var ran = Ran()
    let statements = try database.allStatements(sql: sql)
    while let statement = try statements.next() {
      // Arguments the statement does not name are left out by SQLite, names without an argument are NULL.
      let values = arguments.members.map {
        ($0.name, SQLValues.databaseValue($0.value) as (any DatabaseValueConvertible)?)
      }
      statement.setUncheckedArguments(StatementArguments(Dictionary(values, uniquingKeysWith: { first, _ in first })))
      if !statement.isReadonly { ran.writes = true }
      guard statement.columnNames.isEmpty == false else {
        try statement.execute()
        continue
      }
      ran.answers = true
      (ran.rows, ran.truncated) = ([], false)
      let rows = try Row.fetchCursor(statement)
      while let row = try rows.next() {
        // One row is enough where one is asked for, but a statement that writes has to run to its end.
        guard ran.rows.count < (many ? SQLToolRunner.maximumRows : 1) else {
          ran.truncated = true
          if statement.isReadonly { break }
          continue
        }
        ran.rows.append(SQLValues.json(row))
      }
    }
    return ran
  }
}
