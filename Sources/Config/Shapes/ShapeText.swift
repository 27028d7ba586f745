import JSON
import Resources

extension Shape {
  /// What the value is, in few words.
  var typeText: String {
    switch self {
    case .text(let form): form == .any ? "text" : "text (\(form))"
    case .template: "text with {{variables}}"
    case .integer: "integer"
    case .number: "number"
    case .boolean: "true or false"
    case .duration, .durationIn: "duration"
    case .size: "size"
    case .choice: "choice"
    case .list(let element, least: _): "list of \(element.typeText)"
    case .map(_, let value): "mapping of names to \(value.typeText)"
    case .object: "object"
    case .scalar: "single value"
    case .json: "any value"
    }
  }

  /// What is accepted beyond the type, as the end of "must be …"; nil where the type says it all.
  var boundsText: String? {
    switch self {
    case .text(let form): form == .any ? nil : form.description
    case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
    case .duration: "a whole number with `ms`, `s`, `m`, `h` or `d`"
    case .durationIn(let range):
      "\(DurationText.shortest(range.lowerBound)) to \(DurationText.shortest(range.upperBound))"
    case .size: "a whole number with `KiB`, `MiB` or `GiB`"
    case .list(let element, let least):
      [least > 0 ? "at least \(least)" : nil, element.boundsText].compactMap { $0 }.joined(separator: "; ").nonEmpty
    case .map(let form, let value):
      [form == .any ? nil : "each name \(form.description)", value.boundsText].compactMap { $0 }
        .joined(separator: "; ").nonEmpty
    case .template, .boolean, .choice, .object, .scalar, .json: nil
    }
  }

  /// The choices of the value, or of its elements.
  var choices: [Choice] {
    switch self {
    case .choice(let choices): choices
    case .list(let element, least: _): element.choices
    case .map(_, let value): value.choices
    default: []
    }
  }

  /// The object the value is, or its elements are.
  package var object: ObjectShape? {
    switch self {
    case .object(let object): object
    case .list(let element, least: _): element.object
    case .map(_, let value): value.object
    default: nil
    }
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
