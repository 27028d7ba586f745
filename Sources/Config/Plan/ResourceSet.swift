package import Resources

/// The resources of one revision, by name.
package struct ResourceSet: Sendable {
  package var resources: [ResourceName: Resource]

  package init(_ resources: some Sequence<Resource> = EmptyCollection()) {
    self.resources = Dictionary(resources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var count: Int { resources.count }
  package subscript(name: ResourceName) -> Resource? { resources[name] }
  /// In the order plans list them.
  package var names: [ResourceName] { resources.keys.sorted(by: ResourceName.precedes) }
}

extension ResourceName {
  /// Kinds in the order in which one builds on another, then tenants, then names.
  package static func precedes(_ left: ResourceName, _ right: ResourceName) -> Bool {
    (left.rank, left.tenant ?? "", left.name) < (right.rank, right.tenant ?? "", right.name)
  }

  private var rank: Int { Kind.allCases.firstIndex(of: kind) ?? 0 }

  /// `Bot/roma/pizzeria`, `Scenario/pizza-ordering`; one word for shells and files.
  package var path: String {
    switch kind {
    case .project, .tenant: "\(kind.rawValue)/\(name)"
    default: "\(kind.rawValue)/\(tenant.map { "\($0)/" } ?? "")\(name)"
    }
  }
}
