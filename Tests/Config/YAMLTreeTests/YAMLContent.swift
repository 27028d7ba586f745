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
        self = .scalar(resolved == .null ? "" : scalar.text, resolved)
      }
    case .sequence(let elements): self = .sequence(elements.map(YAMLContent.init))
    case .mapping(let entries): self = .mapping(entries.map(\.name), entries.map { YAMLContent($0.value) })
    }
  }
}
