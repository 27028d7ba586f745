package import JSON

/// Writes JSON values as YAML for people: block style, two spaces, quotes only where a reader of YAML 1.1 or 1.2 could
/// take the text for something else.
///
/// Law: reading the text gives the value.
package struct YAMLWriter {
  /// What is written as a comment behind a value, by its path.
  package var note: ((_ path: [FieldStep]) -> String?)?
  private var text = ""
  private var path: [FieldStep] = []

  package init(note: ((_ path: [FieldStep]) -> String?)? = nil) { self.note = note }

  package static func text(_ value: JSONValue) -> String { YAMLWriter().print(value) }

  /// Every line ended.
  package consuming func print(_ value: JSONValue) -> String {
    var writer = self
    writer.write(value, indent: 0, isInline: false)
    return writer.text
  }

  /// Writes the value after what stands on the line (`key:` or `-`), or as a whole document.
  private mutating func write(_ value: JSONValue, indent: Int, isInline: Bool) {
    switch value {
    case .object(let object) where !object.isEmpty: write(object, indent: indent, isInline: isInline)
    case .array(let elements) where !elements.isEmpty: write(elements, indent: indent, isInline: isInline)
    default:
      if isInline { text += " " }
      text += scalar(value, indent: indent)
    }
  }

  private mutating func write(_ object: JSONObject, indent: Int, isInline: Bool) {
    if isInline { text += comment() + "\n" }
    for member in object.members {
      text += String(repeating: " ", count: indent) + YAMLScalarText.string(member.name) + ":"
      path.append(.name(member.name))
      write(member.value, indent: indent + 2, isInline: true)
      path.removeLast()
    }
  }

  private mutating func write(_ elements: [JSONValue], indent: Int, isInline: Bool) {
    if isInline { text += comment() + "\n" }
    for (index, element) in elements.enumerated() {
      text += String(repeating: " ", count: indent) + "-"
      path.append(element["name"]?.stringValue.map { .named($0) } ?? .element(index))
      if let object = element.objectValue, !object.isEmpty {
        writeFirst(object, indent: indent + 2)
      } else {
        write(element, indent: indent + 2, isInline: true)
      }
      path.removeLast()
    }
  }

  /// An object in a list: its first key stands on the line of the dash.
  private mutating func writeFirst(_ object: JSONObject, indent: Int) {
    for (index, member) in object.members.enumerated() {
      text += (index == 0 ? " " : String(repeating: " ", count: indent)) + YAMLScalarText.string(member.name) + ":"
      path.append(.name(member.name))
      write(member.value, indent: indent + 2, isInline: true)
      path.removeLast()
    }
  }

  private func comment() -> String { note?(path).map { "  # \($0)" } ?? "" }

  private func scalar(_ value: JSONValue, indent: Int) -> String {
    guard case .string(let string) = value else {
      switch value {
      case .object: return "{}\(comment())\n"
      case .array: return "[]\(comment())\n"
      default: return JSONWriter.string(value) + comment() + "\n"
      }
    }
    guard let lines = Self.block(string), indent > 0 else { return YAMLScalarText.string(string) + comment() + "\n" }
    let pad = String(repeating: " ", count: indent)
    let body = lines.map { $0.isEmpty ? "\n" : "\(pad)\($0)\n" }.joined()
    return (string.hasSuffix("\n") ? "|" : "|-") + comment() + "\n" + body
  }

  /// The lines of a literal block that holds the text; nil where quotes are needed or enough.
  private static func block(_ text: String) -> [Substring]? {
    guard text.utf8.dropLast().contains(0x0A), !text.hasSuffix("\n\n"), text.utf8.first != 0x20,
      text.utf8.first != 0x0A, text.unicodeScalars.allSatisfy({ $0 == "\n" || isPrintable($0) })
    else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if text.hasSuffix("\n") { lines.removeLast() }
    return lines.contains { $0.allSatisfy { $0 == " " } && !$0.isEmpty } ? nil : lines
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Marks that change the order of what is read.
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
    case 0x20..<0x7F, 0xA0..<0x2028, 0x202A..<0xD800, 0xE000..<0xFEFF, 0xFF00..<0xFFFE, 0x10000...: true
    default: false
    }
  }
}
