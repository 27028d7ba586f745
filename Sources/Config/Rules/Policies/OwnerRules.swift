package import Diagnostics
package import Resources

/// Holds a change against who may make it: by the policies that were in force before it and by those that it brings.
///
/// Invariant: no change is judged by what it brings alone, where something was in force before. Whoever takes an owner's
/// policy away, or adds themselves to it, is still held to it.
package struct OwnerRules {
  let context: PolicyContext
  /// Nil where there was nothing, or nobody knows what.
  let before: ChangeBase?
  let after: ChangeBase

  package init(context: PolicyContext, before: ChangeBase?, after: ChangeBase) {
    self.context = context
    self.before = before
    self.after = after
  }

  /// What is against it, of the two sides' policies. Where both say the same, it is said once.
  package func check() -> [Diagnostic] {
    let own = findings(after)
    guard let before else { return own.map { text($0, of: nil) } }
    let old = findings(before)
    let both = Set(old.map(\.key)).intersection(own.map(\.key))
    return old.map { finding in
      guard both.contains(finding.key) else { return text(finding, of: before.name) }
      let grave = own.contains { $0.key == finding.key && $0.diagnostic.severity == .error }
      var diagnostic = text(finding, of: "\(before.name) and of \(after.name)")
      if grave { diagnostic.severity = .error }
      return diagnostic
    } + own.filter { !both.contains($0.key) }.map { text($0, of: after.name) }
  }

  private struct Finding {
    struct Key: Hashable {
      var policy: String
      var file: String
    }
    var key: Key
    var diagnostic: Diagnostic
  }

  private func findings(_ side: ChangeBase) -> [Finding] {
    guard let author = context.author, let changed = context.changedPaths else { return [] }
    let pass = PolicyPass(policies: side.policies, nodes: [], context: context)
    var found: [Finding] = []
    for (index, policy) in side.policies.enumerated() {
      guard case .owners(let paths, let kinds, let people) = policy.rule,
        !people.contains(where: { PersonPattern.matches(author, $0) })
      else { continue }
      for path in changed where owns(paths, kinds, path) {
        var diagnostic = Diagnostic(
          code: policy.code, message: "`\(author)` may not change this file", place: Diagnostic.Place(file: path),
          suggestion: "ask \(policy.owner)")
        diagnostic.severity = policy.severity
        var used: Set<PolicyPass.WaiverPlace> = []
        let finding = PolicyRules.Finding(policy: index, diagnostic: diagnostic, resource: nil)
        guard !pass.unwaived([finding], &used).isEmpty else { continue }
        found.append(Finding(key: Finding.Key(policy: policy.name, file: path), diagnostic: diagnostic))
      }
    }
    return found
  }

  /// A file that is gone declares what it declared before, and one that is new what it declares now.
  private func owns(_ paths: [String], _ kinds: [ResourceName.Kind], _ path: String) -> Bool {
    if paths.contains(where: { path == $0 || path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }) { return true }
    let declared = (after.kinds[path] ?? []).union(before?.kinds[path] ?? [])
    return !declared.isDisjoint(with: kinds)
  }

  private func text(_ finding: Finding, of side: String?) -> Diagnostic {
    var diagnostic = finding.diagnostic
    let whose = side.map { " of \($0)" } ?? ""
    diagnostic.message = "policy `\(finding.key.policy)`\(whose): \(diagnostic.message)"
    return diagnostic
  }
}
