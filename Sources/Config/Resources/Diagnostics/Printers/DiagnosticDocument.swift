package import JSON

/// Diagnostics as one JSON document, for programs.
///
/// ```
/// {"version": 1, "errors": 1, "warnings": 0, "diagnostics": [{"code": "VB0107", "severity": "error", …}]}
/// ```
/// `version` changes only where a member changes its meaning or goes away.
package enum DiagnosticDocument {
  package static let version: Int64 = 1

  package static func json(_ diagnostics: [Diagnostic]) -> JSONValue {
    let errors = diagnostics.count { $0.severity == .error }
    return [
      "version": .integer(version), "errors": .integer(Int64(errors)),
      "warnings": .integer(Int64(diagnostics.count - errors)),
      "diagnostics": .array(diagnostics.map(\.json)),
    ]
  }

  /// Indented, the last line ended.
  package static func print(_ diagnostics: [Diagnostic]) -> String { IndentedJSON.text(json(diagnostics)) }
}
