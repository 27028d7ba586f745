package import JSON

/// JSON values as YAML: blocks for what has members, JSON for the rest. Texts are quoted wherever they need it.
package enum YAMLText {
  /// One document, its last line ended.
  package static func print(_ value: JSONValue) -> String {
    var lines: [String] = []
    append(value, "", "", &lines)
    return lines.map { $0 + "\n" }.joined()
  }

  /// `lead` is what stands on the first line before the value, `indent` what stands on the others.
  private static func append(_ value: JSONValue, _ lead: String, _ indent: String, _ lines: inout [String]) {
    switch value {
    case .object(let object) where !object.isEmpty:
      // After a key the members start on a line of their own; after a dash beside it.
      var first = lead.hasSuffix(":") || lead.isEmpty ? indent : lead
      if lead.hasSuffix(":") { lines.append(lead) }
      for member in object.members {
        append(member.value, "\(first)\(Quoting.scalar(member.name)):", indent + "  ", &lines)
        first = indent
      }
    case .array(let elements) where !elements.isEmpty:
      var first = lead.hasSuffix(":") || lead.isEmpty ? indent : lead
      if lead.hasSuffix(":") { lines.append(lead) }
      for element in elements {
        append(element, "\(first)- ", indent + "  ", &lines)
        first = indent
      }
    default:
      let text = if case .string(let string) = value { Quoting.scalar(string) } else { JSONWriter.string(value) }
      lines.append(lead + (lead.hasSuffix(":") ? " " : "") + text)
    }
  }
}
