/// A word as the matcher sees it.
struct Token: Sendable, Hashable {
  /// Lower case, contractions opened, number words kept.
  var text: String
  var stem: String
  /// As the caller (or transcriber) wrote it, for names and addresses; empty for the second half of a contraction.
  var original: String
  /// The mark that joins it to the token before it without a space, such as `:` in `7:30`.
  var joiner: Character?
}

/// Splits speech into tokens. Linear; reads at most `maximumTokens` tokens and drops the rest.
enum Tokenizer {
  static let maximumTokens = 160

  static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var joiner: Character?
    var sawSpace = true
    func flush() {
      guard !word.isEmpty else { return }
      append(word, joiner: sawSpace ? nil : joiner)
      word = ""
      sawSpace = false
      joiner = nil
    }
    func append(_ word: String, joiner: Character?) {
      let lower = word.lowercased()
      let parts = contractions[lower] ?? generalContraction(lower)
      for (index, part) in (parts ?? [lower]).enumerated() {
        tokens.append(
          Token(text: part, stem: stem(part), original: index == 0 ? word : "", joiner: index == 0 ? joiner : nil))
      }
    }
    for character in text {
      if tokens.count >= maximumTokens { return Array(tokens.prefix(maximumTokens)) }
      if character.isLetter || character.isNumber {
        if let last = word.last, last.isNumber != character.isNumber, !isOrdinalTail(word, character) { flush() }
        word.append(character)
      } else if character == "'" || character == "’" || character == "‘" {
        if !word.isEmpty { word.append("'") }
      } else {
        let wasWord = !word.isEmpty
        flush()
        if character.isWhitespace {
          sawSpace = true
        } else if character == "+" {
          tokens.append(Token(text: "plus", stem: "plus", original: "+", joiner: nil))
          sawSpace = true
        } else if wasWord || !sawSpace {
          joiner = character
        }
      }
    }
    flush()
    return Array(tokens.prefix(maximumTokens))
  }

  /// "14th" stays one word, "7pm" becomes two.
  private static func isOrdinalTail(_ word: String, _ character: Character) -> Bool {
    guard word.last?.isNumber == true else { return false }
    return "sSnNrRtT".contains(character)
  }

  private static let contractions: [String: [String]] = [
    "i'm": ["i", "am"], "i'd": ["i", "would"], "i'll": ["i", "will"], "i've": ["i", "have"],
    "it's": ["it", "is"], "that's": ["that", "is"], "what's": ["what", "is"], "where's": ["where", "is"],
    "how's": ["how", "is"], "there's": ["there", "is"], "he's": ["he", "is"], "she's": ["she", "is"],
    "name's": ["name", "is"], "let's": ["let", "us"], "can't": ["can", "not"], "cannot": ["can", "not"],
    "won't": ["will", "not"], "don't": ["do", "not"], "doesn't": ["does", "not"], "didn't": ["did", "not"],
    "isn't": ["is", "not"], "aren't": ["are", "not"], "wasn't": ["was", "not"], "couldn't": ["could", "not"],
    "wouldn't": ["would", "not"], "haven't": ["have", "not"], "hasn't": ["has", "not"], "gonna": ["going", "to"],
    "wanna": ["want", "to"], "gimme": ["give", "me"], "lemme": ["let", "me"], "okay": ["ok"], "o'clock": ["o'clock"],
    "wi-fi": ["wifi"],
  ]

  private static func generalContraction(_ word: String) -> [String]? {
    guard let quote = word.firstIndex(of: "'") else { return nil }
    let head = String(word[..<quote])
    switch word[word.index(after: quote)...] {
    case "re": return [head, "are"]
    case "ve": return [head, "have"]
    case "ll": return [head, "will"]
    case "d": return [head, "would"]
    case "t": return [head.hasSuffix("n") ? String(head.dropLast()) : head, "not"]
    case "s", "": return [head]
    default: return [word.filter { $0 != "'" }]
    }
  }

  /// Takes off plural and common verb endings. "pizzas" and "pizza", "booking" and "book" meet.
  static func stem(_ word: String) -> String { concepts[word] ?? ending(word) }

  /// Words that callers and examples use for one another.
  private static let concepts: [String: String] = [
    "speak": "talk", "speaking": "talk", "person": "human", "someone": "human", "somebody": "human",
    "representative": "human", "operator": "human", "agent": "human", "bye": "goodbye",
  ]

  private static func ending(_ word: String) -> String {
    guard word.utf8.count > 3, word.utf8.allSatisfy({ $0 < 0x80 }) else { return word }
    if word.hasSuffix("ies"), word.utf8.count > 4 { return String(word.dropLast(3)) + "y" }
    if word.hasSuffix("sses") || word.hasSuffix("shes") || word.hasSuffix("ches") || word.hasSuffix("xes") {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("ing"), word.utf8.count > 5 { return undouble(String(word.dropLast(3))) }
    if word.hasSuffix("ed"), word.utf8.count > 4, !word.hasSuffix("eed") { return undouble(String(word.dropLast(2))) }
    if word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is") {
      let singular = String(word.dropLast())
      return singular.hasSuffix("ing") ? ending(singular) : dropE(singular)
    }
    return dropE(word)
  }

  private static func dropE(_ word: String) -> String {
    word.utf8.count > 4 && word.hasSuffix("e") ? String(word.dropLast()) : word
  }

  private static func undouble(_ word: String) -> String {
    let tail = word.suffix(2)
    guard tail.count == 2, tail.first == tail.last, let last = tail.last, !"lsz".contains(last) else {
      return dropE(word)
    }
    return String(word.dropLast())
  }
}
