/// Agreement and refusal.
enum YesNo {
  private static let yesWords: Set<String> = [
    "yes", "yeah", "yep", "yup", "ya", "sure", "correct", "right", "exactly", "absolutely", "definitely", "ok",
    "fine", "perfect", "great", "please", "good", "indeed", "certainly", "aye", "positive",
  ]
  private static let noWords: Set<String> = ["no", "nope", "nah", "wrong", "incorrect", "negative", "never", "don't"]
  private static let neutral: Set<String> = [
    "that", "is", "it", "thank", "thanks", "you", "i", "think", "so", "of", "course", "go", "ahead", "all", "well",
    "oh", "uh", "um", "sounds", "looks", "do", "does", "the", "a", "would", "be", "nice", "very", "much", "sir", "and",
    "just", "way", "at", "really", "book", "order", "place", "send", "everything", "quite", "now", "let", "us",
    "was", "will", "am", "actually", "there",
  ]

  /// Nil where the text says neither, or says more than yes or no.
  static func read(_ tokens: [Token]) -> Bool? {
    guard let leaning = leaning(tokens), tokens.count <= 10 else { return nil }
    let rest = tokens.filter { !yesWords.contains($0.text) && !noWords.contains($0.text) && $0.text != "not" }
    return rest.filter { !neutral.contains($0.text) }.count <= 1 ? leaning : nil
  }

  /// Yes or no at the head of a text that may go on with something else.
  static func leaning(_ tokens: [Token]) -> Bool? {
    let words = tokens.map(\.text)
    if words.starts(with: ["of", "course"]) { return !words.contains("not") }
    if words.starts(with: ["go", "ahead"]) || words.starts(with: ["sounds", "good"]) { return true }
    for (index, word) in words.prefix(5).enumerated() {
      let negated = index > 0 && words[index - 1] == "not" || (index > 1 && words[index - 2] == "not")
      if noWords.contains(word) { return false }
      if yesWords.contains(word) {
        return !(negated || (index + 1 < words.count && words[index + 1] == "not"))
      }
      if !neutral.contains(word), word != "not" { return nil }
    }
    return words.prefix(4).contains("not") ? false : nil
  }
}
