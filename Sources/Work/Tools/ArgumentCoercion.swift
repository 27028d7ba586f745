import JSON

/// Brings arguments to the types their schema names, where nothing is lost by it. Models write "2" for 2.
///
/// Follows `properties` and `items` only: what hides behind `anyOf` and its like is left to the schema's verdict.
enum ArgumentCoercion {
  static func coerce(_ value: JSONValue, schema: JSONValue) -> JSONValue {
    let types = schema["type"]?.arrayValue?.compactMap(\.stringValue) ?? [schema["type"]?.stringValue].compactMap { $0 }
    switch value {
    case .object(var object):
      for member in schema["properties"]?.objectValue?.members ?? [] {
        if let given = object[member.name] {
          object[member.name] = coerce(given, schema: member.value)
        } else if let value = member.value["default"] {
          object[member.name] = value
        }
      }
      return .object(object)
    case .array(let elements):
      return .array(elements.map { coerce($0, schema: schema["items"] ?? .null) })
    case .string(let text): return coerce(text, types: types, allowed: schema["enum"]?.arrayValue)
    case .number(let number):
      if types.contains("integer"), let exact = Int64(exactly: number) { return .integer(exact) }
      return string(value, types: types) ?? value
    case .integer: return string(value, types: types) ?? value
    case .bool, .null: return value
    }
  }

  private static func coerce(_ text: String, types: [String], allowed: [JSONValue]?) -> JSONValue {
    let trimmed = text.trimmingSpaces
    if types.contains("string") || types.isEmpty {
      // "Large" for "large", where no other value differs from it in case alone.
      let matches = (allowed ?? []).filter { $0.stringValue?.lowercased() == trimmed.lowercased() }
      if let match = matches.first, matches.count == 1 { return match }
      return .string(trimmed)
    }
    if types.contains("integer"), let value = number(trimmed), let exact = Int64(exactly: value) {
      return .integer(Int64(trimmed) ?? exact)
    }
    if types.contains("number"), let value = number(trimmed) {
      return Int64(trimmed).map { .integer($0) } ?? .number(value)
    }
    if types.contains("boolean") {
      switch trimmed.lowercased() {
      case "true", "yes": return true
      case "false", "no": return false
      default: break
      }
    }
    if types.contains("null"), trimmed.isEmpty || trimmed == "null" { return .null }
    return .string(trimmed)
  }

  /// A number where only text is allowed: models write phone and order numbers without quotes.
  private static func string(_ value: JSONValue, types: [String]) -> JSONValue? {
    types == ["string"] ? .string(value.text) : nil
  }

  /// JSON's own form of number only: no hexadecimal, no "nan".
  private static func number(_ text: String) -> Double? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else {
      return nil
    }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}

extension String {
  var trimmingSpaces: String {
    let space: (Character) -> Bool = { $0.isWhitespace }
    return String(drop(while: space).reversed().drop(while: space).reversed())
  }
}
