import Markup

/// How wide text is on a terminal.
enum DisplayText {
  /// What stands before the scalars from `start` up to, not including, `end`, both counted from 1, as white space, and
  /// the columns that they take. A character that the range only touches counts whole. Tabs stay in the indentation, so
  /// that a mark lines up whatever their width.
  static func span(of line: String, from start: Int, to end: Int) -> (indent: String, width: Int) {
    var indent = ""
    var width = 0
    var position = 1
    for character in VisibleText.of(line) {
      let next = position + character.unicodeScalars.count
      if next <= start {
        indent += character == "\t" ? "\t" : String(repeating: " ", count: columns(of: character))
      } else if position < end {
        width += columns(of: character)
      } else {
        break
      }
      position = next
    }
    return (indent, width)
  }

  static func columns(of text: String) -> Int { text.reduce(0) { $0 + columns(of: $1) } }

  /// Columns of a fixed-width font: none for a mark that combines with nothing, two for East Asian wide characters and
  /// pictures.
  static func columns(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if character.unicodeScalars.contains("\u{FE0F}") || isWide(first) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }

  /// East Asian Width (UAX 11) W and F, in whole blocks, and characters that are pictures by default.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x1100: false
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF,
      0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
