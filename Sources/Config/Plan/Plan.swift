import JSON
import Resources
import Shapes

/// What leads from one revision to another, in the order in which it is shown.
///
/// Laws: `make(a, a)` has no changes; whoever reorders files, fields of a mapping, or writes a default out, makes no
/// change. Values that look like secrets are fingerprints throughout.
package struct Plan: Sendable, Hashable {
  package var changes: [Change]
  package var radius: BlastRadius

  package init(changes: [Change] = [], radius: BlastRadius = BlastRadius()) {
    self.changes = changes
    self.radius = radius
  }

  package var isEmpty: Bool { changes.isEmpty }
  package var isBreaking: Bool { changes.contains(where: \.isBreaking) }
  package func count(_ action: Change.Action) -> Int { changes.count { $0.action == action } }

  /// The share of the old revision's resources that are removed, 0 to 1.
  package func removedShare(of total: Int) -> Double { total == 0 ? 0 : Double(count(.remove)) / Double(total) }

  package static func make(from old: ResourceSet, to new: ResourceSet) -> Plan {
    var added: [Resource] = []
    var changes: [Change] = []
    for (name, resource) in new.resources {
      guard let before = old[name] else {
        added.append(resource)
        continue
      }
      let fields = FieldComparison.changes(from: before, to: resource)
      if !fields.isEmpty {
        changes.append(Change(action: .update, name: name, fields: fields, place: resource.place))
      }
    }
    var removed = old.resources.values.filter { new[$0.name] == nil }
    changes += Renames.take(from: &removed, to: &added)
    changes += added.map { Change(action: .add, name: $0.name, place: $0.place) }
    changes += removed.map { resource in
      Change(
        action: .remove, name: resource.name, place: resource.place, breaks: Breaking.removal(of: resource))
    }
    changes.sort { ResourceName.precedes($0.name, $1.name) }
    return Plan(changes: changes, radius: BlastRadius.of(changes, from: old, to: new))
  }
}
