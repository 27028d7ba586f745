import Markup

/// Diagnostics as a table for each file, for a pull request's comment or a job's summary.
///
/// Everything from the repository is shown as text: what Markdown or HTML would take for markup, a mention or a
/// reference is written as an entity. At most `most` rows, since GitHub refuses summaries over 1 MiB.
enum MarkdownSummary {
  static let most = 500

  static func print(_ list: DiagnosticList, _ context: ReportContext = ReportContext()) -> String {
    guard !list.shown.isEmpty else {
      return "### voicebot validate: valid\n\n\(context.files.count) files checked.\n"
    }
    var lines = ["### voicebot validate: \(list.summary)"]
    var file: String?
    for diagnostic in list.shown.prefix(most) {
      if diagnostic.place.file != file {
        file = diagnostic.place.file
        lines += ["", "**\(MarkdownText.escaped(context.path(diagnostic.place.file)))**", ""]
        lines += ["| line | finding | what to do |", "| ---: | --- | --- |"]
      }
      lines.append(row(diagnostic))
    }
    let hidden = list.errors + list.warnings - min(list.shown.count, most)
    if hidden > 0 { lines += ["", "… and \(hidden) more."] }
    lines += ["", "`voicebot explain CODE` says more about each code."]
    if list.shown.contains(where: { $0.fix?.isSafe == true }) {
      lines.append("`\(DiagnosticText.validateFix)` mends what is marked with a pencil.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ diagnostic: Diagnostic) -> String {
    let isError = diagnostic.severity == .error
    let finding = "\(isError ? "❌" : "⚠️") **\(diagnostic.code.rawValue)** \(prose(diagnostic.message))"
    let related = diagnostic.related.map {
      "<br>\(prose($0.message)): \(MarkdownText.escaped("\($0.place.file):\($0.place.line)"))"
    }
    let pencil = diagnostic.fix?.isSafe == true ? "✏️ " : ""
    let advice = diagnostic.suggestion.map(prose) ?? diagnostic.fix.map { "write \(code($0.replacement))" } ?? ""
    return
      "| \(diagnostic.place.line):\(diagnostic.place.column) | \(finding)\(related.joined()) | \(pencil)\(advice) |"
  }

  /// With what stands between backquotes as code.
  private static func prose(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return MarkdownText.escaped(text) }
    return parts.enumerated().map {
      $0.offset % 2 == 1 ? code(String($0.element)) : MarkdownText.escaped(String($0.element))
    }
    .joined()
  }

  private static func code(_ text: String) -> String {
    text.isEmpty ? "" : "<code>\(MarkdownText.escaped(text))</code>"
  }
}
