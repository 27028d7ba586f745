/// Recognises words that show attention ("uh-huh") without asking for the turn.
struct Backchannels: Sendable {
  private let phrases: Set<[String]>

  init(_ phrases: [String]) { self.phrases = Set(phrases.map(Self.words)) }

  /// Empty text, or nothing but backchannels one after another.
  func covers(_ text: String) -> Bool { covers(Self.words(text)[...], allowingPrefix: false) }

  /// As `covers`, and where the text is still growing, what may become a backchannel.
  func mayCover(_ partial: String) -> Bool { covers(Self.words(partial)[...], allowingPrefix: true) }

  private func covers(_ words: ArraySlice<String>, allowingPrefix: Bool) -> Bool {
    var rest = words.prefix(12)
    guard words.count <= 12 else { return false }
    while !rest.isEmpty {
      if let phrase = phrases.filter({ rest.starts(with: $0) }).max(by: { $0.count < $1.count }), !phrase.isEmpty {
        rest = rest.dropFirst(phrase.count)
      } else {
        return allowingPrefix && rest.count == 1
          && phrases.contains { $0.first.map { $0.hasPrefix(rest.first ?? "") } ?? false }
      }
    }
    return true
  }

  /// "uh-huh", "uh huh" and "uhhuh" differ only to transcribers, so the hyphen splits as a space does.
  private static func words(_ text: String) -> [String] {
    SpokenWords.split(text).map { $0 == "okay" ? "ok" : $0 }
  }
}
