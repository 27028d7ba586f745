package import JSON

/// JSON for people: two spaces of indentation, one member a line, an empty line at no place.
package enum IndentedJSON {
  package static func text(_ value: JSONValue) -> String {
    var text = ""
    append(value, to: &text, indent: "")
    return text + "\n"
  }

  private static func append(_ value: JSONValue, to text: inout String, indent: String) {
    let inner = indent + "  "
    switch value {
    case .array(let elements) where elements.contains { isStructured($0) }:
      text += "["
      for (index, element) in elements.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + inner
        append(element, to: &text, indent: inner)
      }
      text += "\n\(indent)]"
    case .array(let elements):
      text += "[" + elements.map { JSONWriter.string($0) }.joined(separator: ", ") + "]"
    case .object(let object) where !object.isEmpty:
      text += "{"
      for (index, member) in object.members.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + inner + JSONWriter.string(.string(member.name)) + ": "
        append(member.value, to: &text, indent: inner)
      }
      text += "\n\(indent)}"
    default: text += JSONWriter.string(value)
    }
  }

  private static func isStructured(_ value: JSONValue) -> Bool {
    switch value {
    case .array, .object: true
    default: false
    }
  }
}
