package import Diagnostics
import Secrets
package import YAMLTree

/// Finds secrets in what is no field: in comments, and in the lines of files that cannot be parsed.
///
/// Invariant: work is linear in the text.
package struct SecretLines {
  package private(set) var report: Report
  /// As in `SecretRules`.
  private let onlyKnownForms: Bool

  package init(report: Report, onlyKnownForms: Bool = false) {
    self.report = report
    self.onlyKnownForms = onlyKnownForms
  }

  package mutating func check(_ comments: [YAMLComment]) {
    for comment in comments { check(comment.text, at: comment.range.start) }
  }

  /// Looks through a whole file, line by line.
  package mutating func check(lines bytes: [UInt8]) {
    for (index, line) in Excerpts.split(bytes).enumerated() where line.count >= 9 {
      check(String(decoding: line, as: UTF8.self), at: YAMLPosition(line: index + 1, column: 1))
    }
  }

  private mutating func check(_ text: String, at start: YAMLPosition) {
    guard let find = find(in: text) else { return }
    func position(_ offset: Int) -> YAMLPosition {
      YAMLPosition(
        line: start.line, column: start.column + text.utf8.prefix(offset).count { $0 & 0xC0 != 0x80 })
    }
    report.add(find, YAMLRange(start: position(find.bytes.lowerBound), end: position(find.bytes.upperBound)))
  }

  private func find(in text: String) -> SecretScan.Find? {
    let bytes = Array(text.utf8)
    let found = SecretScan.finds(in: text).first { find in
      !find.isRandom || !onlyKnownForms && !Self.isPublic(bytes[..<find.bytes.lowerBound])
    }
    return found ?? (onlyKnownForms ? nil : Self.named(bytes))
  }

  /// Whether the word before a random text says that it is a commit or a digest.
  private static func isPublic(_ before: ArraySlice<UInt8>) -> Bool {
    guard let end = before.suffix(64).lastIndex(where: isLetter) else { return false }
    let word = before[...end].suffix(32)
    let start = word.lastIndex { !isLetter($0) }.map { $0 + 1 } ?? word.startIndex
    return SecretRules.isPublic(String(decoding: word[start...], as: UTF8.self))
  }

  /// The value in `name: value` or `name=value`, where the name is one such as `password`, and the value one word with
  /// letters and digits, up to the end of the line or to another comment.
  private static func named(_ bytes: [UInt8]) -> SecretScan.Find? {
    var index = 0
    while index < bytes.count {
      defer { index += 1 }
      guard bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "="), namesSecret(bytes, before: index)
      else { continue }
      let rest = bytes[(index + 1)...]
      guard let start = rest.firstIndex(where: { $0 > 0x20 && !isQuote($0) }) else { return nil }
      let value = rest[start...].prefix(longest + 1).prefix(while: isPart)
      if (6...longest).contains(value.count), value.contains(where: isLetter),
        value.contains(where: { (0x30...0x39).contains($0) }), isWhole(rest[value.endIndex...].drop(while: isQuote))
      {
        return SecretScan.Find(bytes: value.indices, what: "the value of a secret")
      }
      // No byte of it is looked at again, however many names are in it.
      index = max(index, value.endIndex - 1)
    }
    return nil
  }

  /// Of the value of a secret that only its name tells.
  private static let longest = 256
  private static let names = SecretText.names.map { Array($0.utf8) }

  /// Whether what stands before a colon ends with the name of a secret, as `SecretText.namesSecret` has it.
  private static func namesSecret(_ bytes: [UInt8], before colon: Int) -> Bool {
    var end = colon
    while end > 0, colon - end < 64, bytes[end - 1] <= 0x20 || isQuote(bytes[end - 1]) { end -= 1 }
    guard end > 0, isLetter(bytes[end - 1]) else { return false }
    return names.contains { name in
      var (index, left) = (end, name.count)
      while left > 0, index > 0 {
        index -= 1
        if bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "_") { continue }
        guard bytes[index] | 0x20 == name[left - 1] else { return false }
        left -= 1
      }
      return left == 0
    }
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  /// Whether a value ends before this. Several words are a sentence, and so is a comma without another field behind it.
  private static func isWhole(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let next = rest.first(where: { $0 > 0x20 }) else { return true }
    return next == UInt8(ascii: "#") || next == UInt8(ascii: "}") || next == UInt8(ascii: "]")
      || next == UInt8(ascii: ",") && rest.contains(UInt8(ascii: ":"))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

  private static func isPart(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || "!$%^&*+=?@~_-".utf8.contains(byte)
  }
}
