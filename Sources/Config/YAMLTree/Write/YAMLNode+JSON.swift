package import JSON

extension YAMLNode {
  /// The node as JSON by the core schema; infinities and NaN, which JSON has not, as texts.
  package var json: JSONValue {
    switch content {
    case .scalar(let scalar):
      switch scalar.resolved {
      case .null: return .null
      case .boolean(let value): return .bool(value)
      case .integer(let value): return .integer(value)
      case .number(let value): return value.isFinite ? .number(value) : .string(scalar.text)
      case .string: return .string(scalar.text)
      }
    case .sequence(let elements): return .array(elements.map(\.json))
    case .mapping(let entries): return .object(JSONObject(distinct: entries.map { ($0.name, $0.value.json) }))
    }
  }
}
