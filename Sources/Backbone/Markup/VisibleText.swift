/// Text that a person reads in a terminal or a log.
package enum VisibleText {
  /// Without what a terminal would obey or what would change the order of what is read: control characters and the
  /// overrides of direction become U+FFFD. Tabs stay.
  package static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(shown(scalar)) }
    return String(result)
  }

  /// The same in one line: line ends and tabs become spaces.
  package static func line(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : shown(scalar))
    }
    return String(result)
  }

  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar { isHidden(scalar) ? "\u{FFFD}" : scalar }
}
