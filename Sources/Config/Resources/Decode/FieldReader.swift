import JSON
import YAMLTree

/// Reads fields of a node that has passed its shape; a field that is not there is nil.
struct FieldReader {
  let node: YAMLNode?

  init(_ node: YAMLNode?) { self.node = node }

  subscript(name: String) -> FieldReader { FieldReader(node?[name]) }
  var entries: [(name: String, value: FieldReader)] {
    (node?.entries ?? []).map { ($0.name, FieldReader($0.value)) }
  }
  var elements: [FieldReader] { (node?.elements ?? []).map { FieldReader($0) } }
  var exists: Bool { node != nil }

  var text: String? { node?.scalar?.text }
  var texts: [String]? { node?.elements?.compactMap { $0.scalar?.text } }
  var textMap: [String: String]? {
    node?.entries.map { entries in
      Dictionary(entries.map { ($0.name, $0.value.scalar?.text ?? "") }, uniquingKeysWith: { first, _ in first })
    }
  }
  var integer: Int? { if case .integer(let value) = node?.scalar?.resolved { Int(exactly: value) } else { nil } }
  var number: Double? {
    switch node?.scalar?.resolved {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
  var boolean: Bool? { if case .boolean(let value) = node?.scalar?.resolved { value } else { nil } }
  var duration: Duration? { text.flatMap(DurationText.parse) }
  /// In bytes.
  var size: Int? { text.flatMap(SizeText.parse) }
  /// The number before `%`.
  var percent: Double? { text.flatMap(PercentText.parse) }
  var secret: SecretReference? { text.flatMap(SecretReference.init(text:)) }
  func choice<Value: RawRepresentable>(_ type: Value.Type) -> Value? where Value.RawValue == String {
    text.flatMap(Value.init(rawValue:))
  }
  func choices<Value: RawRepresentable>(_ type: Value.Type) -> [Value]? where Value.RawValue == String {
    texts?.compactMap(Value.init(rawValue:))
  }
  var json: JSONValue? { node.map(\.json) }
}

extension YAMLNode {
  /// The node as JSON by the core schema; infinities and NaN, which JSON has not, as texts.
  var json: JSONValue {
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
