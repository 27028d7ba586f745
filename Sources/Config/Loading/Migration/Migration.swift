import Resources
import Shapes
import YAMLTree

/// How documents of an earlier version of the language become documents of the present one.
///
/// A migration is data, carried out in two ways: on nodes, when a repository is loaded, so that old documents go on
/// working and findings keep their places; and on the text, by `voicebot migrate`, which keeps comments and order.
struct Migration: Sendable, Hashable {
  /// The `apiVersion` it starts from.
  var from: String
  var to: String
  var steps: [Step]

  struct Step: Sendable, Hashable {
    var kind: ResourceName.Kind
    /// From the document's root; names only.
    var path: [String]
    /// Where the value is in the later version.
    var destination: [String]
    var reason: String
  }

  /// In the order they follow each other.
  static let all = [
    Migration(
      from: "voicebot/v1alpha1", to: "voicebot/v1",
      steps: [
        Step(
          kind: .tenant, path: ["spec", "concurrentCalls"], destination: ["spec", "quotas", "concurrentCalls"],
          reason: "what a tenant may use stands together under `quotas`"),
        Step(
          kind: .provider, path: ["spec", "timeout"], destination: ["spec", "timeouts", "firstToken"],
          reason: "a service has several timeouts"),
        Step(
          kind: .provider, path: ["spec", "concurrency"], destination: ["spec", "limits", "concurrent"],
          reason: "what is asked of a service stands together under `limits`"),
      ])
  ]

  /// The migrations that lead from the version to the present one; nil where there is no way.
  static func path(from version: String) -> [Migration]? {
    var found: [Migration] = []
    var version = version
    while version != KindShape.version {
      guard let next = all.first(where: { $0.from == version }), found.count < all.count else { return nil }
      found.append(next)
      version = next.to
    }
    return found
  }

  /// The document in the later version. A step whose destination is taken leaves its value where it is, to be found
  /// as an unknown field.
  func applied(to document: YAMLNode, _ kind: ResourceName.Kind) -> YAMLNode {
    var result = document
    for step in steps where step.kind == kind {
      guard let value = result.value(at: step.path), result.value(at: step.destination) == nil else { continue }
      guard let moved = result.removing(step.path[...])?.inserting(value, at: step.destination[...]) else { continue }
      result = moved
    }
    if let version = result.entry("apiVersion")?.value {
      let present = YAMLNode(content: .scalar(YAMLScalar(text: to, style: .plain)), range: version.range)
      result = result.replacing("apiVersion", with: present)
    }
    return result
  }
}

extension YAMLNode {
  func value(at path: [String]) -> YAMLNode? {
    path.reduce(Optional(self)) { node, name in node?[name] }
  }

  func replacing(_ name: String, with value: YAMLNode) -> YAMLNode {
    guard var entries, let index = entries.firstIndex(where: { $0.name == name }) else { return self }
    entries[index].value = value
    return YAMLNode(content: .mapping(entries), range: range)
  }

  /// Without the value at the path; nil where there is none.
  func removing(_ path: ArraySlice<String>) -> YAMLNode? {
    guard let first = path.first, let entries, let entry = entry(first) else { return nil }
    guard path.count > 1 else {
      return YAMLNode(content: .mapping(entries.filter { $0.name != first }), range: range)
    }
    return entry.value.removing(path.dropFirst()).map { replacing(first, with: $0) }
  }

  /// With the value at the path, making mappings on the way; nil where something else than a mapping is in the way.
  func inserting(_ value: YAMLNode, at path: ArraySlice<String>) -> YAMLNode? {
    guard let first = path.first, let entries else { return nil }
    let rest = path.dropFirst()
    if let entry = entry(first) {
      return rest.isEmpty ? nil : entry.value.inserting(value, at: rest).map { replacing(first, with: $0) }
    }
    let inner = YAMLNode(content: .mapping([]), range: value.range)
    guard let child = rest.isEmpty ? value : inner.inserting(value, at: rest) else { return nil }
    let added = YAMLEntry(name: first, nameRange: value.range, value: child)
    return YAMLNode(content: .mapping(entries + [added]), range: range)
  }
}
