import Diagnostics
package import Resources

/// Holds a change, its author and its signature, against the policies of the project.
package struct ChangeRules {
  package let policies: [Policy]
  let context: PolicyContext
  /// Kinds of the resources in each file.
  let kinds: [String: Set<ResourceName.Kind>]

  package init(policies: [Policy], context: PolicyContext, kinds: [String: Set<ResourceName.Kind>]) {
    self.policies = policies
    self.context = context
    self.kinds = kinds
  }

  package func check() -> [PolicyRules.Finding] {
    policies.enumerated().flatMap { index, policy -> [PolicyRules.Finding] in
      let places: [(file: String, message: String)]
      switch policy.rule {
      case .signedCommits(required: true, _): places = signature()
      case .owners(let paths, let kinds, let people): places = change(paths, kinds, people)
      default: places = []
      }
      return places.map { place in
        var diagnostic = Diagnostic(
          code: policy.code, message: "policy `\(policy.name)`: \(place.message)",
          place: Diagnostic.Place(file: place.file), suggestion: "ask \(policy.owner)")
        diagnostic.severity = policy.severity
        return PolicyRules.Finding(policy: index, diagnostic: diagnostic, resource: nil)
      }
    }
  }

  private func signature() -> [(file: String, message: String)] {
    switch context.signature {
    case .missing: [("voicebot.yaml", "the commit is not signed")]
    case .untrusted(let reason): [("voicebot.yaml", "the commit's signature does not count: \(reason)")]
    case .trusted, nil: []
    }
  }

  private func change(_ paths: [String], _ kinds: [ResourceName.Kind], _ people: [String]) -> [(
    file: String, message: String
  )] {
    guard let author = context.author, let changed = context.changedPaths,
      !people.contains(where: { Self.matches(author, $0) })
    else { return [] }
    return changed.filter { path in
      paths.contains { path == $0 || path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
        || !kinds.isEmpty && !(self.kinds[path] ?? []).isDisjoint(with: kinds)
    }
    .map { ($0, "`\(author)` may not change this file") }
  }

  /// Whether the author, `name`, `address` or `name <address>`, is meant; case makes no difference.
  private static func matches(_ author: String, _ pattern: String) -> Bool {
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
