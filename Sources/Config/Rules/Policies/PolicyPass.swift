package import Diagnostics
package import Resources
package import YAMLTree

/// Takes the waived findings out, and reports on the waivers themselves.
package struct PolicyPass {
  /// Days before the last one on which a waiver warns.
  static let notice = 14

  package let policies: [Policy]
  /// The elements of the project's `policies`, as many.
  let nodes: [YAMLNode]
  let context: PolicyContext

  package init(policies: [Policy], nodes: [YAMLNode], context: PolicyContext) {
    self.policies = policies
    self.nodes = nodes
    self.context = context
  }

  /// A waiver's policy and position in it.
  package struct WaiverPlace: Hashable {
    package var policy: Int
    var waiver: Int
  }

  /// What is left of the findings.
  ///
  /// - Parameter used: takes in the waivers that cover one of them.
  package func unwaived(_ findings: [PolicyRules.Finding], _ used: inout Set<WaiverPlace>) -> [Diagnostic] {
    var left: [Diagnostic] = []
    for finding in findings {
      let policy = policies[finding.policy]
      let matching = policy.waivers.indices.filter { policy.waivers[$0].covers(finding) }
      for index in matching { used.insert(WaiverPlace(policy: finding.policy, waiver: index)) }
      if !matching.contains(where: { !isExpired(policy.waivers[$0]) }) { left.append(finding.diagnostic) }
    }
    return left
  }

  /// What is found about the waivers themselves goes to the report of the project.
  package func checkWaivers(used: Set<WaiverPlace>, _ report: inout Report) {
    for (position, policy) in policies.enumerated() {
      for (index, waiver) in policy.waivers.enumerated() {
        guard let node = nodes[position]["waivers"]?[index] else { continue }
        check(
          waiver, policy, node, isUsed: used.contains(WaiverPlace(policy: position, waiver: index)), &report)
      }
    }
  }

  private func isExpired(_ waiver: Policy.Waiver) -> Bool { context.today.map { waiver.expires < $0 } ?? false }

  private func check(
    _ waiver: Policy.Waiver, _ policy: Policy, _ node: YAMLNode, isUsed: Bool, _ report: inout Report
  ) {
    let range = node["expires"]?.range ?? node.range.startOnly
    if isExpired(waiver) {
      var diagnostic = Diagnostic(
        code: .waiverExpired, message: "the waiver for `\(waiver.resource)` ended on \(waiver.expires)",
        place: report.place(range), suggestion: "put it right, or ask \(policy.owner)")
      diagnostic.severity = policy.severity
      report.add(diagnostic)
    } else if !isUsed, !isOfAnotherCheck(policy) {
      report.add(
        .unusedWaiver, "nothing of `\(waiver.resource)` is against policy `\(policy.name)`",
        (node["resource"] ?? node).range, suggestion: "delete the waiver")
    } else if let today = context.today, today.days(until: waiver.expires) <= Self.notice {
      let days = today.days(until: waiver.expires)
      let when = days == 0 ? "today" : days == 1 ? "tomorrow" : "in \(days) days"
      report.add(
        .waiverExpires, "the waiver for `\(waiver.resource)` ends \(when)", range,
        suggestion: "put it right by then, or ask \(policy.owner)")
    }
  }

  /// Whether the policy is about a change that is not being looked at.
  private func isOfAnotherCheck(_ policy: Policy) -> Bool {
    switch policy.rule {
    case .owners, .signedCommits: true
    default: false
    }
  }
}

extension Policy.Waiver {
  fileprivate func covers(_ finding: PolicyRules.Finding) -> Bool {
    let path = finding.diagnostic.place.file
    if resource == path || resource + ".yaml" == path
      || path.hasPrefix(resource.hasSuffix("/") ? resource : resource + "/")
    {
      return true
    }
    guard let name = finding.resource else { return false }
    let parts = [name.kind.rawValue.lowercased(), name.kind == .tenant ? nil : name.tenant, name.name].compactMap { $0 }
    return resource.lowercased() == parts.joined(separator: "/").lowercased()
  }
}
