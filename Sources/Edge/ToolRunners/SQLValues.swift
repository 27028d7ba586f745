import GRDB
import JSON

/// JSON values as SQLite knows them, and back.
enum SQLValues {
  /// Truth values become 0 and 1, arrays and objects their JSON text.
  static func databaseValue(_ value: JSONValue) -> DatabaseValue {
    switch value {
    case .null: .null
    case .bool(let bool): (bool ? 1 : 0).databaseValue
    case .integer(let integer): integer.databaseValue
    case .number(let number): number.databaseValue
    case .string(let text): text.databaseValue
    case .array, .object: JSONWriter.string(value).databaseValue
    }
  }

  /// A blob becomes hexadecimal text.
  static func json(_ value: DatabaseValue) -> JSONValue {
    switch value.storage {
    case .null: .null
    case .int64(let integer): .integer(integer)
    case .double(let number): .number(number)
    case .string(let text): .string(text)
    case .blob(let data): .string(data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
  }

  static func json(_ row: Row) -> JSONObject {
    var object = JSONObject()
    for (column, value) in row { object[column] = json(value) }
    return object
  }
}
