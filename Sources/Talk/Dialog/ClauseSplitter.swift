/// Cuts a streamed text into clauses that can be spoken one after another.
///
/// Cuts after the end of a sentence or line, after a comma or its like once enough has gathered (sooner for the first
/// clause, on which the caller waits), and at a space where a clause grows too long; never within a number, an address
/// or an abbreviation. Clauses are plain text (see `SpokenText`), neither empty nor surrounded by spaces.
///
/// Invariant: the clauses joined with spaces are the cleaned text, however the text was cut into pieces.
package struct ClauseSplitter: Sendable {
  package struct Limits: Sendable, Hashable {
    /// Characters a clause has before a comma or its like ends it.
    package var clause = 60
    /// The same, for the first clause.
    package var firstClause = 18
    /// Characters a sentence has before its end is a cut; shorter ones go with the next.
    package var sentence = 12
    package var firstSentence = 2
    /// Past this many characters the next space is a cut.
    package var longest = 240
    package init() {}
  }

  private let limits: Limits
  private var cleaner = SpokenText()
  private var clause = ""
  private var pendingSpace = false
  private var isFirst = true

  package init(limits: Limits = Limits()) { self.limits = limits }

  /// The clauses that are complete with this text.
  package mutating func push(_ text: String) -> [String] {
    var clauses: [String] = []
    for scalar in text.unicodeScalars {
      for piece in cleaner.push(scalar) {
        if let clause = take(piece) { clauses.append(clause) }
      }
    }
    return clauses
  }

  /// What is left, and back to the beginning. Nil where nothing is.
  package mutating func finish() -> String? {
    let rest = clause
    self = ClauseSplitter(limits: limits)
    return rest.isEmpty ? nil : rest
  }

  private mutating func take(_ piece: SpokenText.Piece) -> String? {
    switch piece {
    case .lineEnd:
      pendingSpace = true
      return clause.isEmpty ? nil : cut()
    case .space:
      guard !clause.isEmpty, !pendingSpace else { return nil }
      pendingSpace = true
      // A dotted abbreviation may end a sentence too; the case of the next letter tells.
      return ends(before: nil) ? cut() : nil
    case .scalar(let scalar):
      defer { pendingSpace = false }
      guard pendingSpace, !clause.isEmpty else {
        let finished = Self.wideEnds.contains(scalar) && clause.count + 1 >= minimumSentence
        clause.unicodeScalars.append(scalar)
        return finished ? cut() : nil
      }
      if ends(before: scalar) {
        let finished = cut()
        clause.unicodeScalars.append(scalar)
        return finished
      }
      clause += " "
      clause.unicodeScalars.append(scalar)
      return nil
    }
  }

  private var minimumSentence: Int { isFirst ? limits.firstSentence : limits.sentence }

  private mutating func cut() -> String {
    defer { clause = "" }
    isFirst = false
    return clause
  }

  /// Whether the clause ends at the space behind it. `next` is what follows, nil where that is not known yet.
  private func ends(before next: Unicode.Scalar?) -> Bool {
    let length = clause.count
    if length >= limits.longest { return true }
    let bare = clause.unicodeScalars.reversed().drop { Self.closers.contains($0) }
    guard let last = bare.first else { return false }
    switch last {
    case "!", "?", "…", "。", "！", "？": return length >= minimumSentence
    case ".":
      guard length >= minimumSentence else { return false }
      let word = String(String.UnicodeScalarView(bare.dropFirst().prefix { !$0.properties.isWhitespace }.reversed()))
      switch Self.kind(of: word, isWhole: word.unicodeScalars.count + 1 == clause.unicodeScalars.count) {
      case .abbreviation: return false
      case .either: return next.map { $0.properties.isUppercase } ?? false
      case .ordinary: return true
      }
    case ",", ";", ":", "—", "–": return length >= (isFirst ? limits.firstClause : limits.clause)
    default: return false
    }
  }

  private enum WordKind { case ordinary, abbreviation, either }

  private static func kind(of word: String, isWhole: Bool) -> WordKind {
    let plain = word.lowercased().drop { "([\"'“‘„«¿¡".contains($0) }
    if plain.isEmpty { return .ordinary }
    // "1." that begins a clause numbers a list.
    if isWhole, plain.allSatisfy(\.isNumber) { return .abbreviation }
    if abbreviations.contains(String(plain)) { return .abbreviation }
    if closing.contains(String(plain)) { return .either }
    // An initial, but for the word "I".
    if plain.count == 1, let letter = plain.first, letter.isLetter, letter != "i" { return .abbreviation }
    return .ordinary
  }

  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "approx", "nr", "fig", "mt", "ft", "ext", "tel",
    "hr", "fr", "bzw", "z.b", "d.h", "ca", "str", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "gen", "col",
    "capt",
  ]

  private static let closing: Set<String> = [
    "a.m", "p.m", "etc", "inc", "ltd", "co", "jr", "sr", "corp", "u.s", "u.k", "usw", "ave", "blvd", "rd", "apt",
  ]

  private static let closers: Set<Unicode.Scalar> = ["\"", "'", ")", "]", "”", "’", "»", "“"]

  /// Ends of sentences that no space follows.
  private static let wideEnds: Set<Unicode.Scalar> = ["。", "！", "？"]
}
