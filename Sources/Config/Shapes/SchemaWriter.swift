import JSON
import Resources

/// Writes shapes as JSON Schemas (draft 2020-12) with the annotations that editors show.
enum SchemaWriter {
  static func schema(_ shape: ObjectShape) -> JSONObject {
    var object = JSONObject()
    object["title"] = .string(shape.title)
    describe(&object, shape.doc)
    object["type"] = "object"
    object["additionalProperties"] = false
    let required = shape.fields.filter(\.required).map { JSONValue.string($0.name) }
    if !required.isEmpty { object["required"] = .array(required) }
    if !shape.exactlyOne.isEmpty {
      object["oneOf"] = .array(shape.exactlyOne.map { ["required": .array([.string($0)])] })
    }
    object["properties"] = .object(JSONObject(distinct: shape.fields.map { ($0.name, .object(schema($0))) }))
    return object
  }

  private static func schema(_ field: Field) -> JSONObject {
    var object = schema(field.shape)
    object["title"] = .string(field.title)
    var doc = field.doc
    if let note = field.shape.note { doc += " \(note)" }
    if !field.carriedOut { doc += " \(Field.notCarriedOut)" }
    describe(&object, doc)
    object["default"] = field.defaultValue
    let examples = field.examples.isEmpty && field.defaultValue == nil ? field.shownExamples : field.examples
    if !examples.isEmpty { object["examples"] = .array(examples) }
    return object
  }

  /// The same words twice, since some editors show the marks of Markdown as they are.
  private static func describe(_ object: inout JSONObject, _ doc: String) {
    object["description"] = .string(doc.replacing("`", with: ""))
    object["markdownDescription"] = .string(doc)
  }

  private static func restrict(_ object: inout JSONObject, _ form: TextForm) {
    if let pattern = form.pattern { restrict(&object, pattern, form.description) }
  }

  /// Editors show the expression itself where nothing says what it means.
  private static func restrict(_ object: inout JSONObject, _ pattern: String, _ meaning: String) {
    object["pattern"] = .string(pattern)
    object["patternErrorMessage"] = .string("Must be \(meaning.replacing("`", with: "")).")
  }

  private static func schema(_ shape: Shape) -> JSONObject {
    var object = JSONObject()
    switch shape {
    case .text(let form):
      object["type"] = "string"
      object["minLength"] = 1
      restrict(&object, form)
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
    case .duration, .durationIn:
      object["type"] = "string"
      restrict(&object, "^[0-9]{1,15}(ms|s|m|h|d)$", "a whole number with ms, s, m, h or d, such as 500ms")
    case .size:
      object["type"] = "string"
      restrict(&object, "^[0-9]{1,10}(KiB|MiB|GiB)$", "a whole number with KiB, MiB or GiB, such as 10MiB")
    case .choice(let choices):
      object["type"] = "string"
      object["enum"] = .array(choices.map { .string($0.value) })
      object["enumDescriptions"] = .array(choices.map { .string($0.shownDoc.replacing("`", with: "")) })
      object["markdownEnumDescriptions"] = .array(choices.map { .string($0.shownDoc) })
    case .list(let element, let least):
      object["type"] = "array"
      if least > 0 { object["minItems"] = .integer(Int64(least)) }
      object["items"] = .object(schema(element))
    case .map(let form, let value):
      object["type"] = "object"
      if form.pattern != nil {
        var names = JSONObject()
        restrict(&names, form)
        object["propertyNames"] = .object(names)
      }
      object["additionalProperties"] = .object(schema(value))
    case .object(let shape): object = schema(shape)
    case .scalar: object["type"] = ["string", "number", "boolean"]
    case .json: break
    }
    return object
  }
}

extension Field {
  static let notCarriedOut = "It is checked, but this version does not carry it out."
}

extension Choice {
  var shownDoc: String { carriedOut ? doc : "\(doc) \(Field.notCarriedOut)" }
}

extension Shape {
  /// What the type does not say, as a sentence.
  package var note: String? {
    switch self {
    case .durationIn(let range):
      "From `\(DurationText.shortest(range.lowerBound))` to `\(DurationText.shortest(range.upperBound))`."
    default: nil
    }
  }
}
