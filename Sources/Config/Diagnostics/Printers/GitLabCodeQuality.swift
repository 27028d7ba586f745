import JSON
import Markup

/// Diagnostics as a code quality report of GitLab, the part of Code Climate's format that it reads.
///
/// GitLab shows one finding for each fingerprint, so equal ones are told apart by their number.
enum GitLabCodeQuality {
  /// The name GitLab CI expects as an artifact.
  static let fileName = "gl-code-quality-report.json"

  static func print(_ list: DiagnosticList, _ context: ReportContext = ReportContext()) -> String {
    let issues = zip(list.shown, Fingerprint.all(list.shown)).map { diagnostic, fingerprint -> JSONValue in
      let note = diagnostic.suggestion.map { " (\($0))" } ?? ""
      let place = diagnostic.place
      return [
        "type": "issue", "check_name": .string(diagnostic.code.rawValue),
        "description": .string(VisibleText.of(diagnostic.message + note)), "categories": ["Bug Risk"],
        "severity": .string(severity(diagnostic)), "fingerprint": .string(fingerprint),
        "location": [
          "path": .string(context.path(place.file)),
          "lines": ["begin": .integer(Int64(place.line)), "end": .integer(Int64(max(place.line, place.endLine)))],
        ],
      ]
    }
    return issues.isEmpty ? "[]\n" : IndentedJSON.text(.array(issues))
  }

  /// One of info, minor, major, critical and blocker.
  private static func severity(_ diagnostic: Diagnostic) -> String {
    if diagnostic.severity == .warning { return "minor" }
    if diagnostic.code.isSecret { return "blocker" }
    return diagnostic.code.isPolicy ? "critical" : "major"
  }
}
