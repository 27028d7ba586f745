/// Sizes as the language writes them: a whole number and `KiB`, `MiB` or `GiB`.
package enum SizeText {
  /// Bytes; nil where the text is no size, or more than 1024 GiB.
  package static func parse(_ text: String) -> Int? {
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    guard (1...10).contains(digits.count), let count = Int(String(digits) ?? "") else { return nil }
    let shift: Int
    switch String(text.utf8.dropFirst(digits.count)) {
    case "KiB": shift = 10
    case "MiB": shift = 20
    case "GiB": shift = 30
    default: return nil
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: 1 << shift)
    return overflow || bytes > 1 << 40 ? nil : bytes
  }
}

/// Shares such as `2%` and `0.5%`.
enum PercentText {
  /// The number before `%`, 0 to 100; nil where the text is no such share.
  static func parse(_ text: String) -> Double? {
    guard text.utf8.last == UInt8(ascii: "%"), let value = DecimalText.parse(text.dropLast()), value <= 100 else {
      return nil
    }
    return value
  }
}

/// Plain decimals: digits, with a fraction or without.
enum DecimalText {
  static func parse(_ text: Substring) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), text.utf8.count <= 16,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    return Double(text)
  }
}
