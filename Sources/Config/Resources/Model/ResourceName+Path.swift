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
