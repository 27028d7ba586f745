/// The name the user probably meant.
///
/// Measured by edits: insertion, deletion, substitution and the swap of neighbours, each cheaper where fingers or eyes
/// often go wrong: neighbouring keys, doubled letters, capitals, hyphens. Of candidates at the same measure the one
/// with the longer common start is taken, then the first.
///
/// Work is bounded: at most `most` candidates are looked at, `longest` scalars of each, and only those whose length and
/// letters can be near enough are measured; the better the best so far, the fewer. Whoever asks many times, as a file
/// full of unknown names does, hands in how much work is left: when it is used up nothing is suggested any more.
package enum Closest {
  static let longest = 64
  static let most = 20_000
  /// Work that the findings of one file may take: about one for each pair of letters compared.
  package static let maximumWork = 3_000_000

  package struct Match: Equatable {
    package var name: String
    /// Whole edits that make the word of the name, whatever they cost.
    var edits: Int
    /// No other candidate is about as near, the word is long for the edits, and none of them is in a digit.
    var isCertain: Bool
  }

  package static func match(_ word: String, among candidates: some Sequence<String>) -> String? {
    find(word, among: candidates)?.name
  }

  package static func find(_ word: String, among candidates: some Sequence<String>) -> Match? {
    var work = maximumWork
    return find(word, among: candidates, work: &work)
  }

  /// - Parameter work: what is left of it; less afterwards. Nothing is found once it is below zero.
  package static func find(_ word: String, among candidates: some Sequence<String>, work: inout Int) -> Match? {
    guard work > 0 else { return nil }
    let letters = Letters(word)
    let count = letters.scalars.count
    guard count > 0 else { return nil }
    let size = min(word.utf8.count, 4 * longest)
    var measure = EditMeasurer()
    var best: (name: String, rank: Rank)?
    var second = Int.max
    for candidate in candidates.prefix(most) {
      work -= 4
      // A scalar is one byte to four, so that lengths in bytes tell most that are too long or too short.
      let length = min(candidate.utf8.count, 4 * longest)
      guard length * 3 <= size * 16 + 16, size * 3 <= length * 16 + 16, candidate != word, candidate != best?.name
      else {
        continue
      }
      let other = Letters(candidate)
      work -= other.scalars.count
      let limit = max(1, min(count, other.scalars.count) / 3)
      // What costs more than this neither is the best nor casts doubt on it.
      let bound = best.map { $0.rank.cost + EditMeasure.edit - 1 } ?? Int.max / 4
      let apart = abs(count - other.scalars.count)
      guard apart <= limit, 3 * apart <= bound, letters.differ(from: other) <= 2 * limit else { continue }
      guard work > 0 else { return nil }
      let found = measure.of(letters.scalars, other.scalars, limit: limit, bound: bound)
      work -= found.work
      guard found.measure.edits <= limit else { continue }
      let rank = Rank(cost: found.measure.cost, start: letters.commonStart(other), edits: found.measure.edits)
      if let found = best, !(rank < found.rank) {
        second = min(second, rank.cost)
      } else {
        second = best?.rank.cost ?? second
        best = (candidate, rank)
      }
    }
    guard work > 0 else { return nil }
    guard let best else { return beginning(with: letters.scalars, among: candidates) }
    let isLong = count >= 3 * best.rank.edits
    let isAlone = second >= best.rank.cost + EditMeasure.edit
    return Match(
      name: best.name, edits: best.rank.edits,
      isCertain: isAlone && (best.rank.edits == 0 || (best.rank.edits <= 2 && isLong))
        && digits(in: word) == digits(in: best.name))
  }

  /// Words that differ in a digit are names of different things.
  private static func digits(in word: String) -> [UInt8] { word.utf8.filter { (0x30...0x39).contains($0) } }

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
