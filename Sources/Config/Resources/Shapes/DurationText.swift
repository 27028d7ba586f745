/// Durations as the language writes them: a whole number and `ms`, `s`, `m`, `h` or `d`.
enum DurationText {
  /// Nil where the text is no duration, or longer than about a hundred years.
  static func parse(_ text: String) -> Duration? {
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    guard (1...15).contains(digits.count), let count = Int64(String(digits) ?? "") else { return nil }
    let unit: Int64
    switch String(text.utf8.dropFirst(digits.count)) {
    case "ms": unit = 1
    case "s": unit = 1000
    case "m": unit = 60_000
    case "h": unit = 3_600_000
    case "d": unit = 86_400_000
    default: return nil
    }
    let (milliseconds, overflow) = count.multipliedReportingOverflow(by: unit)
    guard !overflow, milliseconds <= 36_525 * 86_400_000 else { return nil }
    return .milliseconds(milliseconds)
  }
}
