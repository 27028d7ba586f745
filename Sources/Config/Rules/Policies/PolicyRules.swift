package import Diagnostics
package import Resources
import YAMLTree

/// Holds one resource against the policies of the project.
package struct PolicyRules {
  /// One thing that is against a policy, before its waivers are looked at.
  package struct Finding {
    /// The policy's position in the project.
    package var policy: Int
    package var diagnostic: Diagnostic
    /// The declaration it is about; nil for a file or a commit.
    package var resource: ResourceName?
  }

  package let policies: [Policy]
  let repository: RepositoryRules

  package init(policies: [Policy], repository: RepositoryRules) {
    self.policies = policies
    self.repository = repository
  }

  /// What of the resource is against which policy. It depends on the resource and the policies alone.
  package func check(_ declaration: Declaration) -> [Finding] {
    guard declaration.isSound else { return [] }
    var found: [Finding] = []
    for (index, policy) in policies.enumerated() where policy.covers(declaration.name) {
      var report = Report(file: declaration.path, overlay: declaration.overlay)
      switch (policy.rule, declaration.name.kind) {
      case (.recordingConsent(required: true), .bot): checkConsent(declaration, policy, &report)
      case (.retention(let maximum), .tenant): checkRetention(declaration, maximum, policy, &report)
      case (.transferPrefixes(let allow, let hosts), .bot), (.transferPrefixes(let allow, let hosts), .ivr):
        checkTransfers(declaration, TransferRange(prefixes: allow, hosts: hosts), policy, &report)
      case (.audioProviders(let allow), .bot): checkProviders(declaration, allow, policy, &report)
      default: break
      }
      for var diagnostic in report.diagnostics {
        diagnostic.severity = policy.severity
        found.append(Finding(policy: index, diagnostic: diagnostic, resource: declaration.name))
      }
    }
    return found
  }

  private func checkConsent(_ bot: Declaration, _ policy: Policy, _ report: inout Report) {
    let recording = bot.spec["recording"]
    guard recording["enabled"].boolean == true, recording["announce"].text == nil, let node = recording["enabled"].node
    else { return }
    report.add(
      policy.code, "policy `\(policy.name)`: callers are recorded and not told", node.range,
      suggestion: "add `announce`, or ask \(policy.owner)")
  }

  private func checkRetention(
    _ tenant: Declaration, _ maximum: Duration, _ policy: Policy, _ report: inout Report
  ) {
    let own = tenant.spec["retention"]
    guard let duration = own.duration, let node = own.node else {
      return report.add(
        policy.code, "policy `\(policy.name)`: the tenant keeps recordings without end", tenant.nameRange,
        suggestion: "set `retention`, or ask \(policy.owner)")
    }
    guard duration > maximum else { return }
    report.add(
      policy.code, "policy `\(policy.name)`: `\(own.text ?? "")` is longer than it allows", node.range,
      suggestion: "at most \(maximum.components.seconds / 86_400)d, or ask \(policy.owner)")
  }

  private func checkTransfers(
    _ declaration: Declaration, _ range: TransferRange, _ policy: Policy, _ report: inout Report
  ) {
    for entry in declaration.spec["transfer"].entries {
      guard let node = entry.value["to"].node, let text = node.scalar?.text, !range.covers(text) else { continue }
      report.add(
        policy.code, "policy `\(policy.name)`: calls may not be transferred to `\(text)`", node.range,
        suggestion: "ask \(policy.owner)")
    }
  }

  private func checkProviders(_ bot: Declaration, _ allowed: [String], _ policy: Policy, _ report: inout Report) {
    let rules = BotRules(declaration: bot, repository: repository)
    let isEcho = rules.driver(rules.providerName("brain")) == .echo
    for field in ["speechToText", "brain", "voice"] {
      let pinned = bot.spec[field]
      var named = [pinned["provider"].node].compactMap { $0 } + (pinned["fallback"].node?.elements ?? [])
      if pinned["provider"].node == nil, !isEcho {
        let name = YAMLScalar(text: rules.providerName(field), style: .plain)
        named.append(YAMLNode(content: .scalar(name), range: bot.nameRange))
      }
      for node in named {
        guard let name = node.scalar?.text, !allowed.contains(name) else { continue }
        report.add(
          policy.code, "policy `\(policy.name)`: `\(name)` may not get what is said (`\(field)`)", node.range,
          suggestion: "allowed are \(allowed.map { "`\($0)`" }.joined(separator: ", "))")
      }
    }
  }
}

extension Policy {
  /// Whether the policy is about the resource's tenant.
  fileprivate func covers(_ name: ResourceName) -> Bool {
    guard let tenants else { return true }
    return tenants.contains(name.kind == .tenant ? name.name : name.tenant ?? "")
  }
}
