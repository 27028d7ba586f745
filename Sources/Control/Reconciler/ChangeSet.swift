package import JSON
package import Resources

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

  /// `{"create": n, "update": n, "delete": n, "resources": […]}`, and `detail` where there is one.
  package var json: JSONValue {
    func count(_ action: Action) -> JSONValue { .integer(Int64(items.count { $0.action == action })) }
    var object = JSONObject(distinct: [
      ("create", count(.create)), ("update", count(.update)), ("delete", count(.delete)),
      ("resources", .array(items.map(\.json))),
    ])
    if detail != .null { object["plan"] = detail }
    return .object(object)
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

extension ChangeSet {
  /// Compares what two snapshots declare; nil is one that declares nothing.
  package static func between(_ old: Snapshot?, _ new: Snapshot) -> ChangeSet {
    var comparison = Comparison()
    // A project has no other identity than being the project: another name is an update.
    let action: Action = old == nil ? .create : .update
    if let old { comparison.before += old.project.metadata.name.isEmpty ? 0 : 1 }
    if old?.project != new.project {
      comparison.items.append(Item(action: action, kind: "Project", tenant: nil, name: new.project.metadata.name))
    }
    comparison.compare(old?.tenants ?? [:], new.tenants) {
      ResourceName(kind: .tenant, tenant: $0, name: $0)
    }
    comparison.compare(old?.trunks ?? [:], new.trunks) { $0 }
    comparison.compare(old?.providers ?? [:], new.providers) { $0 }
    comparison.compare(old?.bots ?? [:], new.bots) { $0 }
    comparison.compare(old?.scenarios ?? [:], new.scenarios) {
      ResourceName(kind: .scenario, tenant: nil, name: $0)
    }
    let items = comparison.items.sorted {
      ($0.kind, $0.tenant ?? "", $0.name) < ($1.kind, $1.tenant ?? "", $1.name)
    }
    return ChangeSet(
      items: items,
      extent: RevisionMachine.Extent(
        resourcesBefore: comparison.before, deletions: items.count { $0.action == .delete },
        botsBefore: old?.bots.count ?? 0, botsAfter: new.bots.count))
  }
}

private struct Comparison {
  var items: [ChangeSet.Item] = []
  var before = 0

  mutating func compare<Key: Hashable, Value: Equatable>(
    _ old: [Key: Value], _ new: [Key: Value], _ name: (Key) -> ResourceName
  ) {
    before += old.count
    for (key, value) in new {
      guard let earlier = old[key] else {
        add(.create, name(key))
        continue
      }
      if earlier != value { add(.update, name(key)) }
    }
    for key in old.keys where new[key] == nil { add(.delete, name(key)) }
  }

  private mutating func add(_ action: ChangeSet.Action, _ name: ResourceName) {
    items.append(ChangeSet.Item(action: action, kind: name.kind.rawValue, tenant: name.tenant, name: name.name))
  }
}
