import Markup

/// Prints diagnostics for a terminal.
///
/// ```
/// error[VB0107]: unknown field `langauge`
///   --> bots/demo/pizzeria.yaml:7:3
///    |
///  7 |   langauge: de-DE
///    |   ^^^^^^^^ did you mean `language`?
///    = fix: voicebot validate --fix      = docs: voicebot explain VB0107
/// ```
/// Related places follow the first with excerpts of their own, where they have any.
package struct DiagnosticText: Sendable {
  /// The command that carries out safe fixes.
  static let validateFix = "voicebot validate --fix"

  /// Uses the colours of ECMA-48.
  package var colour = false
  /// The command that carries out safe fixes; nil prints what to write instead.
  package var fixCommand: String?
  package init(colour: Bool = false, fixCommand: String? = nil) {
    self.colour = colour
    self.fixCommand = fixCommand
  }

  /// One after another, with an empty line between.
  package func print(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { self.print($0) }.joined(separator: "\n")
  }

  /// Several lines, the last ended.
  package func print(_ diagnostic: Diagnostic) -> String {
    let numbers = [diagnostic.place.line] + diagnostic.related.filter { $0.excerpt != nil }.map(\.place.line)
    let gutter = String(repeating: " ", count: (numbers.map { String($0).count }.max() ?? 1) + 1)
    let tone = diagnostic.severity == .error ? "1;31" : "1;33"
    let severity = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]", tone)
    var lines = [severity + paint(": " + VisibleText.of(diagnostic.message), "1")]
    lines.append("\(gutter)\(paint("-->", "34")) \(Self.place(diagnostic.place))")
    let bar = paint("|", "34")
    if let excerpt = diagnostic.excerpt {
      lines.append("\(gutter) \(bar)")
      lines += quote(excerpt, diagnostic.place, diagnostic.suggestion, mark: "^", gutter: gutter, tone: tone)
    } else if let suggestion = diagnostic.suggestion {
      lines.append("\(gutter) = \(VisibleText.of(suggestion))")
    }
    for related in diagnostic.related {
      if let excerpt = related.excerpt {
        let isElsewhere = related.place.file != diagnostic.place.file
        lines.append(
          isElsewhere ? "\(gutter)\(paint(":::", "34")) \(Self.place(related.place))" : "\(gutter) \(paint(":", "34"))")
        lines += quote(excerpt, related.place, related.message, mark: "-", gutter: gutter, tone: "34")
      } else {
        lines.append("\(gutter) = \(VisibleText.of(related.message)): \(Self.place(related.place))")
      }
    }
    let docs = "= docs: voicebot explain \(diagnostic.code.rawValue)"
    lines.append("\(gutter) \(fix(diagnostic).map { "= fix: \($0)      " } ?? "")\(docs)")
    return lines.map { $0 + "\n" }.joined()
  }

  private func fix(_ diagnostic: Diagnostic) -> String? {
    guard let fix = diagnostic.fix else { return nil }
    if fix.isSafe, let fixCommand { return fixCommand }
    return fix.replacement.isEmpty ? "delete it" : "write `\(VisibleText.of(fix.replacement))`"
  }

  private static func place(_ place: Diagnostic.Place) -> String {
    "\(VisibleText.of(place.file)):\(place.line):\(place.column)"
  }

  private func paint(_ text: String, _ code: String) -> String { colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

  /// The line and, below it, the marks with what is said about them.
  private func quote(
    _ excerpt: String, _ place: Diagnostic.Place, _ note: String?, mark: String, gutter: String, tone: String
  ) -> [String] {
    let bar = paint("|", "34")
    let number = String(place.line)
    let padding = String(repeating: " ", count: gutter.count - number.count)
    let runsOn = place.endLine > place.line
    let (indent, width) = DisplayText.span(
      of: excerpt, from: place.column, to: runsOn ? Int.max : place.endColumn)
    let marks = String(repeating: mark, count: max(1, width)) + (runsOn ? "…" : "")
    let lastLine = runsOn ? ["to line \(place.endLine)"] : []
    let notes = ([note.map(VisibleText.of)].compactMap { $0 } + lastLine).joined(separator: ", ")
    return [
      "\(paint(padding + number, "34")) \(bar) \(VisibleText.of(excerpt))",
      "\(gutter) \(bar) \(indent)\(paint(marks + (notes.isEmpty ? "" : " " + notes), tone))",
    ]
  }
}
