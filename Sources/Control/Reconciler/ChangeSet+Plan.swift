package import Loading
import Plan
import Resources

extension ChangeSet {
  /// Compares two checked revisions by what is in force in them, field by field; nil is one that declares nothing.
  package static func make(from old: LoadResult?, to new: LoadResult) -> ChangeSet {
    let (before, after) = (ResourceSet(old?.resources ?? []), ResourceSet(new.resources))
    let plan = Plan.make(from: before, to: after)
    func bots(_ set: ResourceSet) -> Int { set.resources.keys.count { $0.kind == .bot } }
    var items: [Item] = []
    for change in plan.changes {
      switch change.action {
      case .add: items.append(Item(.create, change.name))
      case .remove: items.append(Item(.delete, change.name))
      case .update: items.append(Item(.update, change.name))
      case .rename:
        items.append(Item(.update, change.name))
        if let name = change.oldName, name.tenant != change.name.tenant { items.append(Item(.update, name)) }
      }
    }
    return ChangeSet(
      items: items,
      extent: RevisionMachine.Extent(
        resourcesBefore: before.count, deletions: plan.count(.remove), botsBefore: bots(before),
        botsAfter: bots(after)),
      detail: plan.json)
  }
}

extension ChangeSet.Item {
  fileprivate init(_ action: ChangeSet.Action, _ name: ResourceName) {
    self.init(action: action, kind: name.kind.rawValue, tenant: name.tenant, name: name.name)
  }
}
