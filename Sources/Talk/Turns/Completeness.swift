package import Providers

/// Whether a caller who fell silent after a text is likely to have finished.
package enum Completeness: Sendable, Hashable {
  /// The text ends in the middle of a phrase, or is short of the digits that were asked for.
  case unfinished
  /// The text could go on: it ends with a comma or an ellipsis, or is a number of unknown length.
  case open
  case complete
  /// Exactly what was asked for; nothing more is to be expected.
  case certain

  package static func judge(_ text: String, expecting expectation: Expectation) -> Completeness {
    let words = SpokenWords.split(text)
    guard let last = words.last else { return .unfinished }
    let ending = text.last { !$0.isWhitespace }
    switch expectation {
    case .digits(let count):
      let digits = words.isEmpty ? 0 : SpokenWords.digitCount(words)
      if digits > 0 {
        if count == 0 { return digits >= 7 ? .open : .unfinished }
        return digits < count ? .unfinished : digits == count ? .certain : .complete
      }
    case .yesOrNo:
      if words.count <= 4, SpokenWords.answers.contains(words[0]), !SpokenWords.connectives.contains(last) {
        return .certain
      }
    case .open, .choice:
      break
    }
    if SpokenWords.connectives.contains(last) { return .unfinished }
    if ending != "?", SpokenWords.prepositions.contains(last), !SpokenWords.isPhrasalEnd(words) { return .unfinished }
    if SpokenWords.openings.contains(where: { words.count >= $0.count && words.suffix($0.count) == $0[...] }) {
      return .unfinished
    }
    if ending == "," || ending == "…" || text.hasSuffix("...") { return .open }
    return .complete
  }
}

/// English function words that tell whether a sentence is going on.
enum SpokenWords {
  /// Words after which nobody stops: conjunctions, articles, possessives, hesitations.
  static let connectives: Set<String> = [
    "and", "or", "but", "because", "if", "the", "a", "an", "my", "your", "our", "their", "uh", "um", "er", "erm",
    "uhm", "plus", "i", "i'd", "i'll", "i'm", "it's", "maybe", "also", "then",
  ]
  static let prepositions: Set<String> = [
    "with", "without", "to", "from", "for", "of", "at", "on", "in", "by", "until", "till", "between", "under",
  ]
  /// Beginnings of a request whose object is still to come.
  static let openings: [[String]] = [
    ["i'd", "like"], ["would", "like"], ["i", "want"], ["i", "need"], ["can", "i", "get"], ["can", "i", "have"],
    ["could", "i", "get"], ["could", "i", "have"], ["my", "name", "is"], ["number", "is"], ["let", "me"],
    ["make", "it"], ["i", "would"],
  ]
  static let answers: Set<String> = [
    "yes", "yeah", "yep", "yup", "sure", "no", "nope", "nah", "correct", "right", "exactly", "ok", "okay",
    "absolutely", "definitely", "wrong",
  ]
  private static let phrasalHeads: Set<String> = [
    "check", "checking", "checked", "going", "come", "log", "sign", "hold", "turn", "turned", "that", "what",
    "looking", "waiting", "came", "goes",
  ]
  private static let digitWords: Set<String> = [
    "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "for", "to", "too",
  ]
  private static let twoDigitWords: Set<String> = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]

  /// Lower-case words and numbers, without punctuation except inner apostrophes. Linear.
  static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if character == "'" || character == "’", !word.isEmpty {
        word.append("'")
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// "check in", "what's going on": the last word belongs to the verb.
  static func isPhrasalEnd(_ words: [String]) -> Bool {
    guard words.count >= 2, let last = words.last, ["in", "on", "for", "of", "to", "at", "with"].contains(last) else {
      return false
    }
    return phrasalHeads.contains(words[words.count - 2])
  }

  /// How many digits the words spell; "double five" counts two.
  static func digitCount(_ words: [String]) -> Int {
    var count = 0
    var pendingTens = false
    for (index, word) in words.enumerated() {
      let isDigits = word.allSatisfy(\.isNumber)
      if isDigits {
        count += word.count
      } else if word == "for" || word == "to" || word == "too" {
        // Misheard "four" and "two": only between digits.
        let before = index > 0 && isDigit(words[index - 1])
        let after = index + 1 < words.count && isDigit(words[index + 1])
        if before && after { count += 1 }
      } else if digitWords.contains(word) {
        if !(pendingTens && word != "zero" && word != "oh") { count += 1 }
        if index > 0, words[index - 1] == "double" { count += 1 }
        if index > 0, words[index - 1] == "triple" { count += 2 }
      } else if twoDigitWords.contains(word) {
        count += 2
      }
      pendingTens = word.hasSuffix("ty") && twoDigitWords.contains(word)
    }
    return count
  }

  private static func isDigit(_ word: String) -> Bool {
    (digitWords.contains(word) && word != "for" && word != "to" && word != "too") || word.allSatisfy(\.isNumber)
  }
}
