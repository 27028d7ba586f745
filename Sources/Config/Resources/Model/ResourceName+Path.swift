extension ResourceName {
  /// Kinds in the order in which one builds on another, then tenants or scenarios, then names.
  package static func precedes(_ left: ResourceName, _ right: ResourceName) -> Bool {
    (left.rank, left.tenant ?? left.scenario ?? "", left.name)
      < (right.rank, right.tenant ?? right.scenario ?? "", right.name)
  }

  private var rank: Int { Kind.allCases.firstIndex(of: kind) ?? 0 }

  /// `Bot/roma/pizzeria`, `Scenario/pizza-ordering`; one word for shells and files.
  package var path: String {
    switch kind {
    case .project, .tenant: "\(kind.rawValue)/\(name)"
    default: "\(kind.rawValue)/\((tenant ?? scenario).map { "\($0)/" } ?? "")\(name)"
    }
  }
}

extension ResourceName {
  /// Reads what `path` writes.
  package init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }), let kind = Kind(rawValue: parts[0]) else {
      return nil
    }
    let name = parts[parts.count - 1]
    self.init(kind: kind, tenant: parts.count == 3 ? parts[1] : kind == .tenant ? name : nil, name: name)
  }
}
