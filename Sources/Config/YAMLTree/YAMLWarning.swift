/// A place where the text a person sees and the value that is read may differ.
///
/// Rules, chosen so that ordinary files have none; keys are never warned about:
/// - `commentCutsText`: a plain text followed by exactly one space and `#`, where the text has several words or the
///   `#` is followed by something else than a space. Two spaces say that a comment is meant.
/// - `placeholder`: a flow mapping of one name without a value, `{name}`.
/// - the others: plain scalars that YAML 1.1 (PyYAML, Ruby, Go's yaml.v2) and YAML 1.2 read differently, and plain
///   texts over several lines, whose line breaks become spaces; of those the line that looks like more than text.
package struct YAMLWarning: Sendable, Hashable {
  package enum Kind: Sendable, Hashable, CaseIterable {
    case commentCutsText
    case placeholder
    /// `yes`, `no`, `on`, `off`: true and false to YAML 1.1.
    case booleanWord
    /// `0012`: twelve to YAML 1.2, ten to YAML 1.1.
    case leadingZero
    /// `+49…`: an integer, so the plus is lost.
    case plusSign
    /// `22:30`: 1350 to YAML 1.1.
    case sexagesimal
    /// `1_000`, `0b11`, `0o17`: a number to one of the versions, a text to the other.
    case numberOfOneVersion
    case foldedLines
    /// `- …` or `name:…` at the start of a line that is joined to the text before it.
    case swallowedLine
    /// `~`: nothing, where a tilde may have been meant.
    case tilde
  }
  package var kind: Kind
  package var range: YAMLRange
  /// What the scalar reads as.
  package var text: String
  /// What to write over the range to have the text as it looks.
  package var replacement: String
  /// Whether the replacement leaves the value as YAML 1.2 reads it; only then may a program write it unasked.
  package var keepsValue: Bool

  package init(kind: Kind, range: YAMLRange, text: String, replacement: String, keepsValue: Bool) {
    self.kind = kind
    self.range = range
    self.text = text
    self.replacement = replacement
    self.keepsValue = keepsValue
  }
}

extension YAMLWarning {
  /// The way in which a reader of another version takes the scalar for something else; nil where none does.
  package static func misread(_ scalar: YAMLScalar) -> Kind? {
    guard scalar.style == .plain, scalar.text.utf8.count <= 64, let first = scalar.text.utf8.first else { return nil }
    switch first {
    case UInt8(ascii: "~"): return scalar.text == "~" ? .tilde : nil
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "o"),
      UInt8(ascii: "O"):
      let words = ["yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"]
      return words.contains(scalar.text) ? .booleanWord : nil
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"): return number(Array(scalar.text.utf8))
    default: return nil
    }
  }

  private static func number(_ bytes: [UInt8]) -> Kind? {
    let isSigned = bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-")
    let digits = bytes[(isSigned ? 1 : 0)...]
    guard let first = digits.first, isDigit(first) else { return nil }
    if bytes[0] == UInt8(ascii: "+"), digits.allSatisfy({ isDigit($0) }) { return .plusSign }
    if digits.count > 1, first == 0x30 {
      if digits.allSatisfy({ isDigit($0) }) { return .leadingZero }
      let second = digits[digits.startIndex + 1]
      let rest = digits.dropFirst(2)
      if second == UInt8(ascii: "b"), !rest.isEmpty, rest.allSatisfy({ $0 == 0x30 || $0 == 0x31 || $0 == 0x5F }) {
        return .numberOfOneVersion
      }
      if second == UInt8(ascii: "o"), !rest.isEmpty, rest.allSatisfy({ (0x30...0x37).contains($0) }) {
        return .numberOfOneVersion
      }
    }
    if digits.contains(0x5F), digits.allSatisfy({ isDigit($0) || $0 == 0x5F || $0 == 0x2E }),
      digits.count(where: { $0 == 0x2E }) <= 1
    {
      return .numberOfOneVersion
    }
    return isSexagesimal(digits) ? .sexagesimal : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// `[1-9][0-9_]*(:[0-5]?[0-9])+`; with a fraction, the first part may be any digits.
  private static func isSexagesimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last, let first = parts.first, !first.isEmpty else { return false }
    let dot = last.firstIndex(of: 0x2E)
    guard first.allSatisfy({ isDigit($0) || $0 == 0x5F }), dot != nil || first.first != 0x30 else { return false }
    if let dot, !last[(dot + 1)...].allSatisfy({ isDigit($0) || $0 == 0x5F }) { return false }
    for part in parts.dropFirst() {
      let part = part.endIndex == last.endIndex ? part[..<(dot ?? part.endIndex)] : part
      guard part.count == 1 || part.count == 2, part.allSatisfy({ isDigit($0) }) else { return false }
      if part.count == 2, let tens = part.first, tens > 0x35 { return false }
    }
    return true
  }
}
