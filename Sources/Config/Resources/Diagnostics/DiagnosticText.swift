/// Prints diagnostics for a terminal.
///
/// ```
/// error[VB0107]: unknown field `langauge`
///   --> bots/demo/pizzeria.yaml:7:3
///    |
///  7 |   langauge: de-DE
///    |   ^^^^^^^^ did you mean `language`?
///    = fix: write `language`      = docs: voicebot explain VB0107
/// ```
package struct DiagnosticText: Sendable {
  /// Uses the colours of ECMA-48.
  package var colour = false
  /// The command that carries out fixes; nil prints what to write instead.
  package var fixCommand: String?
  package init(colour: Bool = false, fixCommand: String? = nil) {
    self.colour = colour
    self.fixCommand = fixCommand
  }

  /// Several lines, the last ended.
  package func print(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.place
    let gutter = String(repeating: " ", count: String(place.line).count + 1)
    let severity = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]", tone(diagnostic))
    var lines = ["\(severity)\(paint(": " + Self.visible(diagnostic.message), "1"))"]
    lines.append("\(gutter)\(paint("-->", "34")) \(place.file):\(place.line):\(place.column)")
    let bar = paint("|", "34")
    if let excerpt = diagnostic.excerpt {
      lines.append("\(gutter) \(bar)")
      lines.append("\(paint(" \(place.line)", "34")) \(bar) \(Self.visible(excerpt))")
      let carets = caret(diagnostic, excerpt)
      let note = diagnostic.suggestion.map { " " + Self.visible($0) } ?? ""
      lines.append("\(gutter) \(bar) \(carets.indent)\(paint(carets.marks + note, tone(diagnostic)))")
    } else if let suggestion = diagnostic.suggestion {
      lines.append("\(gutter) = \(Self.visible(suggestion))")
    }
    for related in diagnostic.related {
      lines.append(
        "\(gutter) = \(Self.visible(related.message)): \(related.place.file):\(related.place.line):\(related.place.column)"
      )
    }
    let docs = "= docs: voicebot explain \(diagnostic.code.rawValue)"
    let fix = diagnostic.fix.map { "= fix: \(fixCommand ?? "write `\(Self.visible($0.replacement))`")      " } ?? ""
    lines.append("\(gutter) \(fix)\(docs)")
    return lines.map { $0 + "\n" }.joined()
  }

  private func tone(_ diagnostic: Diagnostic) -> String { diagnostic.severity == .error ? "1;31" : "1;33" }

  private func paint(_ text: String, _ code: String) -> String { colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

  /// Tabs stay in the indentation, so that the caret lines up whatever their width.
  private func caret(_ diagnostic: Diagnostic, _ excerpt: String) -> (indent: String, marks: String) {
    let scalars = Array(excerpt.unicodeScalars)
    let place = diagnostic.place
    let start = min(max(place.column - 1, 0), scalars.count)
    let end = place.endLine == place.line ? min(place.endColumn - 1, scalars.count) : scalars.count
    let indent = scalars[..<start].map { $0 == "\t" ? "\t" : " " }.joined()
    return (indent, String(repeating: "^", count: max(1, end - start)))
  }

  /// No control character of a file reaches the terminal.
  private static func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      result.unicodeScalars.append(isControl && scalar != "\t" ? "\u{FFFD}" : scalar)
    }
    return result
  }
}

extension DiagnosticText {
  /// The command that carries out fixes.
  package static let validateFix = "voicebot validate --fix"

  /// One after another, with an empty line between.
  package func print(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { print($0) }.joined(separator: "\n")
  }
}
