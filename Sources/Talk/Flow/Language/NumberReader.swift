/// A value and the tokens it was read from.
struct Reading<Value: Sendable & Hashable>: Sendable, Hashable {
  var value: Value
  var range: Range<Int>
}

/// Cardinal numbers in speech.
enum NumberReader {
  static let units: [String: Int] = [
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
  ]
  static let tens: [String: Int] = [
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
  ]

  /// Every number in order; "five five one" gives three. Values stay below 10⁹.
  static func readings(in tokens: [Token]) -> [Reading<Int>] {
    var found: [Reading<Int>] = []
    var index = 0
    while index < tokens.count {
      if let reading = number(in: tokens, at: index) {
        found.append(reading)
        index = reading.range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  static func number(in tokens: [Token], at start: Int) -> Reading<Int>? {
    if let special = idiom(in: tokens, at: start) { return special }
    var total = 0
    var part = 0
    var index = start
    var state = 0  // 0 nothing yet, 1 after tens, 2 after units, 3 after hundred or thousand
    loop: while index < tokens.count {
      let word = tokens[index].text
      if let value = numeral(word) {
        guard state == 0 else { break }
        part = value
        index += 1
        state = 2
      } else if let value = units[word], state == 0 || state == 3 || (state == 1 && (1...9).contains(value)) {
        part += value
        state = 2
        index += 1
      } else if let value = tens[word], state == 0 || state == 3 {
        part += value
        state = 1
        index += 1
      } else if word == "hundred", state == 1 || state == 2, (1...99).contains(part) {
        part *= 100
        state = 3
        index += 1
      } else if word == "thousand", state != 0, (1...999).contains(part), total == 0 {
        total = part * 1000
        part = 0
        state = 3
        index += 1
      } else if word == "and", state == 3, index + 1 < tokens.count,
        units[tokens[index + 1].text] != nil || tens[tokens[index + 1].text] != nil
      {
        index += 1
      } else {
        break loop
      }
    }
    return index > start ? Reading(value: total + part, range: start..<index) : nil
  }

  private static func idiom(in tokens: [Token], at start: Int) -> Reading<Int>? {
    func word(_ offset: Int) -> String? {
      tokens.indices.contains(start + offset) ? tokens[start + offset].text : nil
    }
    switch (word(0), word(1), word(2)) {
    case ("half", "a", "dozen"): return Reading(value: 6, range: start..<(start + 3))
    case ("a", "couple", "of"): return Reading(value: 2, range: start..<(start + 3))
    case ("a", "couple", _): return Reading(value: 2, range: start..<(start + 2))
    case ("couple", "of", _): return Reading(value: 2, range: start..<(start + 2))
    case ("a", "dozen", _): return Reading(value: 12, range: start..<(start + 2))
    case ("a", "hundred", _): return Reading(value: 100, range: start..<(start + 2))
    case ("a", "single", "one"): return Reading(value: 1, range: start..<(start + 3))
    case ("both", _, _): return nil
    default: return nil
    }
  }

  /// A numeral of at most nine digits.
  static func numeral(_ word: String) -> Int? {
    guard (1...9).contains(word.utf8.count), word.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(word)
  }
}
