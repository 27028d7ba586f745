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

extension DurationText {
  /// The text in the largest unit that divides it: `60s` is `1m`.
  static func shortest(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    let units: [(Int64, String)] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")]
    for (length, unit) in units where milliseconds != 0 && milliseconds % length == 0 {
      return "\(milliseconds / length)\(unit)"
    }
    return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
  }
}
