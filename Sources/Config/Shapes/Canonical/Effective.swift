import JSON
import Resources
import YAMLTree

/// Values as they are in force: what was written, and the language's defaults for the rest.
enum Effective {
  static func spec(of kind: ResourceName.Kind, _ node: YAMLNode?) -> JSONValue {
    guard case .object(let spec)? = KindShape.of(kind).field("spec")?.shape else { return node?.json ?? .null }
    return object(node, spec)
  }

  private static func value(_ node: YAMLNode, _ shape: Shape) -> JSONValue {
    switch shape {
    case .object(let object): return Self.object(node, object)
    case .list(let element, least: _):
      guard let elements = node.elements else { return node.json }
      return .array(elements.map { value($0, element) })
    case .map(_, let element):
      guard let entries = node.entries else { return node.json }
      return .object(JSONObject(distinct: entries.map { ($0.name, value($0.value, element)) }))
    case .duration, .durationIn:
      guard let text = node.scalar?.text, let duration = DurationText.parse(text) else { return node.json }
      return .string(DurationText.shortest(duration))
    case .number:
      return node.json.doubleValue.map { JSONValue.number($0) } ?? node.json
    case .text, .template, .choice:
      return node.scalar.map { JSONValue.string($0.text) } ?? node.json
    default: return node.json
    }
  }

  /// A field that is not there takes its default. An object that is not there and needs nothing is one of defaults.
  private static func object(_ node: YAMLNode?, _ shape: ObjectShape) -> JSONValue {
    var members: [(String, JSONValue)] = []
    for field in shape.fields {
      if let written = node?[field.name] {
        members.append((field.name, value(written, field.shape)))
      } else if let filled = filled(field) {
        members.append((field.name, filled))
      }
    }
    return .object(JSONObject(distinct: members))
  }

  private static func filled(_ field: Field) -> JSONValue? {
    if let value = field.defaultValue {
      if case .number = field.shape { return value.doubleValue.map { .number($0) } }
      guard case .object(let shape) = field.shape, let given = value.objectValue else { return value }
      return completed(given, shape)
    }
    guard case .object(let shape) = field.shape, shape.exactlyOne.isEmpty,
      !shape.fields.contains(where: \.required)
    else { return nil }
    let inner = object(nil, shape)
    // Not `nil` in a conditional: that would be JSON's null.
    guard inner.objectValue?.isEmpty == false else { return nil }
    return inner
  }

  /// A default that names some fields of its object, with the others' defaults.
  private static func completed(_ given: JSONObject, _ shape: ObjectShape) -> JSONValue {
    var members: [(String, JSONValue)] = []
    for field in shape.fields {
      if let value = given[field.name] ?? filled(field) { members.append((field.name, value)) }
    }
    return .object(JSONObject(distinct: members))
  }
}
