import JSON
import Resources
import Shapes

/// Recognises a resource that was given another name, so that it is not shown as one that died and one that was born.
enum Renames {
  /// Takes the pairs out of both lists. Of one kind, they have equal specs, or are bots with the same numbers.
  static func take(from removed: inout [Resource], to added: inout [Resource]) -> [Change] {
    guard !removed.isEmpty, !added.isEmpty else { return [] }
    var changes: [Change] = []
    var candidates: [Key: [Resource]] = [:]
    for resource in removed.sorted(by: { ResourceName.precedes($0.name, $1.name) }) {
      for key in keys(resource) { candidates[key, default: []].append(resource) }
    }
    var taken: Set<ResourceName> = []
    var born: Set<ResourceName> = []
    for resource in added.sorted(by: { ResourceName.precedes($0.name, $1.name) }) {
      let match = keys(resource).lazy
        .compactMap { key in candidates[key]?.first { !taken.contains($0.name) } }.first
      guard let old = match else { continue }
      taken.insert(old.name)
      born.insert(resource.name)
      changes.append(
        Change(
          action: .rename, name: resource.name, oldName: old.name,
          fields: FieldComparison.changes(from: old, to: resource), place: resource.place,
          breaks: old.name.tenant != resource.name.tenant ? "moves to another tenant" : nil))
    }
    removed.removeAll { taken.contains($0.name) }
    added.removeAll { born.contains($0.name) }
    return changes
  }

  private struct Key: Hashable {
    var kind: ResourceName.Kind
    var content: String
  }

  private static func keys(_ resource: Resource) -> [Key] {
    let spec = resource.effectiveSpec
    // A spec of defaults alone says nothing about who it was.
    guard resource.writtenSpec.objectValue?.isEmpty == false else { return [] }
    var keys = [Key(kind: resource.name.kind, content: JSONWriter.string(spec))]
    if resource.name.kind == .bot, let numbers = spec["numbers"]?.arrayValue, !numbers.isEmpty {
      keys.append(Key(kind: .bot, content: numbers.map(\.text).sorted().joined(separator: " ")))
    }
    return keys
  }
}
