import JSON
import YAMLTree

/// Writes values as YAML for people, in block style, a list of single values on one line.
enum ExampleYAML {
  /// Lines without an end.
  static func lines(_ value: JSONValue) -> [String] {
    switch value {
    case .object(let object) where !object.isEmpty:
      return object.members.flatMap { member -> [String] in
        let name = scalar(.string(member.name))
        let inner = lines(member.value)
        guard isBlock(member.value) else { return ["\(name): \(inner.first ?? "")"] }
        return ["\(name):"] + inner.map { "  " + $0 }
      }
    case .array(let elements) where isBlock(value):
      return elements.flatMap { element -> [String] in
        let inner = lines(element)
        return inner.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
      }
    default: return [flow(value)]
    }
  }

  private static func isBlock(_ value: JSONValue) -> Bool {
    switch value {
    case .object(let object): !object.isEmpty
    case .array(let elements): elements.contains { if case .object = $0 { true } else { false } }
    default: false
    }
  }

  private static func flow(_ value: JSONValue) -> String {
    switch value {
    case .array(let elements): "[\(elements.map(flow).joined(separator: ", "))]"
    case .object(let object):
      "{\(object.members.map { "\(scalar(.string($0.name))): \(flow($0.value))" }.joined(separator: ", "))}"
    default: scalar(value)
    }
  }

  private static func scalar(_ value: JSONValue) -> String {
    guard case .string(let text) = value else { return JSONWriter.string(value) }
    return isPlain(text) ? text : Quoting.quoted(text)
  }

  /// Whether the text means itself without quotes, in a flow as well.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      YAMLScalar(text: text, style: .plain).resolved == .string,
      first.properties.isAlphabetic || ("0"..."9").contains(first), last != " ", last != ":"
    else { return false }
    // What other readers of YAML take for a truth.
    guard !["yes", "no", "on", "off", "y", "n"].contains(text.lowercased()) else { return false }
    return !text.contains(": ") && !text.contains(" #")
      && text.unicodeScalars.allSatisfy { !"{}[],\"'&*!|>%@`\n\t\\#?".unicodeScalars.contains($0) }
  }
}
