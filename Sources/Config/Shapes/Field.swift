package import JSON
import Resources

/// A field of an object.
package struct Field: Sendable {
  package var name: String
  var shape: Shape
  package var required: Bool
  /// What it means, in Markdown.
  var doc: String
  var defaultValue: JSONValue?
  package var examples: [JSONValue]
  /// False where the runtime does not carry it out yet: it is checked, and the user is told.
  package var carriedOut: Bool

  init(
    _ name: String, _ shape: Shape, required: Bool = false, default defaultValue: JSONValue? = nil,
    examples: [JSONValue] = [], carriedOut: Bool = true, _ doc: String
  ) {
    self.name = name
    self.shape = shape
    self.required = required
    self.doc = doc
    self.defaultValue = defaultValue
    self.examples = examples
    self.carriedOut = carriedOut
  }

  /// The name as words: `Concurrent calls` of `concurrentCalls`.
  var title: String {
    if let known = Self.acronyms[name] { return known }
    var words = ""
    for letter in name {
      if letter.isUppercase, !words.isEmpty { words += " " }
      words += words.isEmpty ? letter.uppercased() : letter.lowercased()
    }
    return words
  }

  private static let acronyms = [
    "api": "API", "sip": "SIP", "tls": "TLS", "ca": "CA", "url": "URL", "acl": "ACL", "ivr": "IVR", "nats": "NATS",
    "sql": "SQL", "http": "HTTP", "mcp": "MCP", "srtp": "SRTP", "apiVersion": "API version", "sshKey": "SSH key",
    "callerId": "Caller ID", "optionsKeepalive": "OPTIONS keepalive",
  ]

  /// Examples to show: the field's own, its default, or one that its shape suggests.
  var shownExamples: [JSONValue] {
    if !examples.isEmpty { return examples }
    return [defaultValue ?? shape.example].compactMap { $0 }
  }
}

extension Shape {
  /// A value of the shape; nil for an object, whose fields have their own.
  package var example: JSONValue? {
    switch self {
    case .text(let form): .string(form.example)
    case .template: "Hello."
    case .integer(let range): .integer(Int64(min(max(range.lowerBound, 10), range.upperBound)))
    case .number(let range): .number(min(max(range.lowerBound, 1), range.upperBound))
    case .boolean: true
    case .duration: "30s"
    case .durationIn(let range): .string(DurationText.shortest(range.lowerBound))
    case .size: "10MiB"
    case .choice(let choices): choices.first.map { .string($0.value) }
    case .list(let element, least: _): element.example.map { [$0] } ?? element.objectExample.map { [$0] }
    case .map(let form, let value):
      (value.example ?? value.objectExample).map { .object(JSONObject(distinct: [(form.example, $0)])) }
    case .object: nil
    case .scalar: 1
    case .json: .object(JSONObject())
    }
  }

  /// An object with the fields it must have, or with its first one.
  var objectExample: JSONValue? {
    guard case .object(let object) = self else { return nil }
    var wanted = object.fields.filter {
      $0.required || $0.name == object.exactlyOne.first || object.shown.contains($0.name)
    }
    if wanted.isEmpty { wanted = Array(object.fields.prefix(1)) }
    return .object(
      JSONObject(
        distinct: wanted.compactMap { field in
          (field.examples.first ?? field.defaultValue ?? field.shape.example ?? field.shape.objectExample)
            .map { (field.name, $0) }
        }))
  }
}
