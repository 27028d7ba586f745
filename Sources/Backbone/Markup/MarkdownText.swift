/// Text inside Markdown as GitHub and GitLab show it, a table's cell included.
package enum MarkdownText {
  /// What Markdown or HTML would take for markup, a mention, a reference or an address is written as an entity; line
  /// ends become spaces.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": result.append(" ")
      case "&", "<", ">", "\"", "'", "\\", "`", "*", "_", "[", "]", "(", ")", "|", "~", "@", "#", "!", "$", "{", "}",
        "=", ":":
        result += "&#\(scalar.value);".unicodeScalars
      default: result.append(VisibleText.shown(scalar))
      }
    }
    return String(result)
  }
}
