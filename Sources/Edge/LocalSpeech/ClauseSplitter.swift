/// Cuts text where a speaker would breathe, so that the first audio does not wait for the whole of it.
package enum ClauseSplitter {
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "etc", "e.g", "i.e", "jr", "sr", "approx",
  ]
  /// A clause is cut at a comma only where both sides are worth saying alone; characters.
  private static let shortest = 24
  private static let longest = 180

  /// The pieces, each with its punctuation; joined by spaces they are the text.
  package static func split(_ text: String) -> [String] {
    let words = text.split(whereSeparator: { $0.isWhitespace })
    var clauses: [String] = []
    var clause = ""
    var left = words.reduce(0) { $0 + $1.count + 1 }
    for word in words {
      clause += (clause.isEmpty ? "" : " ") + word
      left -= word.count + 1
      if endsClause(String(word), length: clause.count, left: left) {
        clauses.append(clause)
        clause = ""
      }
    }
    if !clause.isEmpty { clauses.append(clause) }
    return clauses
  }

  private static func endsClause(_ word: String, length: Int, left: Int) -> Bool {
    var bare = word[...]
    while let last = bare.last, "\"'”’)".contains(last) { bare = bare.dropLast() }
    switch bare.last {
    case "!", "?": return true
    case ".": return !abbreviations.contains(bare.dropLast().lowercased()) && bare.count > 2
    case ",", ";", ":", "—": return length >= shortest && left >= shortest / 2
    default: return length >= longest
    }
  }
}
