/// A scalar as it was written.
package struct YAMLScalar: Sendable, Hashable {
  package enum Style: Sendable, Hashable { case plain, singleQuoted, doubleQuoted, literal, folded }
  /// The text after quotes, escapes and folding are undone; a plain scalar's text is its source.
  package var text: String
  package var style: Style
  package init(text: String, style: Style) {
    self.text = text
    self.style = style
  }
}

/// One node of a document, with where it stands in its file.
package struct YAMLNode: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }
  package var content: Content
  package var range: YAMLRange
  package init(content: Content, range: YAMLRange) {
    self.content = content
    self.range = range
  }
}

/// A key with its value. Keys are scalars, and distinct within their mapping.
package struct YAMLEntry: Sendable, Hashable {
  package var name: String
  package var nameRange: YAMLRange
  package var value: YAMLNode
  package init(name: String, nameRange: YAMLRange, value: YAMLNode) {
    self.name = name
    self.nameRange = nameRange
    self.value = value
  }
}

extension YAMLNode {
  package var scalar: YAMLScalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
  package var elements: [YAMLNode]? { if case .sequence(let elements) = content { elements } else { nil } }
  package var entries: [YAMLEntry]? { if case .mapping(let entries) = content { entries } else { nil } }

  package func entry(_ name: String) -> YAMLEntry? {
    guard case .mapping(let entries) = content, let index = Self.index(of: name, in: entries) else { return nil }
    return entries[index]
  }
  /// The value under the key, or nil where this is not a mapping or has no such key.
  package subscript(name: String) -> YAMLNode? {
    guard case .mapping(let entries) = content, let index = Self.index(of: name, in: entries) else { return nil }
    return entries[index].value
  }

  /// Compares in place: to copy each entry on the way would cost more than the comparisons. A name of ASCII letters,
  /// as those of fields are, is not that of an entry of another length, which saves to bring the entry's name into its
  /// normal form.
  private static func index(of name: String, in entries: [YAMLEntry]) -> Int? {
    let count = name.utf8.count
    let isPlain = name.utf8.allSatisfy { $0 < 0x80 }
    var index = 0
    while index < entries.count {
      if !isPlain || entries[index].name.utf8.count == count, entries[index].name == name { return index }
      index += 1
    }
    return nil
  }

  /// The element at the index, or nil where this is not a sequence or is shorter.
  package subscript(index: Int) -> YAMLNode? {
    guard let elements, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}
