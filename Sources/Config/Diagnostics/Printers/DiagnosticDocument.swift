import JSON

/// Diagnostics as one JSON document, for programs.
///
/// ```
/// {"version": 1, "errors": 1, "warnings": 0, "omitted": 0, "diagnostics": [{"code": "VB0107", "severity": "error", …}]}
/// ```
/// `version` changes only where a member changes its meaning or goes away. `errors` and `warnings` count those that
/// are `omitted`, too.
enum DiagnosticDocument {
  static let version: Int64 = 1

  static func json(_ list: DiagnosticList) -> JSONValue {
    [
      "version": .integer(version), "errors": .integer(Int64(list.errors)), "warnings": .integer(Int64(list.warnings)),
      "omitted": .integer(Int64(list.omitted.reduce(0) { $0 + $1.count })),
      "diagnostics": .array(list.shown.map(\.json)),
    ]
  }
}
