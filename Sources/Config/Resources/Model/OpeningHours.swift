/// Days and times at which something is open, such as `Mon-Fri 10:00-22:00` or `Sat,Sun 12:00-02:00`.
package struct OpeningHours: Sendable, Hashable {
  package enum Day: Int, Sendable, Hashable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// As it is written: `Mon`.
    package var name: String { ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][rawValue] }
  }

  package var days: Set<Day>
  /// Minutes of the day, 0 to 1439.
  package var opens: Int
  /// Minutes of the day, 1 to 1440; at or before `opens` where it closes on the next day.
  package var closes: Int
  package init(days: Set<Day>, opens: Int, closes: Int) {
    self.days = days
    self.opens = opens
    self.closes = closes
  }

  /// Days, one space and times; nil where the text is none.
  package init?(text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard text.utf8.count <= 64, parts.count == 2, let days = Self.days(parts[0]) else { return nil }
    let times = parts[1].split(separator: "-", omittingEmptySubsequences: false)
    guard times.count == 2, let opens = Self.minute(times[0]), let closes = Self.minute(times[1]), opens < 1440,
      closes > 0, opens != closes
    else { return nil }
    self.init(days: days, opens: opens, closes: closes)
  }

  /// Whether it is open at the minute of the day, 0 to 1439.
  package func contains(_ day: Day, minute: Int) -> Bool {
    if opens < closes { return days.contains(day) && (opens..<closes).contains(minute) }
    let before = Day(rawValue: (day.rawValue + 6) % 7) ?? day
    return days.contains(day) && minute >= opens || days.contains(before) && minute < closes
  }

  private static func days(_ text: Substring) -> Set<Day>? {
    var days: Set<Day> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(ends.count), let first = day(ends[0]), let last = day(ends[ends.count - 1]) else {
        return nil
      }
      // `Sat-Mon` goes over the end of the week.
      var next = first
      days.insert(next)
      while next != last {
        next = Day(rawValue: (next.rawValue + 1) % 7) ?? last
        days.insert(next)
      }
    }
    return days
  }

  private static func day(_ text: Substring) -> Day? { Day.allCases.first { $0.name == text } }

  /// `HH:MM`, up to `24:00`.
  private static func minute(_ text: Substring) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
      [0, 1, 3, 4].allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
    else { return nil }
    let hour = Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30)
    let minute = Int(bytes[3] - 0x30) * 10 + Int(bytes[4] - 0x30)
    return minute < 60 && hour * 60 + minute <= 1440 ? hour * 60 + minute : nil
  }
}
