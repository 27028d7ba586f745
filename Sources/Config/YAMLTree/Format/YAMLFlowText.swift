/// Writes quoted and plain scalars, and flow collections.
enum YAMLFlowText {
  /// The lines of a plain or quoted scalar without indentation; they read as before with any.
  static func lines(_ scalar: YAMLScalar, _ source: ArraySlice<UInt8>) -> [String] {
    if !source.contains(where: { $0 == 0x0A || $0 == 0x0D }) { return [requoted(source)] }
    let lines = YAMLLayout.lines(source)
    let isDouble = scalar.style == .doubleQuoted
    let canRequote = scalar.style == .singleQuoted && !source.contains { $0 == UInt8(ascii: "\"") || $0 == 0x5C }
    return lines.enumerated().map { index, line in
      var part = line
      if index > 0 { part = part.drop { YAMLLayout.isBlank($0) } }
      if index + 1 < lines.count { part = withoutEnd(part, isDouble: isDouble) }
      var text = String(decoding: part, as: UTF8.self)
      if index + 1 < lines.count, isDouble, let last = part.last, YAMLLayout.isBlank(last) {
        // The blank is escaped: written as a number it does not trail.
        text.removeLast(2)
        text += last == 0x20 ? "\\x20" : "\\t"
      }
      return canRequote ? doubled(text, isFirst: index == 0, isLast: index + 1 == lines.count) : text
    }
  }

  /// Without the blanks at the end, but for one that is escaped.
  private static func withoutEnd(_ line: ArraySlice<UInt8>, isDouble: Bool) -> ArraySlice<UInt8> {
    let end = line.lastIndex { !YAMLLayout.isBlank($0) }.map { $0 + 1 } ?? line.startIndex
    guard isDouble, end < line.endIndex else { return line[..<end] }
    let slashes = line[..<end].reversed().prefix { $0 == 0x5C }.count
    return slashes % 2 == 1 ? line[...end] : line[..<end]
  }

  private static func doubled(_ text: String, isFirst: Bool, isLast: Bool) -> String {
    var body = text
    if isFirst { body.removeFirst() }
    if isLast { body.removeLast() }
    body = body.replacing("''", with: "'")
    return (isFirst ? "\"" : "") + body + (isLast ? "\"" : "")
  }

  /// A scalar of one line: in double quotes where single ones have nothing to say, and where it is a lone mark, which
  /// between brackets is a text and outside of them is not.
  static func requoted(_ source: ArraySlice<UInt8>) -> String {
    let text = String(decoding: source, as: UTF8.self)
    if isMark(source) { return "\"\(text)\"" }
    guard source.first == UInt8(ascii: "'"), source.count >= 2,
      !source.contains(where: { $0 == UInt8(ascii: "\"") || $0 == 0x5C })
    else { return text }
    return doubled(text, isFirst: true, isLast: true)
  }

  /// A key, on one line also where brackets let it go on over several.
  static func key(_ entry: YAMLEntry, _ bytes: [UInt8]) -> String {
    let source = bytes[entry.nameRange.bytes]
    return source.contains { $0 == 0x0A || $0 == 0x0D } ? YAMLScalarText.string(entry.name) : requoted(source)
  }

  private static func isMark(_ source: ArraySlice<UInt8>) -> Bool {
    source.count == 1 && "-?:".utf8.contains(source[source.startIndex])
  }

  /// Whether a collection that is written so is certain to take more than the room. On one line nothing is left out of it
  /// but blanks, commas and colons without a value and, of texts in single quotes, some of these.
  static func isTooWide(_ source: ArraySlice<UInt8>, room: Int) -> Bool {
    guard source.count > room else { return false }
    var width = 0
    for byte in source {
      switch byte {
      case UInt8(ascii: "'"), 0x0A, 0x0D: return false
      case 0...0x20, 0x80...0xBF, UInt8(ascii: ","), UInt8(ascii: ":"): continue
      default: width += 1
      }
      if width > room { return !source.contains { $0 == UInt8(ascii: "'") || $0 == 0x0A || $0 == 0x0D } }
    }
    return false
  }

  /// How wide the node is on one line, in Unicode scalars; of the collections in it by where they start, too.
  static func width(_ node: YAMLNode, _ bytes: [UInt8], _ widths: inout [Int: Int]) -> Int {
    var width = 2
    switch node.content {
    case .scalar(let scalar):
      let source = bytes[node.range.bytes]
      let isOneLine = !source.contains { $0 == 0x0A || $0 == 0x0D }
      return isOneLine ? Self.width(source) : YAMLScalarText.string(scalar.text).unicodeScalars.count
    case .sequence(let elements):
      for element in elements { width += Self.width(element, bytes, &widths) + 2 }
      if !elements.isEmpty { width -= 2 }
    case .mapping(let entries):
      for entry in entries {
        width += key(entry, bytes).unicodeScalars.count + 2
        if !entry.value.range.bytes.isEmpty { width += 2 + Self.width(entry.value, bytes, &widths) }
      }
      if !entries.isEmpty { width -= 2 }
    }
    widths[node.range.start.offset] = width
    return width
  }

  private static func width(_ source: ArraySlice<UInt8>) -> Int {
    source.first == UInt8(ascii: "'") || isMark(source)
      ? requoted(source).unicodeScalars.count : source.count(where: { $0 & 0xC0 != 0x80 })
  }

  /// A collection on one line; nil where it takes more than the room.
  static func text(_ node: YAMLNode, _ bytes: [UInt8], room: Int) -> String? {
    var text = ""
    var left = room
    return append(node, bytes, &text, &left) ? text : nil
  }

  private static func append(_ node: YAMLNode, _ bytes: [UInt8], _ text: inout String, _ left: inout Int) -> Bool {
    func add(_ part: String) -> Bool {
      left -= part.utf8.count == part.unicodeScalars.count ? part.utf8.count : part.unicodeScalars.count
      text += part
      return left >= 0
    }
    switch node.content {
    case .scalar(let scalar):
      let source = bytes[node.range.bytes]
      if source.count > left * 4 + 16 { return false }
      let isOneLine = !source.contains { $0 == 0x0A || $0 == 0x0D }
      return add(isOneLine ? requoted(source) : YAMLScalarText.string(scalar.text))
    case .sequence(let elements):
      guard add("[") else { return false }
      for (index, element) in elements.enumerated() {
        guard index == 0 || add(", "), append(element, bytes, &text, &left) else { return false }
      }
      return add("]")
    case .mapping(let entries):
      guard add("{") else { return false }
      for (index, entry) in entries.enumerated() {
        guard index == 0 || add(", "), add(key(entry, bytes)) else { return false }
        if entry.value.range.bytes.isEmpty { continue }
        guard add(": "), append(entry.value, bytes, &text, &left) else { return false }
      }
      return add("}")
    }
  }
}
