import YAMLTree

/// Lays a part of a tree over a tree.
///
/// Mappings are merged key by key, and a key whose value is `null` goes. Lists whose elements all have a `name` are
/// merged by it, new elements at the end; any other list, and every scalar, is replaced.
enum OverlayMerge {
  static func setting(_ field: String, to part: YAMLNode, in document: YAMLNode) -> YAMLNode {
    guard var entries = document.entries else { return document }
    if let index = entries.firstIndex(where: { $0.name == field }) {
      entries[index].value = merged(entries[index].value, part)
    } else {
      entries.append(YAMLEntry(name: field, nameRange: part.range.startOnly, value: part))
    }
    return YAMLNode(content: .mapping(entries), range: document.range)
  }

  /// Depth is that of the trees, which is bounded.
  static func merged(_ base: YAMLNode, _ part: YAMLNode) -> YAMLNode {
    let range = base.range
    switch (base.content, part.content) {
    case (.mapping(let base), .mapping(let changes)):
      return YAMLNode(content: .mapping(merged(base, changes)), range: range)
    case (.sequence(let old), .sequence(let new)):
      guard let names = names(old), !old.isEmpty, let changed = self.names(new) else { return part }
      var elements = old
      var positions = Dictionary(
        zip(names, names.indices).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
      for (name, element) in zip(changed, new) {
        if let index = positions[name] {
          elements[index] = merged(elements[index], element)
        } else {
          positions[name] = elements.count
          elements.append(element)
        }
      }
      return YAMLNode(content: .sequence(elements), range: range)
    default: return part
    }
  }

  private static func merged(_ base: [YAMLEntry], _ changes: [YAMLEntry]) -> [YAMLEntry] {
    var result = base
    var positions = Dictionary(
      base.indices.map { (base[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    var gone: Set<String> = []
    for entry in changes {
      if entry.value.scalar?.resolved == .null {
        gone.insert(entry.name)
      } else if let index = positions[entry.name] {
        result[index].value = merged(result[index].value, entry.value)
      } else {
        positions[entry.name] = result.count
        result.append(entry)
      }
    }
    return gone.isEmpty ? result : result.filter { !gone.contains($0.name) }
  }

  private static func names(_ elements: [YAMLNode]) -> [String]? {
    let names = elements.compactMap { $0["name"]?.scalar?.text }
    return names.count == elements.count && Set(names).count == names.count ? names : nil
  }
}

extension YAMLNode {
  /// The tree with that source in every range.
  func marked(_ source: Int32) -> YAMLNode {
    var result = self
    result.range.source = source
    switch content {
    case .scalar: break
    case .sequence(let elements): result.content = .sequence(elements.map { $0.marked(source) })
    case .mapping(let entries):
      result.content = .mapping(
        entries.map { entry in
          var entry = entry
          entry.nameRange.source = source
          entry.value = entry.value.marked(source)
          return entry
        })
    }
    return result
  }
}
