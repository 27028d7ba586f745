/// A node with what holds it.
struct YAMLTarget {
  var node: YAMLNode
  var parent: YAMLNode?
  var entry: YAMLEntry?
  var index = 0
  /// Of what holds it.
  var inFlow = false
}

extension YAMLEdit {
  func place(of path: YAMLPath) throws(YAMLEditError) -> YAMLTarget {
    guard stream.documents.indices.contains(path.document) else { throw .notFound }
    var target = YAMLTarget(node: stream.documents[path.document])
    for part in path.parts {
      var next = YAMLTarget(node: target.node, parent: target.node)
      next.inFlow = target.inFlow || isBracketed(target.node)
      switch part {
      case .name(let name):
        guard let index = target.node.entries?.firstIndex(where: { $0.name == name }) else { throw .notFound }
        next.entry = target.node.entries?[index]
        next.index = index
        if let value = next.entry?.value { next.node = value }
      case .index(let index):
        guard let node = target.node[index] else { throw .notFound }
        next.node = node
        next.index = index
      }
      target = next
    }
    return target
  }

  func isBracketed(_ node: YAMLNode) -> Bool {
    guard node.scalar == nil else { return false }
    let first = bytes[node.range.start.offset]
    return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
  }

  func isNothing(_ node: YAMLNode) -> Bool { node.scalar != nil && node.range.bytes.isEmpty }

  func isBreak(_ index: Int) -> Bool { bytes[index] == 0x0A || bytes[index] == 0x0D }

  var lineEnd: String {
    guard let first = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return "\n" }
    if bytes[first] == 0x0A { return "\n" }
    return first + 1 < bytes.count && bytes[first + 1] == 0x0A ? "\r\n" : "\r"
  }

  /// The end of the line without its break.
  func endOfLine(_ offset: Int) -> Int {
    var index = offset
    while index < bytes.count, !isBreak(index) { index += 1 }
    return index
  }

  func nextLine(_ offset: Int) -> Int {
    let end = endOfLine(offset)
    guard end < bytes.count else { return end }
    return bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? end + 2 : end + 1
  }

  func startOfLine(_ offset: Int) -> Int {
    var index = offset
    while index > 0, !isBreak(index - 1) { index -= 1 }
    return index
  }

  /// Behind the colon of an entry; nil where a name stands alone in braces.
  func colon(of entry: YAMLEntry) -> Int? {
    var index = entry.nameRange.end.offset
    while index < bytes.count, YAMLLayout.isBlank(bytes[index]) || isBreak(index) { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: ":") ? index + 1 : nil
  }

  func endOf(_ entry: YAMLEntry) -> Int {
    isNothing(entry.value) ? colon(of: entry) ?? entry.nameRange.end.offset : endOf(entry.value)
  }

  /// A pair in brackets, `[name: value]`, ends with its value.
  func endOf(_ node: YAMLNode) -> Int {
    if !isBracketed(node), let last = node.entries?.last { return endOf(last) }
    return node.range.end.offset
  }

  /// Behind the last line of a node, with the comment on it, but not the blank lines that follow.
  func endOfLines(_ node: YAMLNode) -> Int {
    switch node.content {
    case .scalar(let scalar):
      guard scalar.style == .literal || scalar.style == .folded else { return nextLine(node.range.end.offset) }
      let range = node.range.bytes
      let header = bytes[range].prefix { !YAMLLayout.isBlank($0) && $0 != 0x0A && $0 != 0x0D }
      if header.contains(UInt8(ascii: "+")) { return range.upperBound }
      let last = bytes[range].lastIndex { ![0x20, 0x0A, 0x0D].contains($0) } ?? range.lowerBound
      return nextLine(last)
    case .sequence(let elements):
      guard !isBracketed(node), let last = elements.last else { return nextLine(node.range.end.offset) }
      return endOfLines(last)
    case .mapping(let entries):
      guard !isBracketed(node), let last = entries.last else { return nextLine(node.range.end.offset) }
      return isNothing(last.value) ? nextLine(last.nameRange.end.offset) : endOfLines(last.value)
    }
  }

  /// The scalar at the end of a node's blocks.
  func last(_ node: YAMLNode) -> YAMLNode? {
    if isBracketed(node) { return nil }
    switch node.content {
    case .scalar: return node
    case .sequence(let elements): return elements.last.flatMap(last)
    case .mapping(let entries): return entries.last.flatMap { last($0.value) }
    }
  }

  /// `|`, `>` and what follows them.
  func header(_ node: YAMLNode) -> Range<Int>? {
    guard let scalar = node.scalar, scalar.style == .literal || scalar.style == .folded else { return nil }
    let start = node.range.start.offset
    return
      start..<(start + bytes[node.range.bytes].prefix { !YAMLLayout.isBlank($0) && $0 != 0x0A && $0 != 0x0D }.count)
  }

  /// The changes that let a line follow a block scalar whose own last line has no end: it gets none.
  func withoutEnd(_ node: YAMLNode) -> [YAMLChange] {
    guard let scalar = last(node), let header = header(scalar), scalar.range.end.offset == bytes.count else {
      return []
    }
    if bytes[header].contains(UInt8(ascii: "-")) { return [] }
    let text = String(decoding: bytes[header], as: UTF8.self).replacing("+", with: "")
    return [(header, text + "-")]
  }

  /// Whether blank lines behind the node would be part of it.
  func isOpenEnded(_ node: YAMLNode) -> Bool {
    last(node).flatMap(header).map { bytes[$0].contains(UInt8(ascii: "+")) } ?? false
  }

  /// The changes that write text over a collection.
  func collection(_ target: YAMLTarget, _ text: String) -> [YAMLChange] {
    let node = target.node
    if target.inFlow || isBracketed(node) { return [(node.range.start.offset..<endOf(node), text)] }
    let end = endOfLines(node)
    let last =
      end > 0 && isBreak(end - 1) ? end - (end > 1 && bytes[end - 1] == 0x0A && bytes[end - 2] == 0x0D ? 2 : 1) : end
    guard let entry = target.entry, let colon = colon(of: entry) else {
      return [(node.range.start.offset..<max(node.range.start.offset, last), text)]
    }
    // What follows the key on its line stays: at most a comment.
    let line = endOfLine(colon)
    return [(colon..<colon, " " + text), (line..<max(line, last), "")]
  }
}
