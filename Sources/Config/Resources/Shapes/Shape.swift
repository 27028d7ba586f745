import JSON

/// What a value of a resource may be. One table of these per kind drives checking, decoding and the JSON Schemas.
indirect enum Shape: Sendable {
  case text(TextForm)
  /// Text with `{{variables}}`.
  case template
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case boolean
  /// `300ms`, `2s`, `10m`, `4h`, `30d`.
  case duration
  case choice([Choice])
  case list(Shape, least: Int = 0)
  /// Names of the user's own, each with a value.
  case map(TextForm, Shape)
  case object(ObjectShape)
  /// A scalar of any type.
  case scalar
  /// Any value.
  case json
}

/// One of a field's fixed values.
struct Choice: Sendable {
  var value: String
  var doc: String
  init(_ value: String, _ doc: String) {
    self.value = value
    self.doc = doc
  }
}

/// A field of an object.
struct Field: Sendable {
  var name: String
  var shape: Shape
  var required: Bool
  var doc: String
  var defaultValue: JSONValue?
  var examples: [JSONValue]

  init(
    _ name: String, _ shape: Shape, required: Bool = false, default defaultValue: JSONValue? = nil,
    examples: [JSONValue] = [], _ doc: String
  ) {
    self.name = name
    self.shape = shape
    self.required = required
    self.doc = doc
    self.defaultValue = defaultValue
    self.examples = examples
  }
}

/// The fields of an object; no others are accepted.
struct ObjectShape: Sendable {
  var title: String
  var doc: String
  var fields: [Field]
  /// Fields of the language that the runtime does not carry out yet.
  var later: Set<String> = []
  /// Of these fields exactly one must be there.
  var exactlyOne: [String] = []

  func field(_ name: String) -> Field? { fields.first { $0.name == name } }
}
