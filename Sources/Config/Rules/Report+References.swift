import Diagnostics
import YAMLTree

extension Report {
  /// Holds the references of a text against the variables there are.
  mutating func checkVariables(_ node: YAMLNode?, known: KnownNames) {
    guard let node, let text = node.scalar?.text else { return }
    let (found, problem) = Template.references(in: text)
    let ranges = ScalarRanges(node)
    for reference in found where !known.contains(reference.name) {
      let match = closest(reference.name, among: known)
      add(
        .unknownVariable, "there is no variable `\(reference.name)`",
        ranges.range(offset: reference.offset, count: reference.count),
        suggestion: match.map { "did you mean `{{\($0)}}`?" })
    }
    if let problem { add(.badTemplate, problem.message, node.range(offset: problem.offset, count: 2)) }
    for single in Template.singles(in: text) where known.contains(single.name) {
      addSingle(single, ranges.range(offset: single.offset, count: single.count))
    }
  }

  mutating func addSingle(_ reference: Template.Reference, _ range: YAMLRange) {
    add(
      .singleBraces, "`\(reference.name)` between single braces is said as it is written", range,
      suggestion: "write `{{\(reference.name)}}`")
  }

  /// Holds the name of a transfer target against those there are.
  mutating func checkTransfer(_ node: YAMLNode?, among known: KnownNames) {
    guard let node, let name = node.scalar?.text, !known.contains(name) else { return }
    addUnknown(.unknownTransfer, "there is no transfer target `\(name)`", node.range, name: name, known: known)
  }
}
