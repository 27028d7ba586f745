import YAMLTree

/// What a node says, without its places and the way it is written.
indirect enum YAMLContent: Hashable {
  case scalar(String, YAMLResolved)
  case sequence([YAMLContent])
  case mapping([String], [YAMLContent])

  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let scalar):
      let resolved = scalar.resolved
      // Not a number is not equal to itself.
      if case .number(let number) = resolved, number.isNaN {
        self = .scalar("nan", .null)
      } else {
        self = .scalar(resolved == .null ? "null" : scalar.text, resolved)
      }
    case .sequence(let elements): self = .sequence(elements.map { YAMLContent($0) })
    case .mapping(let entries): self = .mapping(entries.map(\.name), entries.map { YAMLContent($0.value) })
    }
  }

  /// The envelope's order does not count.
  init(unordered node: YAMLNode) {
    guard let entries = node.entries, node["apiVersion"] != nil, node["kind"] != nil else {
      self = YAMLContent(node)
      return
    }
    let sorted = entries.sorted { $0.name < $1.name }
    self = .mapping(sorted.map(\.name), sorted.map { YAMLContent($0.value) })
  }
}
