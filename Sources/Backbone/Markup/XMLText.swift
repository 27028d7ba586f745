/// Text inside XML 1.0. Characters that it does not allow (section 2.2), and those that are not seen, become U+FFFD.
package enum XMLText {
  /// Between tags: lines stay lines.
  package static func content(_ text: String) -> String { escaped(text, keepsLines: true) }

  /// Between quotation marks, where a parser would make spaces of line ends and tabs (section 3.3.3).
  package static func attribute(_ text: String) -> String { escaped(text, keepsLines: false) }

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "'": result += "&apos;".unicodeScalars
      case "\n": result += keepsLines ? "\n".unicodeScalars : "&#10;".unicodeScalars
      // A parser makes a line end of it everywhere (section 2.11).
      case "\r": result += "&#13;".unicodeScalars
      case "\t": result += keepsLines ? "\t".unicodeScalars : "&#9;".unicodeScalars
      case "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default: result.append(VisibleText.shown(scalar))
      }
    }
    return String(result)
  }
}
