/// Durations as the language writes them: a whole number and `ms`, `s`, `m`, `h` or `d`.
package enum DurationText {
  /// About a hundred years.
  static let longest: Duration = .milliseconds(36_525 * 86_400_000)

  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// Nil where the text is no duration, or longer than about a hundred years.
  package static func parse(_ text: String) -> Duration? {
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    guard (1...15).contains(digits.count), let count = Int64(String(digits) ?? ""),
      let suffix = String(text.utf8.dropFirst(digits.count)), let unit = units.first(where: { $0.name == suffix })
    else { return nil }
    let (milliseconds, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
    guard !overflow, milliseconds <= 36_525 * 86_400_000 else { return nil }
    return .milliseconds(milliseconds)
  }
}

extension DurationText {
  /// The text in the largest unit that divides it: `60s` is `1m`.
  package static func shortest(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    guard milliseconds != 0 else { return "0s" }
    let unit = units.first { milliseconds % $0.milliseconds == 0 } ?? ("ms", 1)
    return "\(milliseconds / unit.milliseconds)\(unit.name)"
  }
}
