import YAMLTree

/// Text as a terminal shows it.
package enum DisplayText {
  /// Without what a terminal would obey or what would change the order of what is read: control characters and the
  /// overrides of direction become U+FFFD. Tabs stay.
  package static func visible(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isHidden(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
  }

  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// What stands before the scalars from `start` up to, not including, `end`, both counted from 1, as white space, and
  /// the columns that they take. A character that the range only touches counts whole. Tabs stay in the indentation, so
  /// that a mark lines up whatever their width.
  static func span(of line: String, from start: Int, to end: Int) -> (indent: String, width: Int) {
    var indent = ""
    var width = 0
    var position = 1
    for character in visible(line) {
      let next = position + character.unicodeScalars.count
      if next <= start {
        indent += character == "\t" ? "\t" : String(repeating: " ", count: YAMLWidth.cells(character))
      } else if position < end {
        width += YAMLWidth.cells(character)
      } else {
        break
      }
      position = next
    }
    return (indent, width)
  }
}
