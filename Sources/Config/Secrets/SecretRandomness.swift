/// Tells random text from words, names and paths, by length, kinds of characters and how they alternate.
///
/// English, identifiers and paths keep to one kind of character for whole syllables; of a random base 64 text less than
/// a fifth stands in runs of three lower case letters.
enum SecretRandomness {
  /// Before a colon or an at sign: the digest of something public follows.
  static let digests = ["sha1", "sha256", "sha384", "sha512", "md5", "blake3", "SHA256"]

  /// The part of a word that is random; the word is of letters, digits and `-_+/=`.
  static func part(_ word: ArraySlice<UInt8>) -> Range<Int>? {
    if word.count >= 32, isMixed(word), !isGrouped(word) { return word.indices }
    var start = word.startIndex
    while start < word.endIndex {
      let end = word[start...].firstIndex { !isPlain($0) } ?? word.endIndex
      let piece = word[start..<end]
      if piece.count >= 24, isMixed(piece) || isHexadecimal(piece) || isLower(piece) { return start..<end }
      start = end + 1
    }
    return nil
  }

  /// Like a UUID: several groups, each short.
  private static func isGrouped(_ word: ArraySlice<UInt8>) -> Bool {
    let groups = word.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "/") }
    return groups.count >= 3 && groups.allSatisfy { $0.count <= 16 }
  }

  /// Upper and lower case and digits, as base 64 and base 62.
  private static func isMixed(_ word: ArraySlice<UInt8>) -> Bool {
    let kinds = Kinds(word)
    guard kinds.upper >= 3, kinds.lower >= 3, kinds.distinct >= 14 else { return false }
    // Identifiers have their digits together, and at an end.
    return kinds.digits >= 1 && 2 * kinds.inRuns < word.count
      || kinds.digitGroups >= 2 && 5 * kinds.inRuns < 3 * word.count
      || kinds.digitGroups >= 3 && 4 * kinds.inRuns < 3 * word.count
  }

  private static func isHexadecimal(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 32 else { return false }
    let isLower = word.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    let isUpper = word.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }
    guard isLower || isUpper else { return false }
    let kinds = Kinds(word)
    return kinds.digits >= 8 && kinds.upper + kinds.lower >= 5 && kinds.distinct >= 9
  }

  /// Lower case letters and digits.
  private static func isLower(_ word: ArraySlice<UInt8>) -> Bool {
    let kinds = Kinds(word)
    return word.count >= 32 && kinds.upper == 0 && kinds.digits >= 6 && kinds.lower >= 6 && kinds.distinct >= 14
      && 2 * kinds.inRuns < word.count
  }

  private struct Kinds {
    var digits = 0
    /// Runs of digits.
    var digitGroups = 0
    var upper = 0
    var lower = 0
    var distinct = 0
    /// Characters in runs of three or more of one kind, digits apart from letters and each case apart.
    var inRuns = 0

    init(_ word: ArraySlice<UInt8>) {
      var seen: (UInt64, UInt64) = (0, 0)
      var last = 0
      var run = 0
      for byte in word {
        let kind: Int
        switch byte {
        case 0x30...0x39: (kind, digits) = (1, digits + 1)
        case 0x41...0x5A: (kind, upper) = (2, upper + 1)
        case 0x61...0x7A: (kind, lower) = (3, lower + 1)
        default: kind = 0
        }
        if byte < 64 { seen.0 |= 1 << UInt64(byte) } else { seen.1 |= 1 << UInt64(byte & 63) }
        if kind == 1, last != 1 { digitGroups += 1 }
        run = kind == last ? run + 1 : 1
        last = kind
        if kind != 0 { inRuns += run == 3 ? 3 : run > 3 ? 1 : 0 }
      }
      distinct = seen.0.nonzeroBitCount + seen.1.nonzeroBitCount
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
