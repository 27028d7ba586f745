/// The name the user probably meant.
///
/// Measured by edits: insertion, deletion, substitution and the swap of neighbours, each cheaper where fingers or eyes
/// often go wrong: neighbouring keys, doubled letters, capitals, hyphens. Of candidates at the same measure the one
/// with the longer common start is taken, then the first.
///
/// Work is bounded: at most `most` candidates are looked at, `longest` scalars of each, and only those whose length and
/// letters can be near enough are measured.
package enum Closest {
  static let longest = 64
  static let most = 20_000

  package struct Match: Equatable {
    package var name: String
    /// Whole edits that make the word of the name, whatever they cost.
    var edits: Int
    /// No other candidate is about as near, and the word is long for the edits.
    var isCertain: Bool
  }

  package static func match(_ word: String, among candidates: some Sequence<String>) -> String? {
    find(word, among: candidates)?.name
  }

  package static func find(_ word: String, among candidates: some Sequence<String>) -> Match? {
    let letters = Letters(word)
    guard !letters.scalars.isEmpty else { return nil }
    var best: (name: String, rank: Rank)?
    var second = Int.max
    for candidate in candidates.prefix(most) where candidate != word && candidate != best?.name {
      let other = Letters(candidate)
      let limit = max(1, min(letters.scalars.count, other.scalars.count) / 3)
      guard abs(letters.scalars.count - other.scalars.count) <= limit, letters.differ(from: other) <= 2 * limit else {
        continue
      }
      let measure = EditMeasure.of(letters.scalars, other.scalars, limit: limit)
      guard measure.edits <= limit else { continue }
      let rank = Rank(cost: measure.cost, start: letters.commonStart(other), edits: measure.edits)
      if let found = best, !(rank < found.rank) {
        second = min(second, rank.cost)
      } else {
        second = best?.rank.cost ?? second
        best = (candidate, rank)
      }
    }
    guard let best else { return beginning(with: letters.scalars, among: candidates) }
    let isLong = letters.scalars.count >= 3 * best.rank.edits
    let isAlone = second >= best.rank.cost + EditMeasure.edit
    return Match(
      name: best.name, edits: best.rank.edits,
      isCertain: isAlone && (best.rank.edits == 0 || (best.rank.edits <= 2 && isLong)))
  }

  /// The only name that goes on from the word, such as `description` from `desc`.
  private static func beginning(with word: [Unicode.Scalar], among candidates: some Sequence<String>) -> Match? {
    guard word.count >= 3 else { return nil }
    let start = word.map(EditMeasure.lowered)
    let names = candidates.prefix(most).filter { $0.unicodeScalars.lazy.map(EditMeasure.lowered).starts(with: start) }
    guard names.count == 1 else { return nil }
    return Match(name: names[0], edits: names[0].unicodeScalars.count - word.count, isCertain: false)
  }

  private struct Rank {
    var cost: Int
    var start: Int
    var edits: Int
    static func < (left: Rank, right: Rank) -> Bool { (left.cost, -left.start) < (right.cost, -right.start) }
  }
}

/// The scalars of a word, with a set of its letters that tells quickly what cannot be near.
private struct Letters {
  var scalars: [Unicode.Scalar]
  private var bits: UInt64 = 0

  init(_ word: String) {
    scalars = Array(word.unicodeScalars.prefix(Closest.longest))
    for scalar in scalars { bits |= 1 << UInt64(EditMeasure.lowered(scalar).value & 63) }
  }

  /// Letters that only one of the two has; each edit accounts for two at most.
  func differ(from other: Letters) -> Int { (bits ^ other.bits).nonzeroBitCount }

  func commonStart(_ other: Letters) -> Int {
    zip(scalars, other.scalars).prefix { EditMeasure.lowered($0) == EditMeasure.lowered($1) }.count
  }
}
