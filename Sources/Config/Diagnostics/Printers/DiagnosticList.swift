/// Diagnostics in the order they are shown, each once, and not more than can be read.
package struct DiagnosticList: Sendable {
  /// How many of one file are shown.
  static let perFile = 100

  /// Ordered by file, then place.
  package private(set) var shown: [Diagnostic] = []
  /// Files of which more was found than is shown, with how many were left out, ordered by file.
  private(set) var omitted: [(file: String, count: Int)] = []
  package private(set) var errors = 0
  package private(set) var warnings = 0

  package init(_ diagnostics: [Diagnostic], perFile: Int = DiagnosticList.perFile) {
    var seen: Set<Diagnostic> = []
    var counts: [String: Int] = [:]
    for diagnostic in diagnostics.sorted(by: Diagnostic.precedes) where seen.insert(diagnostic).inserted {
      if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
      counts[diagnostic.place.file, default: 0] += 1
      if counts[diagnostic.place.file, default: 0] <= perFile { shown.append(diagnostic) }
    }
    omitted = counts.filter { $0.value > perFile }.map { ($0.key, $0.value - perFile) }.sorted { $0.file < $1.file }
  }

  /// Such as `2 errors, 1 warning`.
  package var summary: String {
    "\(errors) \(errors == 1 ? "error" : "errors"), \(warnings) \(warnings == 1 ? "warning" : "warnings")"
  }

  /// Every finding is a violation of a policy, and there is one.
  package var isOnlyPolicy: Bool {
    errors > 0 && shown.allSatisfy { $0.severity == .warning || $0.code.isPolicy }
  }
}

extension DiagnosticCode {
  /// Policies are VB05xx.
  package var isPolicy: Bool { rawValue.hasPrefix("VB05") }
  /// Secrets in clear text are VB06xx, and values where a reference belongs.
  var isSecret: Bool { rawValue.hasPrefix("VB06") || self == .secretValue }
}

extension Diagnostic {
  /// By file, place, code and message, so that no order of work shows.
  package static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    if left.place.file != right.place.file { return left.place.file < right.place.file }
    if left.place.line != right.place.line { return left.place.line < right.place.line }
    if left.place.column != right.place.column { return left.place.column < right.place.column }
    return (left.code.rawValue, left.message) < (right.code.rawValue, right.message)
  }
}
