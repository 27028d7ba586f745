/// Turns a model's writing into what can be spoken, as it streams: Markdown's marks and emoji are dropped, of links
/// the text is kept, white space is a single space, and line ends are reported apart.
///
/// Works on Unicode scalars, so that the result does not depend on how the text was cut into pieces.
struct SpokenText {
  enum Piece: Equatable {
    case scalar(Unicode.Scalar)
    case space
    /// The end of a line, which ends a clause even without punctuation.
    case lineEnd
  }

  private enum Bracket { case none, closed, address }

  private var atLineStart = true
  private var bracket = Bracket.none
  private var addressLength = 0
  private var pendingUnderscore = false
  private var pendingDash = false
  private var previousIsWord = false

  /// An address longer than this is none; skipping stops so that no missing parenthesis swallows a whole answer.
  private static let longestAddress = 2_000

  mutating func push(_ scalar: Unicode.Scalar) -> [Piece] {
    if let skipped = skipAddress(scalar) { return skipped }
    var pieces: [Piece] = []
    if pendingDash {
      pendingDash = false
      // "- item" and "---" are marks, "-5" is a number.
      if scalar == "-" {
        pendingDash = true
        return []
      }
      if !scalar.properties.isWhitespace {
        pieces.append(.scalar("-"))
        atLineStart = false
      }
    }
    if pendingUnderscore {
      pendingUnderscore = false
      if Self.isWord(scalar) { pieces.append(.space) }
    }
    return pieces + plain(scalar)
  }

  private mutating func plain(_ scalar: Unicode.Scalar) -> [Piece] {
    switch scalar {
    case "\n", "\r", "\u{2028}", "\u{2029}":
      atLineStart = true
      previousIsWord = false
      return [.lineEnd]
    case "*", "`", "~": return []
    case "#", ">", "•":
      if atLineStart { return [] }
    case "-":
      if atLineStart {
        pendingDash = true
        return []
      }
    case "_":
      pendingUnderscore = previousIsWord
      return []
    case "[": return []
    case "]":
      bracket = .closed
      return []
    case "|":
      previousIsWord = false
      return [.space]
    default: break
    }
    if scalar.properties.isWhitespace {
      previousIsWord = false
      return [.space]
    }
    if Self.isUnspeakable(scalar) { return [] }
    atLineStart = false
    previousIsWord = Self.isWord(scalar)
    return [.scalar(scalar)]
  }

  /// The pieces for a scalar that belongs to a link's address; nil where it does not.
  private mutating func skipAddress(_ scalar: Unicode.Scalar) -> [Piece]? {
    switch bracket {
    case .none: return nil
    case .closed:
      bracket = scalar == "(" ? .address : .none
      addressLength = 0
      return bracket == .address ? [] : nil
    case .address:
      addressLength += 1
      if scalar == ")" || addressLength > Self.longestAddress { bracket = .none }
      return []
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Emoji and what holds them together, and control characters. Digits and `#` count as emoji in Unicode's table;
  /// below U+00FF nothing is dropped for it.
  private static func isUnspeakable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200B...0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F, 0x20E3, 0xE0020...0xE007F: true
    case 0x1F000...0x1FAFF: true
    case 0x2190..<0x3000: scalar.properties.isEmoji || scalar.properties.isEmojiPresentation
    default: false
    }
  }
}
