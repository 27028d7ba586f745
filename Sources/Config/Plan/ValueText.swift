import JSON

/// Values in one line, for people.
enum ValueText {
  /// At most `limit` characters; no control character of a file reaches a terminal.
  static func text(_ value: JSONValue, limit: Int = 60) -> String {
    let full =
      switch value {
      case .number(let number):
        Int64(exactly: number).map { String($0) } ?? String(number)
      case .string(let text): JSONWriter.string(.string(text))
      default: JSONWriter.string(value)
      }
    var result = ""
    for scalar in full.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return result.count <= limit ? result : result.prefix(limit - 1) + "…"
  }

  /// Two lists of plain values as what was added and removed, or nil where that does not tell the difference.
  static func members(_ old: JSONValue?, _ new: JSONValue?) -> (added: [JSONValue], removed: [JSONValue])? {
    guard let old = old?.arrayValue, let new = new?.arrayValue else { return nil }
    let before = Set(old)
    let after = Set(new)
    let added = new.filter { !before.contains($0) }
    let removed = old.filter { !after.contains($0) }
    return added.isEmpty && removed.isEmpty ? nil : (added, removed)
  }
}
