package import JSON
import Resources

/// What one revision changes against another, resource by resource.
package struct ChangeSet: Sendable, Hashable {
  package enum Action: String, Sendable, Hashable { case create, update, delete }

  package struct Item: Sendable, Hashable {
    package var action: Action
    package var kind: String
    /// Nil for what belongs to the project.
    package var tenant: String?
    package var name: String
    package init(action: Action, kind: String, tenant: String?, name: String) {
      self.action = action
      self.kind = kind
      self.tenant = tenant
      self.name = name
    }
  }

  package var items: [Item]
  package var extent: RevisionMachine.Extent
  /// The difference in full, field by field, for people and programs; never with a secret's value.
  package var detail: JSONValue

  package init(items: [Item] = [], extent: RevisionMachine.Extent = .init(), detail: JSONValue = .null) {
    self.items = items
    self.extent = extent
    self.detail = detail
  }

  package var deletions: [Item] { items.filter { $0.action == .delete } }

  /// What is not `tenants`' own: other tenants' resources, the tenants themselves, the project and what is shared.
  package func foreign(to tenants: Set<String>) -> [Item] {
    items.filter { item in
      guard let tenant = item.tenant, item.kind != ResourceName.Kind.tenant.rawValue else { return true }
      return !tenants.contains(tenant)
    }
  }

  /// What is written down of it: `{"create": n, "update": n, "delete": n, "resources": […]}`, the first hundred of them.
  package var summary: JSONValue {
    func count(_ action: Action) -> JSONValue { .integer(Int64(items.count { $0.action == action })) }
    return [
      "create": count(.create), "update": count(.update), "delete": count(.delete),
      "resources": .array(items.prefix(100).map(\.json)),
    ]
  }
}

extension ChangeSet.Item: CustomStringConvertible {
  package var description: String { "\(kind) \(tenant.map { "\($0)/" } ?? "")\(name)" }

  package var json: JSONValue {
    [
      "action": .string(action.rawValue), "kind": .string(kind), "tenant": tenant.map { .string($0) } ?? .null,
      "name": .string(name),
    ]
  }
}
