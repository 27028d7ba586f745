import Diagnostics
package import Resources

/// Holds the signature of the commit that is loaded against the policies of the project.
package struct SignatureRules {
  let policies: [Policy]
  /// Nil: it was not looked at.
  let signature: CommitSignature?

  package init(policies: [Policy], signature: CommitSignature?) {
    self.policies = policies
    self.signature = signature
  }

  package func check() -> [PolicyRules.Finding] {
    let message: String
    switch signature {
    case .missing: message = "the commit is not signed"
    case .untrusted(let reason): message = "the commit's signature does not count: \(reason)"
    case .trusted, nil: return []
    }
    return policies.enumerated().compactMap { index, policy in
      guard case .signedCommits(required: true, _) = policy.rule else { return nil }
      var diagnostic = Diagnostic(
        code: policy.code, message: "policy `\(policy.name)`: \(message)",
        place: Diagnostic.Place(file: "voicebot.yaml"), suggestion: "ask \(policy.owner)")
      diagnostic.severity = policy.severity
      return PolicyRules.Finding(policy: index, diagnostic: diagnostic, resource: nil)
    }
  }
}

/// How policies name people.
enum PersonPattern {
  /// Whether the author, `name`, `address` or `name <address>`, is meant; case makes no difference.
  static func matches(_ author: String, _ pattern: String) -> Bool {
    var names = [author.lowercased()]
    if let open = author.lastIndex(of: "<"), author.hasSuffix(">") {
      names.append(author[author.index(after: open)...].dropLast().lowercased())
    }
    let parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
    return names.contains { glob(Substring($0), parts[...]) }
  }

  /// Whether the parts stand in the text in their order, the first at its start and the last at its end.
  private static func glob(_ text: Substring, _ parts: ArraySlice<Substring>) -> Bool {
    guard let first = parts.first, text.hasPrefix(first) else { return false }
    var rest = text.dropFirst(first.count)
    let inner = parts.dropFirst()
    guard let last = inner.last else { return rest.isEmpty }
    for part in inner.dropLast() where !part.isEmpty {
      guard let index = rest.indices.first(where: { rest[$0...].hasPrefix(part) }) else { return false }
      rest = rest[index...].dropFirst(part.count)
    }
    return rest.hasSuffix(last)
  }
}
