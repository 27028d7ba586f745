/// Days in speech, relative to `today`; of the days a phrase may mean, the next one that is not past.
enum DateReader {
  static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
  private static let abbreviations = [
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
  ]
  private static let weekdays = [
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
  ]
  static let ordinals: [String: Int] = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
  ]

  private enum Part { case whole(CalendarDay), dayOnly(Int) }

  static func readings(in tokens: [Token], today: CalendarDay) -> [Reading<CalendarDay>] {
    var parts: [(Part, Range<Int>)] = []
    var index = 0
    while index < tokens.count {
      if let (part, length) = part(in: tokens, at: index, today: today) {
        parts.append((part, index..<(index + length)))
        index += length
      } else {
        index += 1
      }
    }
    // "from the fourteenth to the sixteenth of march": a bare day borrows the month of the next.
    var found: [Reading<CalendarDay>] = []
    for (position, (part, range)) in parts.enumerated() {
      switch part {
      case .whole(let day): found.append(Reading(value: day, range: range))
      case .dayOnly(let day):
        var resolved: CalendarDay?
        if position + 1 < parts.count, case .whole(let next) = parts[position + 1].0, day < next.day {
          resolved = CalendarDay(year: next.year, month: next.month, day: day)
        } else if let last = found.last?.value {
          resolved = nextDay(day, notBefore: last)
        }
        resolved = resolved ?? nextDay(day, notBefore: today)
        if let resolved, resolved.isValid { found.append(Reading(value: resolved, range: range)) }
      }
    }
    return found
  }

  private static func part(in tokens: [Token], at start: Int, today: CalendarDay) -> (Part, Int)? {
    func word(_ offset: Int) -> String {
      tokens.indices.contains(start + offset) ? tokens[start + offset].text : ""
    }
    if let iso = numericDate(in: tokens, at: start, today: today) { return iso }
    switch (word(0), word(1), word(2)) {
    case ("day", "after", "tomorrow"): return (.whole(today.adding(days: 2)), 3)
    case ("today", _, _), ("tonight", _, _): return (.whole(today), 1)
    case ("tomorrow", _, _): return (.whole(today.adding(days: 1)), 1)
    default: break
    }
    if word(0) == "in", let number = count(in: tokens, at: start + 1) {
      let unit = word(1 + number.range.count)
      let days = unit.hasPrefix("day") ? 1 : unit.hasPrefix("week") ? 7 : 0
      if days > 0, (1...365).contains(number.value) {
        return (.whole(today.adding(days: number.value * days)), number.range.count + 2)
      }
    }
    if let weekday = weekdays.firstIndex(of: word(0).hasSuffix("s") ? String(word(0).dropLast()) : word(0)) {
      // A weekday before a date only decorates it.
      if let (date, length) = monthDate(in: tokens, at: start + 1, today: today) { return (date, length + 1) }
      let ahead = (weekday - today.weekday + 7) % 7
      let isNext = start > 0 && tokens[start - 1].text == "next"
      return (.whole(today.adding(days: isNext && ahead == 0 ? 7 : ahead)), 1)
    }
    return monthDate(in: tokens, at: start, today: today)
  }

  private static func count(in tokens: [Token], at index: Int) -> Reading<Int>? {
    guard index < tokens.count else { return nil }
    if tokens[index].text == "a" || tokens[index].text == "one" {
      return NumberReader.number(in: tokens, at: index) ?? Reading(value: 1, range: index..<(index + 1))
    }
    return NumberReader.number(in: tokens, at: index)
  }

  /// "march 14th", "14 march", "the fourteenth of march", "the fourteenth".
  private static func monthDate(in tokens: [Token], at start: Int, today: CalendarDay) -> (Part, Int)? {
    var index = start
    func skip(_ words: Set<String>) { while index < tokens.count, words.contains(tokens[index].text) { index += 1 } }
    if let month = month(tokens, index) {
      index += 1
      skip(["the"])
      guard let day = day(in: tokens, at: index, cardinals: true) else { return nil }
      index = day.range.upperBound
      return finish(day.value, month, tokens, index, start, today)
    }
    skip(["the"])
    guard let day = day(in: tokens, at: index, cardinals: true) else { return nil }
    let isOrdinal = self.day(in: tokens, at: index, cardinals: false) != nil
    index = day.range.upperBound
    let afterDay = index
    skip(["of"])
    if let month = month(tokens, index) {
      return finish(day.value, month, tokens, index + 1, start, today)
    }
    guard isOrdinal, afterDay - start >= 2 || tokens[start].text.first?.isNumber == true else { return nil }
    return (.dayOnly(day.value), afterDay - start)
  }

  private static func finish(
    _ day: Int, _ month: Int, _ tokens: [Token], _ index: Int, _ start: Int, _ today: CalendarDay
  ) -> (Part, Int)? {
    if let year = year(in: tokens, at: index) {
      let date = CalendarDay(year: year.value, month: month, day: day)
      return date.isValid ? (.whole(date), year.range.upperBound - start) : nil
    }
    for year in today.year...(today.year + 4) {
      let date = CalendarDay(year: year, month: month, day: day)
      if date.isValid, date >= today { return (.whole(date), index - start) }
    }
    return nil
  }

  private static func month(_ tokens: [Token], _ index: Int) -> Int? {
    guard tokens.indices.contains(index) else { return nil }
    let word = tokens[index].text
    if let full = monthNames.firstIndex(of: word) { return full + 1 }
    return abbreviations[word]
  }

  /// 1...31 as "14th", "14", "fourteenth", "twenty first", "fourteen".
  private static func day(in tokens: [Token], at index: Int, cardinals: Bool) -> Reading<Int>? {
    guard tokens.indices.contains(index) else { return nil }
    let word = tokens[index].text
    if let value = ordinals[word] { return Reading(value: value, range: index..<(index + 1)) }
    if let tens = NumberReader.tens[word], tokens.indices.contains(index + 1),
      let unit = ordinals[tokens[index + 1].text], unit < 10, tens + unit <= 31
    {
      return Reading(value: tens + unit, range: index..<(index + 2))
    }
    for suffix in ["st", "nd", "rd", "th"] where word.hasSuffix(suffix) {
      if let value = NumberReader.numeral(String(word.dropLast(2))), (1...31).contains(value) {
        return Reading(value: value, range: index..<(index + 1))
      }
    }
    guard cardinals, let number = NumberReader.number(in: tokens, at: index), (1...31).contains(number.value) else {
      return nil
    }
    return number
  }

  /// "2027" or "twenty twenty seven".
  private static func year(in tokens: [Token], at index: Int) -> Reading<Int>? {
    guard let first = tokens.indices.contains(index) ? NumberReader.number(in: tokens, at: index) : nil else {
      return nil
    }
    if (2000...2199).contains(first.value) { return first }
    guard first.value == 20,
      let second = tokens.indices.contains(first.range.upperBound)
        ? NumberReader.number(in: tokens, at: first.range.upperBound) : nil, (10...99).contains(second.value)
    else { return nil }
    return Reading(value: 2000 + second.value, range: index..<second.range.upperBound)
  }

  /// `2027-03-14`, `3/14` (month first), `14.3.`
  private static func numericDate(in tokens: [Token], at start: Int, today: CalendarDay) -> (Part, Int)? {
    guard let first = NumberReader.numeral(tokens[start].text), tokens.indices.contains(start + 1),
      let second = NumberReader.numeral(tokens[start + 1].text), let mark = tokens[start + 1].joiner
    else { return nil }
    let third =
      tokens.indices.contains(start + 2) && tokens[start + 2].joiner == mark
      ? NumberReader.numeral(tokens[start + 2].text) : nil
    switch mark {
    case "-":
      guard let third, first >= 2000 else { return nil }
      let date = CalendarDay(year: first, month: second, day: third)
      return date.isValid ? (.whole(date), 3) : nil
    case "/", ".":
      let (month, day) = mark == "/" && first <= 12 ? (first, second) : (second, first)
      if let third {
        let date = CalendarDay(year: third < 100 ? 2000 + third : third, month: month, day: day)
        return date.isValid ? (.whole(date), 3) : nil
      }
      guard mark == "/", (1...12).contains(month), day >= 1, day <= 31 else { return nil }
      return finish(day, month, tokens, start + 2, start, today)
    default: return nil
    }
  }

  private static func nextDay(_ day: Int, notBefore today: CalendarDay) -> CalendarDay? {
    var year = today.year
    var month = today.month
    for _ in 0..<14 {
      let date = CalendarDay(year: year, month: month, day: day)
      if date.isValid, date >= today { return date }
      month += 1
      if month > 12 { (month, year) = (1, year + 1) }
    }
    return nil
  }
}
