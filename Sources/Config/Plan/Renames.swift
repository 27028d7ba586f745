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
    // Of each key, how many of its candidates are known to be taken.
    var passed: [Key: Int] = [:]
    func candidate(_ key: Key) -> Resource? {
      guard let found = candidates[key] else { return nil }
      var index = passed[key] ?? 0
      while index < found.count, taken.contains(found[index].name) { index += 1 }
      passed[key] = index
      return index < found.count ? found[index] : nil
    }
    var born: Set<ResourceName> = []
    for resource in added.sorted(by: { ResourceName.precedes($0.name, $1.name) }) {
      let match = keys(resource).lazy.compactMap(candidate).first
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
