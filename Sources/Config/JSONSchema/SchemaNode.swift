import JSON

/// One compiled schema object.
struct SchemaNode: Sendable, Hashable {
  enum ValueType: String, CaseIterable {
    case null, boolean, object, array, number, integer, string
  }
  struct Property: Sendable, Hashable {
    var name: String
    var schema: SchemaNode
  }
  indirect enum Additional: Sendable, Hashable {
    case accepted, refused
    case schema(SchemaNode)
  }
  /// A schema for every element; boxed, since a struct cannot hold itself.
  indirect enum Items: Sendable, Hashable {
    case any
    case schema(SchemaNode)
  }

  /// The schema `false`, which nothing meets.
  var refusesAll = false
  var types: [ValueType] = []
  var choices: [JSONValue]?
  var constant: JSONValue?
  var properties: [Property] = []
  var required: [String] = []
  var additional = Additional.accepted
  var items = Items.any
  var leastItems = 0
  var mostItems = Int.max
  /// Lengths count Unicode scalars, as draft 2020-12 has it.
  var leastLength = 0
  var mostLength = Int.max
  var minimum: Double?
  var maximum: Double?
  var exclusiveMinimum: Double?
  var exclusiveMaximum: Double?
  var multipleOf: Double?
}

/// The reference token of a JSON Pointer.
func pointer(_ path: String, _ token: String) -> String {
  var escaped = path + "/"
  for character in token.unicodeScalars {
    switch character {
    case "~": escaped += "~0"
    case "/": escaped += "~1"
    default: escaped.unicodeScalars.append(character)
    }
  }
  return escaped
}
