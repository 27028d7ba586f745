import JSON
import Shapes
import YAMLTree

/// Where two values differ, at the deepest place that says it.
///
/// Objects are compared by key, lists of objects that all have a distinct `name` by that, lists of distinct plain
/// values as ordered sets, and all other lists by index.
struct Comparison {
  struct Difference {
    var path: [FieldStep]
    var old: JSONValue?
    var new: JSONValue?
  }

  private(set) var differences: [Difference] = []
  private var path: [FieldStep] = []

  static func differences(_ old: JSONValue, _ new: JSONValue) -> [Difference] {
    var comparison = Comparison()
    comparison.compare(old, new)
    return comparison.differences
  }

  private mutating func note(_ step: FieldStep?, _ old: JSONValue?, _ new: JSONValue?) {
    differences.append(Difference(path: path + [step].compactMap { $0 }, old: old, new: new))
  }

  /// Depth is that of YAML trees, which is bounded.
  private mutating func compare(_ old: JSONValue, _ new: JSONValue) {
    if old == new { return }
    switch (old, new) {
    case (.object(let old), .object(let new)): compare(old, new)
    case (.array(let old), .array(let new)): compare(old, new)
    default:
      if let old = old.doubleValue, let new = new.doubleValue, old == new { return }
      note(nil, old, new)
    }
  }

  private mutating func descend(_ step: FieldStep, _ old: JSONValue?, _ new: JSONValue?) {
    guard let old, let new else { return note(step, old, new) }
    path.append(step)
    compare(old, new)
    path.removeLast()
  }

  private mutating func compare(_ old: JSONObject, _ new: JSONObject) {
    let before = Dictionary(old.members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for member in new.members {
      seen.insert(member.name)
      descend(.name(member.name), before[member.name], member.value)
    }
    for member in old.members where !seen.contains(member.name) { descend(.name(member.name), member.value, nil) }
  }

  private mutating func compare(_ old: [JSONValue], _ new: [JSONValue]) {
    if let before = named(old), let after = named(new) {
      for element in new {
        guard let name = element["name"]?.stringValue else { continue }
        descend(.named(name), before[name], element)
      }
      for element in old {
        guard let name = element["name"]?.stringValue, after[name] == nil else { continue }
        descend(.named(name), element, nil)
      }
      // The order of tools and the like is what a language model reads.
      let order = (old + new).isEmpty ? false : shared(old, after) != shared(new, before)
      if order { note(nil, .array(old.compactMap { $0["name"] }), .array(new.compactMap { $0["name"] })) }
      return
    }
    if isPlainSet(old), isPlainSet(new) { return note(nil, .array(old), .array(new)) }
    for index in 0..<max(old.count, new.count) {
      descend(
        .element(index), old.indices.contains(index) ? old[index] : nil,
        new.indices.contains(index) ? new[index] : nil)
    }
  }

  private func shared(_ list: [JSONValue], _ other: [String: JSONValue]) -> [String] {
    list.compactMap { $0["name"]?.stringValue }.filter { other[$0] != nil }
  }

  private func named(_ list: [JSONValue]) -> [String: JSONValue]? {
    var found: [String: JSONValue] = [:]
    for element in list {
      guard let name = element["name"]?.stringValue, found.updateValue(element, forKey: name) == nil else { return nil }
    }
    return found
  }

  private func isPlainSet(_ list: [JSONValue]) -> Bool {
    list.allSatisfy { $0.objectValue == nil && $0.arrayValue == nil }
  }
}
