/// Diagnostics as workflow commands of GitHub Actions, one a line.
///
/// ```
/// ::error file=bots/demo/bot.yaml,line=7,endLine=7,col=3,endColumn=10,title=VB0107::unknown field `langauge`
/// ```
/// The runner reads commands from the log, so nothing of a repository may end a line, a property or the properties:
/// `%`, CR and LF are escaped everywhere, `:` and `,` in properties as well; other control characters become U+FFFD.
/// Columns are given only where the place is within one line, as the checks API asks. Errors come first: GitHub shows
/// ten of a step.
package enum GitHubAnnotations {
  package static func print(_ list: DiagnosticList, _ context: ReportContext = ReportContext()) -> String {
    let errors = list.shown.filter { $0.severity == .error }
    let warnings = list.shown.filter { $0.severity != .error }
    var text = (errors + warnings).map { line($0, context) + "\n" }.joined()
    for rest in list.omitted {
      text += "::notice file=\(property(context.path(rest.file)))::\(rest.count) more findings in this file\n"
    }
    return text
  }

  private static func line(_ diagnostic: Diagnostic, _ context: ReportContext) -> String {
    let place = diagnostic.place
    var properties = [
      "file=\(property(context.path(place.file)))", "line=\(place.line)", "endLine=\(max(place.line, place.endLine))",
    ]
    if place.endLine <= place.line {
      // The last column that belongs to the place, where ours is the first that does not.
      properties.append("col=\(place.column)")
      properties.append("endColumn=\(max(place.column, place.endColumn - 1))")
    }
    properties.append("title=\(property(diagnostic.code.rawValue))")
    let note = diagnostic.suggestion.map { " (\($0))" } ?? ""
    let related = diagnostic.related.map { "\n\($0.message): \($0.place.file):\($0.place.line)" }.joined()
    return
      "::\(diagnostic.severity.rawValue) \(properties.joined(separator: ","))::\(data(diagnostic.message + note + related))"
  }

  package static func data(_ text: String) -> String { escaped(text, properties: false) }
  package static func property(_ text: String) -> String { escaped(text, properties: true) }

  private static func escaped(_ text: String, properties: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25".unicodeScalars
      case "\r": result += "%0D".unicodeScalars
      case "\n": result += "%0A".unicodeScalars
      case ":" where properties: result += "%3A".unicodeScalars
      case "," where properties: result += "%2C".unicodeScalars
      default: result.append(DisplayText.isHidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }
}
