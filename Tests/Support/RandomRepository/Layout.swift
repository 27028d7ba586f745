/// Writes documents as YAML that means the same however the dice fall: order of keys, block or flow, quotes, indentation,
/// comments and empty lines.
struct Layout {
  var dice: Dice
  private var lines: [String] = []

  init(_ dice: Dice) { self.dice = dice }

  mutating func file(_ documents: [Field]) -> String {
    lines = []
    if dice.once(in: 3) { lines.append("# yaml-language-server: $schema=../../schemas/bot.json") }
    for (index, document) in documents.enumerated() {
      if index > 0 || dice.once(in: 8) { lines.append("---") }
      block(document, indent: 0)
    }
    if dice.once(in: 6) { lines.append("# the end") }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func block(_ value: Field, indent: Int) {
    let space = String(repeating: " ", count: indent)
    switch value {
    case .map(let entries):
      for entry in shuffled(entries) {
        comment(space)
        let key = name(entry.name)
        if isNested(entry.value) {
          lines.append("\(space)\(key):\(trail())")
          block(entry.value, indent: indent + (dice.once(in: 4) ? 4 : 2))
        } else {
          lines.append("\(space)\(key): \(flow(entry.value))\(trail())")
        }
      }
    case .list(let elements):
      for element in elements {
        comment(space)
        guard isNested(element), case .map = element else {
          lines.append("\(space)- \(flow(element))\(trail())")
          continue
        }
        let start = lines.count
        block(element, indent: indent + 2)
        // Its first line that is no comment begins behind the dash.
        let first = lines[start...].firstIndex { !$0.isEmpty && !$0.drop { $0 == " " }.hasPrefix("#") } ?? start
        lines[first] = "\(space)- \(lines[first].dropFirst(indent + 2))"
      }
    case .text, .plain: lines.append("\(space)\(flow(value))")
    }
  }

  private mutating func shuffled(_ entries: [Field.Entry]) -> [Field.Entry] {
    dice.once(in: 2) ? entries : entries.shuffled(using: &dice)
  }

  private mutating func comment(_ space: String) {
    if dice.once(in: 12) { lines.append("") }
    if dice.once(in: 10) {
      lines.append("\(space)# \(dice.pick(["why: callers asked", "see the \"menu\"", "é: 1", "- x"]))")
    }
  }

  private mutating func trail() -> String { dice.once(in: 12) ? "  # \(dice.pick(["for now", "was 3", "{x}"]))" : "" }

  /// Whether to write it as a block.
  private mutating func isNested(_ value: Field) -> Bool {
    switch value {
    case .map(let entries): !entries.isEmpty && !dice.once(in: 3)
    case .list(let elements): !elements.isEmpty && !dice.once(in: 3)
    case .text, .plain: false
    }
  }

  private mutating func flow(_ value: Field) -> String {
    switch value {
    case .plain(let text): return text
    case .text(let text): return quoted(text)
    case .list(let elements):
      var parts: [String] = []
      for element in elements { parts.append(flow(element)) }
      return "[\(parts.joined(separator: ", "))]"
    case .map(let entries):
      var parts: [String] = []
      for entry in shuffled(entries) { parts.append("\(name(entry.name)): \(flow(entry.value))") }
      return "{\(parts.joined(separator: ", "))}"
    }
  }

  private mutating func name(_ text: String) -> String { Self.isWord(text) ? text : "\"\(text)\"" }

  private mutating func quoted(_ text: String) -> String {
    if Self.isWord(text), !dice.once(in: 4) { return text }
    if dice.once(in: 2) {
      return "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }
    var result = "\""
    for character in text {
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result + "\""
  }

  /// Whether it is read as text without quotes, wherever it stands.
  private static func isWord(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first) || (65...90).contains(first) else { return false }
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    return !words.contains(text.lowercased())
      && text.utf8.allSatisfy {
        (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
      }
  }
}
