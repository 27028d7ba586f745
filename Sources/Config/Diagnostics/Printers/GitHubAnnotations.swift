import Markup

/// Diagnostics as workflow commands of GitHub Actions, one a line. Errors come first: GitHub shows ten of a step.
enum GitHubAnnotations {
  static func print(_ list: DiagnosticList, _ context: ReportContext = ReportContext()) -> String {
    let errors = list.shown.filter { $0.severity == .error }
    let warnings = list.shown.filter { $0.severity != .error }
    var text = (errors + warnings).map { line($0, context) }.joined()
    for rest in list.omitted {
      text +=
        WorkflowCommand(
          .notice, file: context.path(rest.file), message: "\(rest.count) more findings in this file"
        ).line
    }
    return text
  }

  private static func line(_ diagnostic: Diagnostic, _ context: ReportContext) -> String {
    let place = diagnostic.place
    let note = diagnostic.suggestion.map { " (\($0))" } ?? ""
    let related = diagnostic.related.map { "\n\($0.message): \($0.place.file):\($0.place.line)" }.joined()
    return WorkflowCommand(
      diagnostic.severity == .error ? .error : .warning, file: context.path(place.file),
      from: (place.line, place.column), to: (place.endLine, place.endColumn), title: diagnostic.code.rawValue,
      message: diagnostic.message + note + related
    ).line
  }
}
