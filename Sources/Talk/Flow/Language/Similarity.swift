/// How alike two words are when a transcriber may have mistaken one for the other.
enum Similarity {
  /// Longest word compared; longer ones are cut.
  static let maximumLength = 32

  /// 0...1: the better of spelling and sound.
  static func score(_ a: String, _ b: String) -> Double {
    if a == b { return 1 }
    let spelling = ratio(Array(a.utf8.prefix(maximumLength)), Array(b.utf8.prefix(maximumLength)))
    let sound = ratio(soundKey(a), soundKey(b))
    return max(spelling, min(0.95, sound * 0.9 + spelling * 0.1))
  }

  /// 1 − edit distance ÷ longer length.
  private static func ratio(_ a: [UInt8], _ b: [UInt8]) -> Double {
    let longest = max(a.count, b.count)
    guard longest > 0, !a.isEmpty, !b.isEmpty else { return 0 }
    var row = Array(0...b.count)
    for i in 1...a.count {
      var diagonal = row[0]
      row[0] = i
      for j in 1...b.count {
        let cost = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)
        diagonal = row[j]
        row[j] = min(cost, row[j] + 1, row[j - 1] + 1)
      }
    }
    return 1 - Double(row[b.count]) / Double(longest)
  }

  /// Consonant classes and a leading vowel mark: sounds that English speech-to-text confuses share a class.
  private static func soundKey(_ word: String) -> [UInt8] {
    var key: [UInt8] = []
    for byte in word.utf8.prefix(maximumLength) {
      let code: UInt8
      switch byte {
      case UInt8(ascii: "b"), UInt8(ascii: "p"): code = 1
      case UInt8(ascii: "f"), UInt8(ascii: "v"): code = 2
      case UInt8(ascii: "c"), UInt8(ascii: "k"), UInt8(ascii: "g"), UInt8(ascii: "q"), UInt8(ascii: "x"): code = 3
      case UInt8(ascii: "s"), UInt8(ascii: "z"): code = 4
      case UInt8(ascii: "d"), UInt8(ascii: "t"): code = 5
      case UInt8(ascii: "m"), UInt8(ascii: "n"): code = 6
      case UInt8(ascii: "l"): code = 7
      case UInt8(ascii: "r"): code = 8
      case UInt8(ascii: "j"): code = 9
      case UInt8(ascii: "w"), UInt8(ascii: "h"), UInt8(ascii: "y"): continue
      case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"):
        code = 10
      default: code = byte
      }
      if key.last != code { key.append(code) }
    }
    return key
  }
}
