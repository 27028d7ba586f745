import JSON

/// The JSON Schemas of the kinds (draft 2020-12), for editors. Generated from the shapes that the loader checks by.
package enum SchemaFiles {
  /// Paths in the repository with their texts, ordered by path.
  package static func render() -> [(path: String, text: String)] {
    ResourceName.Kind.allCases.map { kind in
      let name = kind.rawValue.lowercased()
      var object = JSONObject()
      object["$schema"] = "https://json-schema.org/draft/2020-12/schema"
      object["$id"] = .string("\(name).json")
      for member in schema(KindShape.of(kind)).members { object[member.name] = member.value }
      return (path: "schemas/\(name).json", text: IndentedJSON.text(.object(object)))
    }
    .sorted { $0.path < $1.path }
  }

  private static func schema(_ shape: ObjectShape) -> JSONObject {
    var object = JSONObject()
    object["title"] = .string(shape.title)
    object["description"] = .string(shape.doc)
    object["type"] = "object"
    object["additionalProperties"] = false
    let required = shape.fields.filter(\.required).map { JSONValue.string($0.name) }
    if !required.isEmpty { object["required"] = .array(required) }
    if !shape.exactlyOne.isEmpty {
      object["oneOf"] = .array(shape.exactlyOne.map { ["required": .array([.string($0)])] })
    }
    var properties = JSONObject()
    for field in shape.fields { properties[field.name] = .object(schema(field)) }
    object["properties"] = .object(properties)
    return object
  }

  private static func schema(_ field: Field) -> JSONObject {
    var object = schema(field.shape)
    object["description"] = .string(field.doc)
    object["default"] = field.defaultValue
    if !field.examples.isEmpty { object["examples"] = .array(field.examples) }
    return object
  }

  private static func schema(_ shape: Shape) -> JSONObject {
    var object = JSONObject()
    switch shape {
    case .text(let form):
      object["type"] = "string"
      object["minLength"] = 1
      object["pattern"] = form.pattern.map { .string($0) }
    case .template:
      object["type"] = "string"
      object["minLength"] = 1
    case .integer(let range):
      object["type"] = "integer"
      object["minimum"] = .integer(Int64(range.lowerBound))
      object["maximum"] = .integer(Int64(range.upperBound))
    case .number(let range):
      object["type"] = "number"
      object["minimum"] = .number(range.lowerBound)
      object["maximum"] = .number(range.upperBound)
    case .boolean: object["type"] = "boolean"
    case .duration:
      object["type"] = "string"
      object["pattern"] = "^[0-9]{1,15}(ms|s|m|h|d)$"
    case .choice(let choices):
      object["type"] = "string"
      object["oneOf"] = .array(choices.map { ["const": .string($0.value), "description": .string($0.doc)] })
    case .list(let element, let least):
      object["type"] = "array"
      if least > 0 { object["minItems"] = .integer(Int64(least)) }
      object["items"] = .object(schema(element))
    case .map(let form, let value):
      object["type"] = "object"
      if let pattern = form.pattern { object["propertyNames"] = ["pattern": .string(pattern)] }
      object["additionalProperties"] = .object(schema(value))
    case .object(let shape): object = schema(shape)
    case .scalar: object["type"] = ["string", "number", "boolean"]
    case .json: break
    }
    return object
  }
}
