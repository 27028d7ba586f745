package import Resources

/// What a value of a resource may be. One table of these per kind drives checking, decoding, the JSON Schemas and the
/// reference.
package indirect enum Shape: Sendable {
  case text(TextForm)
  /// Text with `{{variables}}`.
  case template
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case boolean
  /// `300ms`, `2s`, `10m`, `4h`, `30d`.
  case duration
  /// A duration of the range.
  case durationIn(ClosedRange<Duration>)
  /// `512KiB`, `10MiB`, `2GiB`.
  case size
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
package struct Choice: Sendable {
  package var value: String
  var doc: String
  /// False where the runtime does not carry it out yet.
  package var carriedOut: Bool
  init(_ value: String, carriedOut: Bool = true, _ doc: String) {
    self.value = value
    self.carriedOut = carriedOut
    self.doc = doc
  }
}

/// The fields of an object; no others are accepted.
package struct ObjectShape: Sendable {
  var title: String
  var doc: String
  var fields: [Field]
  /// Of these fields exactly one must be there.
  var exactlyOne: [String] = []
  /// False where the runtime does not carry out the whole object yet.
  var carriedOut = true
  /// Fields that an example has beside those that must be there.
  var shown: [String] = []

  func field(_ name: String) -> Field? {
    // The names of fields are ASCII: most others are of another length, and need not be looked at.
    let count = name.utf8.count
    return fields.first { $0.name.utf8.count == count && $0.name == name }
  }
}
