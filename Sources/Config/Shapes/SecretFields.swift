package import Diagnostics
import Resources
package import YAMLTree

/// Reports what stands in fields that want a reference to a secret, in a document as it is written.
///
/// `ShapeChecker` reports the same, but not after a hundred other findings, and of a document it sees what is left of
/// it when an environment has changed it.
package struct SecretFields {
  package private(set) var report: Report

  package init(report: Report) { self.report = report }

  private mutating func check(_ node: YAMLNode, _ shape: Shape) {
    switch shape {
    case .text(let form):
      guard form == .secret || form == .secretFile, node.scalar?.resolved != .null,
        !form.accepts(node.scalar?.text ?? "")
      else { return }
      report.addSecretValue(form, node.range)
    case .list(let element, least: _): for node in node.elements ?? [] { check(node, element) }
    case .map(_, let value): for entry in node.entries ?? [] { check(entry.value, value) }
    case .object(let object): check(node, object)
    default: break
    }
  }

  package mutating func check(_ node: YAMLNode, _ shape: ObjectShape) {
    for entry in node.entries ?? [] {
      if let field = shape.field(entry.name) { check(entry.value, field.shape) }
    }
  }
}

extension Report {
  /// The text may be the secret itself, so it is not repeated, nor its line shown.
  mutating func addSecretValue(_ form: TextForm, _ range: YAMLRange) {
    add(
      .secretValue, "a secret is a reference, never the value", range,
      suggestion: form == .secret ? "write `env:NAME` or `file:/path`" : "write `file:/path`")
  }
}
