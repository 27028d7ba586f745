// Text of the grammar: ASCII without regard to locale, lists, tokens and quoted strings (RFC 3261 §25.1).

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// Space and tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// `token`: alphanumeric and `-.!%*_+`'~`.
  var isToken: Bool {
    if isDigit || isLetter { return true }
    switch self {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "%"), UInt8(ascii: "*"),
      UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "`"), UInt8(ascii: "'"), UInt8(ascii: "~"):
      return true
    default: return false
    }
  }

  var hexDigit: UInt8? {
    if isDigit { return self - 0x30 }
    let lower = self | 0x20
    return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : nil
  }

  var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension StringProtocol {
  func equalsIgnoringCase(_ other: some StringProtocol) -> Bool {
    let left = utf8
    let right = other.utf8
    guard left.count == right.count else { return false }
    var ours = left.makeIterator()
    var theirs = right.makeIterator()
    while let one = ours.next(), let other = theirs.next() {
      guard one == other || one.lowercasedASCII == other.lowercasedASCII else { return false }
    }
    return true
  }

  func lowercasedASCII() -> String {
    String(decoding: utf8.map(\.lowercasedASCII), as: UTF8.self)
  }

  var isToken: Bool { !isEmpty && utf8.allSatisfy(\.isToken) }

  /// A decimal number of digits alone, up to and with `maximum`.
  func decimal(maximum: UInt64) -> UInt64? {
    guard !isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in utf8 {
      guard byte.isDigit else { return nil }
      let (high, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = high.addingReportingOverflow(UInt64(byte - 0x30))
      guard !overflow, !carry, sum <= maximum else { return nil }
      value = sum
    }
    return value
  }

  func trimmed() -> String {
    let bytes = Substring(self).utf8
    guard let first = bytes.firstIndex(where: { !$0.isBlank }) else { return "" }
    let last = bytes.lastIndex { !$0.isBlank } ?? first
    return String(Substring(bytes[first...last]))
  }

  /// Items between commas that stand outside of quotes and angle brackets, trimmed; empty items are kept.
  func splitList() -> [String] { split(at: UInt8(ascii: ",")) }

  /// Items between separators that stand outside of quotes and angle brackets, trimmed; empty items are kept.
  func split(at separator: UInt8) -> [String] {
    var items: [String] = []
    var quoted = false
    var escaped = false
    var depth = 0
    let bytes = utf8
    var start = bytes.startIndex
    var place = start
    while place != bytes.endIndex {
      let byte = bytes[place]
      if escaped {
        escaped = false
      } else if quoted {
        if byte == UInt8(ascii: "\\") { escaped = true } else if byte == UInt8(ascii: "\"") { quoted = false }
      } else if byte == UInt8(ascii: "\"") {
        quoted = true
      } else if byte == UInt8(ascii: "<") {
        depth += 1
      } else if byte == UInt8(ascii: ">") {
        depth = Swift.max(0, depth - 1)
      } else if byte == separator, depth == 0 {
        items.append(self[start..<place].trimmed())
        start = bytes.index(after: place)
      }
      place = bytes.index(after: place)
    }
    items.append(self[start...].trimmed())
    return items
  }

  /// Replaces `%hh`; nil where the escape is broken. Bytes that are not UTF-8 are repaired.
  func percentDecoded() -> String? {
    guard utf8.contains(UInt8(ascii: "%")) else { return String(self) }
    var result: [UInt8] = []
    var bytes = utf8.makeIterator()
    while let byte = bytes.next() {
      if byte == UInt8(ascii: "%") {
        guard let high = bytes.next()?.hexDigit, let low = bytes.next()?.hexDigit else { return nil }
        result.append(high << 4 | low)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
