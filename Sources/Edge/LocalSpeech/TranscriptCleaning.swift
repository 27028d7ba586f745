/// What a recogniser wrote, made fit to act on.
package enum TranscriptCleaning {
  /// What Moonshine writes for noise and breath.
  private static let hallucinations: Set<String> = [
    "you", "thank you", "thanks", "thanks for watching", "bye", "bye bye", "so", "the", "oh", "i",
  ]
  /// No one speaks faster than that; characters a second.
  private static let fastest = 40.0

  /// `loud` is the time above the speech threshold, `peak` its level in dBFS. Empty where the text is not credible.
  package static func clean(_ raw: String, loud: Duration, peak: Float) -> String {
    let text = raw.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return "" }
    let bare = text.lowercased().filter { $0.isLetter || $0 == " " }
    if hallucinations.contains(bare) && (peak < -45 || loud < .milliseconds(150)) { return "" }
    if Double(text.count) > fastest * (loud / .seconds(1)) + 24 { return "" }
    return withoutLoop(text)
  }

  /// A decoder that lost its way repeats itself; three copies in a row of the same words become one.
  static func withoutLoop(_ text: String) -> String {
    let words = text.split(separator: " ")
    for length in 2...8 where words.count >= length * 4 {
      var start = 0
      while start + length * 4 <= words.count {
        let unit = words[start..<start + length]
        if (1..<4).allSatisfy({ words[(start + $0 * length)..<(start + ($0 + 1) * length)].elementsEqual(unit) }) {
          return words[..<(start + length)].joined(separator: " ")
        }
        start += 1
      }
    }
    return text
  }
}
