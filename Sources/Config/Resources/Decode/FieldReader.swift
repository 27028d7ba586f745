package import JSON
package import YAMLTree

/// Reads fields of a node that has passed its shape; a field that is not there is nil.
package struct FieldReader {
  package let node: YAMLNode?

  package init(_ node: YAMLNode?) { self.node = node }

  package subscript(name: String) -> FieldReader { FieldReader(node?[name]) }
  package var entries: [(name: String, value: FieldReader)] {
    (node?.entries ?? []).map { ($0.name, FieldReader($0.value)) }
  }
  package var elements: [FieldReader] { (node?.elements ?? []).map { FieldReader($0) } }
  package var exists: Bool { node != nil }

  package var text: String? { node?.scalar?.text }
  package var texts: [String]? { node?.elements?.compactMap { $0.scalar?.text } }
  package var textMap: [String: String]? {
    node?.entries.map { entries in
      Dictionary(entries.map { ($0.name, $0.value.scalar?.text ?? "") }, uniquingKeysWith: { first, _ in first })
    }
  }
  package var integer: Int? {
    if case .integer(let value) = node?.scalar?.resolved { Int(exactly: value) } else { nil }
  }
  package var number: Double? {
    switch node?.scalar?.resolved {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
  package var boolean: Bool? { if case .boolean(let value) = node?.scalar?.resolved { value } else { nil } }
  package var duration: Duration? { text.flatMap(DurationText.parse) }
  /// In bytes.
  package var size: Int? { text.flatMap(SizeText.parse) }
  /// The number before `%`.
  package var percent: Double? { text.flatMap(PercentText.parse) }
  package var secret: SecretReference? { text.flatMap(SecretReference.init(text:)) }
  package func choice<Value: RawRepresentable>(_ type: Value.Type) -> Value? where Value.RawValue == String {
    text.flatMap(Value.init(rawValue:))
  }
  package func choices<Value: RawRepresentable>(_ type: Value.Type) -> [Value]? where Value.RawValue == String {
    texts?.compactMap(Value.init(rawValue:))
  }
  package var json: JSONValue? { node.map(\.json) }
}
