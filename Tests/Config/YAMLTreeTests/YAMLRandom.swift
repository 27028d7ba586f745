import YAMLTree

/// Random files as a careless person would write them, random values, and random places.
struct YAMLRandom {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  private static let scalars = [
    "a", "two words", "'it''s'", "\"q\\n\"", "12", "true", "", "~", "\"\"", "x # c", "é 👍", "'#'", "http://x", "a:b",
  ]
  private static let texts = [
    "x", "two words", "yes", "0012", "a: b", "#", "", "- x", "line\nline", "é", "[", "null", "'",
  ]

  mutating func file() -> String {
    var text = next(3) == 0 ? "# head\n" : ""
    text += block(0, 0)
    if next(4) == 0 { text += "# tail\n" }
    if next(4) == 0 { text = text.replacing("\n", with: "\r\n") }
    if next(8) == 0, text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  private mutating func block(_ indent: Int, _ depth: Int) -> String {
    let spaces = String(repeating: " ", count: indent)
    let isMapping = next(3) > 0
    var text = ""
    for index in 0...next(4) {
      if next(5) == 0 { text += spaces + "# c\(index)\n" }
      if next(8) == 0 { text += "\n" }
      text += spaces + (isMapping ? "k\(index):" : "-")
      switch next(depth < 4 ? 8 : 4) {
      case 0, 1:
        let scalar = Self.scalars[next(Self.scalars.count)]
        text += scalar.isEmpty ? "\n" : " " + scalar + (next(5) == 0 && !scalar.contains(" #") ? "  # t\n" : "\n")
      case 2: text += " " + flow(0) + "\n"
      case 3:
        text += " |" + ["", "-", "+", " # h"][next(4)] + "\n" + spaces + "   line\n\n" + spaces + "    more\n"
        if next(2) == 0 { text += "\n" }
      case 4 where !isMapping:
        // A collection behind the dash.
        let inner = block(indent + 2, depth + 1)
        let plain = inner.drop { $0 == " " }
        text += plain.hasPrefix("#") || plain.hasPrefix("\n") ? "\n" + inner : " " + plain
      default: text += (next(4) == 0 ? "  # k" : "") + "\n" + block(indent + 1 + next(3), depth + 1)
      }
    }
    return text
  }

  private mutating func flow(_ depth: Int) -> String {
    let scalars = ["a", "'b'", "\"c\"", "1", "d e"]
    switch next(depth < 3 ? 5 : 1) {
    case 1: return "[" + (0..<next(4)).map { _ in flow(depth + 1) }.joined(separator: ", ") + "]"
    case 2: return "{" + (0..<next(4)).map { "f\($0): " + flow(depth + 1) }.joined(separator: ",") + "}"
    case 3: return "[p: " + flow(depth + 1) + ", {s}, {t: }]"
    case 4: return "[ " + flow(depth + 1) + ", ]"
    default: return scalars[next(scalars.count)]
    }
  }

  mutating func value(_ depth: Int = 0) -> YAMLValue {
    switch next(depth < 2 ? 6 : 3) {
    case 0: .plain(["1", "true", "null", "1.5"][next(4)])
    case 3: .sequence((0..<next(3)).map { _ in value(depth + 1) })
    case 4: .mapping((0..<next(3)).map { YAMLValue.Member("n \($0)", value(depth + 1)) })
    default: .text(Self.texts[next(Self.texts.count)])
    }
  }

  /// A path into the tree, and what stands there.
  mutating func path(in root: YAMLNode) -> ([YAMLPath.Part], YAMLNode) {
    var parts: [YAMLPath.Part] = []
    var node = root
    while next(4) > 0 {
      if let entries = node.entries, !entries.isEmpty {
        let entry = entries[next(entries.count)]
        parts.append(.name(entry.name))
        node = entry.value
      } else if let elements = node.elements, !elements.isEmpty {
        let index = next(elements.count)
        parts.append(.index(index))
        node = elements[index]
      } else {
        break
      }
    }
    return (parts, node)
  }
}
