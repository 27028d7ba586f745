package import YAMLTree

/// How grave the project wants findings to be: `spec.lint`, from codes or their names to `off`, `warning` or `error`.
///
/// Invariant: nothing that is an error by its code is lowered or dropped.
package struct LintLevels: Sendable, Hashable {
  package enum Level: String, Sendable, Hashable, CaseIterable { case off, warning, error }

  package private(set) var levels: [DiagnosticCode: Level] = [:]

  package init() {}

  /// Reads the project's field; what it may not say is reported and left out.
  package init(_ node: YAMLNode?, _ report: inout Report) {
    for entry in node?.entries ?? [] {
      guard let code = DiagnosticCode(named: entry.name) else {
        report.addUnknown(
          .badLint, "there is no diagnostic `\(entry.name)`", entry.nameRange, name: entry.name,
          known: DiagnosticCode.slugsToIgnore)
        continue
      }
      guard let text = entry.value.scalar?.text, let level = Level(rawValue: text) else { continue }
      if code.severity == .error, level != .error {
        report.add(
          .badLint, "`\(entry.name)` is an error and cannot be \(level == .off ? "turned off" : "lowered")",
          entry.value.range, suggestion: "only warnings can be")
      } else {
        levels[code] = level
      }
    }
  }

  /// The finding as the project wants it; nil where it wants none.
  package func apply(to diagnostic: Diagnostic) -> Diagnostic? {
    var diagnostic = diagnostic
    switch levels[diagnostic.code] {
    case .off: return nil
    case .error: diagnostic.severity = .error
    case .warning, nil: break
    }
    return diagnostic
  }
}
