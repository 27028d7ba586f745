/// Runs of digits in speech: "oh three oh", "double five", "plus forty nine", "551-093".
enum DigitReader {
  private static let single: [String: String] = [
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9",
  ]
  /// Taken for digits only between two others.
  private static let misheard: [String: String] = [
    "for": "4", "to": "2", "too": "2", "ate": "8", "won": "1", "tree": "3", "fore": "4", "sex": "6", "night": "9",
  ]
  private static let skipped: Set<String> = ["and", "uh", "um", "then", "dash", "er"]

  /// Every run in order; a leading "plus" is kept as `+`. At most 64 digits a run.
  static func readings(in tokens: [Token]) -> [Reading<String>] {
    var found: [Reading<String>] = []
    var index = 0
    while index < tokens.count {
      if let run = run(in: tokens, at: index) {
        found.append(run)
        index = run.range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  private static func run(in tokens: [Token], at start: Int) -> Reading<String>? {
    var digits = ""
    var index = start
    var end = start
    if tokens[start].text == "plus" {
      digits = "+"
      index += 1
    }
    while index < tokens.count, digits.utf8.count < 64 {
      if let (piece, length) = piece(in: tokens, at: index) {
        digits += piece
        index += length
        end = index
      } else if end > start, let piece = misheard[tokens[index].text], index + 1 < tokens.count,
        self.piece(in: tokens, at: index + 1) != nil
      {
        digits += piece
        index += 1
      } else if end > start, skipped.contains(tokens[index].text) {
        index += 1
      } else {
        break
      }
    }
    guard end > start, digits != "+" else { return nil }
    // A lone "oh" is a sigh.
    if end == start + 1, ["oh", "o"].contains(tokens[start].text) { return nil }
    return Reading(value: digits, range: start..<end)
  }

  private static func piece(in tokens: [Token], at index: Int) -> (String, Int)? {
    let word = tokens[index].text
    if let digit = single[word] { return (digit, 1) }
    if word.utf8.count <= 32, !word.isEmpty, word.utf8.allSatisfy({ (48...57).contains($0) }) { return (word, 1) }
    if word == "double" || word == "triple", index + 1 < tokens.count {
      let next = tokens[index + 1].text
      if let digit = single[next] ?? (next.utf8.count == 1 && next.first?.isNumber == true ? next : nil) {
        return (String(repeating: digit, count: word == "double" ? 2 : 3), 2)
      }
      return nil
    }
    guard let reading = NumberReader.number(in: tokens, at: index), reading.value >= 10,
      NumberReader.units[word] != nil || NumberReader.tens[word] != nil
    else { return nil }
    return (String(reading.value), reading.range.count)
  }
}
