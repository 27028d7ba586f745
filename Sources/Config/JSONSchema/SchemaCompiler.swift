import JSON

/// Compiles schema objects; refuses what it does not know.
enum SchemaCompiler {
  private static let annotations: Set = ["title", "description", "default", "examples", "format", "$comment"]

  static func compile(_ json: JSONValue, path: String, depth: Int) throws(SchemaError) -> SchemaNode {
    guard depth < Schema.maximumDepth else { throw SchemaError(path: path, message: "nested too deeply") }
    var node = SchemaNode()
    if let accepts = json.boolValue {
      node.refusesAll = !accepts
      return node
    }
    guard let object = json.objectValue else {
      throw SchemaError(path: path, message: "a schema is an object, true or false")
    }
    for member in object.members where !annotations.contains(member.name) {
      try keyword(member.name, member.value, &node, path: pointer(path, member.name), depth: depth)
    }
    return node
  }

  private static func keyword(
    _ name: String, _ value: JSONValue, _ node: inout SchemaNode, path: String, depth: Int
  ) throws(SchemaError) {
    switch name {
    case "type": node.types = try types(value, path)
    case "enum":
      guard let choices = value.arrayValue, !choices.isEmpty else {
        throw SchemaError(path: path, message: "must be a list with at least one value")
      }
      node.choices = choices
    case "const": node.constant = value
    case "properties":
      for member in try members(value, path) {
        let schema = try compile(member.value, path: pointer(path, member.name), depth: depth + 1)
        node.properties.append(SchemaNode.Property(name: member.name, schema: schema))
      }
    case "required": node.required = try texts(value, path)
    case "additionalProperties":
      if value == .bool(false) {
        node.additional = .refused
      } else {
        node.additional = .schema(try compile(value, path: path, depth: depth + 1))
      }
    case "items": node.items = .schema(try compile(value, path: path, depth: depth + 1))
    case "minItems": node.leastItems = try count(value, path)
    case "maxItems": node.mostItems = try count(value, path)
    case "minLength": node.leastLength = try count(value, path)
    case "maxLength": node.mostLength = try count(value, path)
    case "minimum": node.minimum = try number(value, path)
    case "maximum": node.maximum = try number(value, path)
    case "exclusiveMinimum": node.exclusiveMinimum = try number(value, path)
    case "exclusiveMaximum": node.exclusiveMaximum = try number(value, path)
    case "multipleOf":
      let divisor = try number(value, path)
      guard divisor > 0 else { throw SchemaError(path: path, message: "must be more than 0") }
      node.multipleOf = divisor
    default: throw SchemaError(path: path, message: "keyword `\(name)` is not supported")
    }
  }

  private static func types(_ value: JSONValue, _ path: String) throws(SchemaError) -> [SchemaNode.ValueType] {
    let names = value.stringValue.map { [$0] } ?? value.arrayValue?.compactMap(\.stringValue) ?? []
    let count = value.arrayValue?.count ?? 1
    let types = names.compactMap(SchemaNode.ValueType.init(rawValue:))
    guard !types.isEmpty, types.count == count, Set(types).count == count else {
      let all = SchemaNode.ValueType.allCases.map(\.rawValue).joined(separator: ", ")
      throw SchemaError(path: path, message: "must be one or several of \(all)")
    }
    return types
  }

  private static func members(_ value: JSONValue, _ path: String) throws(SchemaError) -> [JSONObject.Member] {
    guard let object = value.objectValue else { throw SchemaError(path: path, message: "must be an object") }
    return object.members
  }

  private static func texts(_ value: JSONValue, _ path: String) throws(SchemaError) -> [String] {
    guard let elements = value.arrayValue else { throw SchemaError(path: path, message: "must be a list") }
    let texts = elements.compactMap(\.stringValue)
    guard texts.count == elements.count, Set(texts).count == texts.count else {
      throw SchemaError(path: path, message: "must be a list of distinct strings")
    }
    return texts
  }

  private static func number(_ value: JSONValue, _ path: String) throws(SchemaError) -> Double {
    guard let number = value.doubleValue else { throw SchemaError(path: path, message: "must be a number") }
    return number
  }

  private static func count(_ value: JSONValue, _ path: String) throws(SchemaError) -> Int {
    guard let count = value.integerValue, count >= 0, count <= Int32.max else {
      throw SchemaError(path: path, message: "must be an integer that is not negative")
    }
    return Int(count)
  }
}
