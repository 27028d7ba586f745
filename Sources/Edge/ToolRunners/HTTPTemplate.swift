import JSON

/// `{{name}}` in the parts of an `http` tool. A name without an argument is empty, in a body `null`.
struct HTTPTemplate {
  let arguments: JSONObject

  /// Percent-encoded, so that an argument stays within its own place in the URL: every byte but RFC 3986's unreserved
  /// ones, and a `.` or `..` in full, which would otherwise be a step in the path.
  func url(_ template: String) -> String {
    fill(template) { value in
      let text = value.text
      let isDots = text == "." || text == ".."
      return text.utf8.map { byte in
        switch byte {
        case UInt8(ascii: "."): isDots ? "%2E" : "."
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
          String(UnicodeScalar(byte))
        default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      }.joined()
    }
  }

  /// Without control characters, which could begin a header of their own.
  func header(_ template: String) -> String {
    fill(template) {
      $0.text.filter { character in character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } }
    }
  }

  /// A text that is one name alone becomes the argument itself, with its type.
  func body(_ template: JSONValue) -> JSONValue {
    switch template {
    case .string(let text):
      if let name = Self.soleName(text) { return arguments[name] ?? .null }
      return .string(fill(text) { $0.text })
    case .array(let elements): return .array(elements.map(body))
    case .object(let object):
      return .object(JSONObject(distinct: object.members.map { ($0.name, body($0.value)) }))
    default: return template
    }
  }

  private static func soleName(_ text: String) -> String? {
    guard text.hasPrefix("{{"), text.hasSuffix("}}"), text.count > 4 else { return nil }
    let inside = text.dropFirst(2).dropLast(2)
    return inside.contains("{") || inside.contains("}") ? nil : Self.name(inside)
  }

  private static func name(_ text: Substring) -> String { String(text.filter { !$0.isWhitespace }) }

  private func fill(_ template: String, _ encode: (JSONValue) -> String) -> String {
    var filled = ""
    var rest = template[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      filled += rest[..<open.lowerBound]
      if let value = arguments[Self.name(rest[open.upperBound..<close.lowerBound])], value != .null {
        filled += encode(value)
      }
      rest = rest[close.upperBound...]
    }
    return filled + rest
  }
}
