/// Times of day in speech, as `HH:MM`. An hour of 1 to 7 without "am", "pm" or a part of the day is taken for the
/// afternoon, which is when businesses are called about.
enum TimeReader {
  /// `bare` allows "seven" alone, for the answer to a question about a time.
  static func readings(in tokens: [Token], bare: Bool) -> [Reading<String>] {
    var found: [Reading<String>] = []
    var index = 0
    while index < tokens.count {
      if let reading = time(in: tokens, at: index, bare: bare) {
        found.append(reading)
        index = reading.range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  private static func time(in tokens: [Token], at start: Int, bare: Bool) -> Reading<String>? {
    func word(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }
    func number(_ index: Int) -> Reading<Int>? {
      tokens.indices.contains(index) ? NumberReader.number(in: tokens, at: index) : nil
    }
    switch word(start) {
    case "noon", "midday": return Reading(value: "12:00", range: start..<(start + 1))
    case "midnight": return Reading(value: "00:00", range: start..<(start + 1))
    case "half", "quarter":
      let relation = word(start + 1)
      guard relation == "past" || (word(start) == "quarter" && (relation == "to" || relation == "after")),
        let hour = number(start + 2), (1...12).contains(hour.value)
      else { return nil }
      let minutes = word(start) == "half" ? 30 : relation == "to" ? -15 : 15
      return finish(hour.value, minutes, tokens, start, hour.range.upperBound)
    default: break
    }
    guard let hour = number(start), (0...23).contains(hour.value) else { return nil }
    var end = hour.range.upperBound
    var minutes = 0
    var certain = start > 0 && ["at", "around", "by"].contains(tokens[start - 1].text)
    if ["past", "to"].contains(word(end)), let target = number(end + 1), (1...12).contains(target.value),
      hour.value >= 1, word(end) == "past" || hour.value % 5 == 0
    {
      let signed = word(end) == "to" ? -hour.value : hour.value
      return finish(target.value, signed, tokens, start, target.range.upperBound)
    }
    if tokens.indices.contains(end), tokens[end].joiner == ":" || tokens[end].joiner == nil, word(end) == "oh",
      let unit = number(end + 1), unit.value < 10
    {
      minutes = unit.value
      end = unit.range.upperBound
      certain = true
    } else if let spoken = number(end), (10...59).contains(spoken.value) || tokens[end].joiner == ":",
      spoken.value <= 59
    {
      minutes = spoken.value
      end = spoken.range.upperBound
      certain = true
    }
    if word(end) == "o'clock" {
      end += 1
      certain = true
    }
    let qualified = qualifier(tokens, end) != nil
    guard certain || qualified || bare else { return nil }
    return finish(hour.value, minutes, tokens, start, end)
  }

  /// Tokens used, and whether it is the second half of the day.
  private static func qualifier(_ tokens: [Token], _ index: Int) -> (length: Int, afternoon: Bool)? {
    func word(_ offset: Int) -> String {
      tokens.indices.contains(index + offset) ? tokens[index + offset].text : ""
    }
    switch (word(0), word(1), word(2)) {
    case ("pm", _, _): return (1, true)
    case ("am", _, _): return (1, false)
    case ("p", "m", _): return (2, true)
    case ("a", "m", _): return (2, false)
    case ("in", "the", "morning"): return (3, false)
    case ("in", "the", "afternoon"), ("in", "the", "evening"): return (3, true)
    case ("at", "night", _): return (2, true)
    default: return nil
    }
  }

  private static func finish(
    _ hour: Int, _ minutes: Int, _ tokens: [Token], _ start: Int, _ end: Int
  ) -> Reading<String>? {
    var hour = hour
    var end = end
    if let (length, afternoon) = qualifier(tokens, end) {
      end += length
      if afternoon, hour < 12 { hour += 12 } else if !afternoon, hour == 12 { hour = 0 }
    } else if (1...7).contains(hour) {
      hour += 12
    }
    let total = ((hour * 60 + minutes) % 1440 + 1440) % 1440
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return Reading(value: padded(total / 60) + ":" + padded(total % 60), range: start..<end)
  }
}
