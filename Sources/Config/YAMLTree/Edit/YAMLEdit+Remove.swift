extension YAMLEdit {
  /// Removes an entry or an element with the comments on it: those directly above, in its column, and behind it. The
  /// last one of a collection leaves `{}` or `[]`.
  package mutating func remove(_ path: YAMLPath) throws(YAMLEditError) {
    let target = try place(of: path)
    guard let parent = target.parent else { throw .wrongKind }
    let items: [(start: Int, end: Int)]
    if let entries = parent.entries {
      items = entries.map { ($0.nameRange.start.offset, endOf($0)) }
    } else {
      items = (parent.elements ?? []).map { ($0.range.start.offset, endOf($0)) }
    }
    guard items.count > 1 else {
      let above = YAMLPath(Array(path.parts.dropLast()), document: path.document)
      return try set(above, to: parent.entries == nil ? .sequence([]) : .mapping([]))
    }
    if target.inFlow { return try apply(flowRemoval(items, target.index)) }
    let starts = parent.entries == nil ? dashes(parent, items) : items.map(\.start)
    var range = blockRemoval(target, starts)
    if target.index > 0, let previous = parent.entries?[target.index - 1].value ?? parent.elements?[target.index - 1],
      isOpenEnded(previous)
    {
      while range.upperBound < bytes.count {
        let end = endOfLine(range.upperBound)
        guard bytes[range.upperBound..<end].allSatisfy({ $0 == 0x20 }) else { break }
        let next = nextLine(end)
        guard next > range.upperBound else { break }
        range = range.lowerBound..<next
      }
    }
    try apply([(range, "")])
  }

  private func flowRemoval(_ items: [(start: Int, end: Int)], _ index: Int) -> [YAMLChange] {
    let item = items[index]
    if index + 1 < items.count {
      let next = items[index + 1].start
      if !hasComment(item.end..<next) { return [(item.start..<next, "")] }
      guard let comma = find(UInt8(ascii: ","), in: item.end..<next) else { return [] }
      return [(item.start..<item.end, ""), (comma..<(comma + 1), "")]
    }
    let previous = items[index - 1].end
    // A comma may stay behind the last element.
    return hasComment(previous..<item.start) ? [(item.start..<item.end, "")] : [(previous..<item.end, "")]
  }

  private func blockRemoval(_ target: YAMLTarget, _ starts: [Int]) -> Range<Int> {
    let start = starts[target.index]
    let end =
      target.entry.map { isNothing($0.value) ? nextLine($0.nameRange.end.offset) : endOfLines($0.value) }
      ?? endOfLines(target.node)
    let line = startOfLine(start)
    guard bytes[line..<start].allSatisfy({ $0 == 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }) else {
      // Behind a dash: the next item takes its place, unless comments stand between them.
      let next = starts[target.index + 1]
      if !hasComment(end..<next) { return start..<next }
      return start..<endOfLine(max(start, end - 1))
    }
    let first = start - line
    var from = bytes[line] == 0xEF ? start : line
    while target.index > 0, from > 0 {
      let above = startOfLine(from - (from > 1 && bytes[from - 1] == 0x0A && bytes[from - 2] == 0x0D ? 2 : 1))
      let blanks = bytes[above..<from].prefix { $0 == 0x20 }.count
      guard blanks == first, bytes[above + blanks] == UInt8(ascii: "#") else { break }
      from = above
    }
    return from..<max(from, end)
  }

  /// Where the dash of each element stands.
  private func dashes(_ node: YAMLNode, _ items: [(start: Int, end: Int)]) -> [Int] {
    var starts: [Int] = []
    var from = node.range.start.offset
    for item in items {
      starts.append(find(UInt8(ascii: "-"), in: from..<max(from, item.start)) ?? item.start)
      from = item.end
    }
    return starts
  }

  private func hasComment(_ range: Range<Int>) -> Bool {
    range.lowerBound < range.upperBound && bytes[range].contains(UInt8(ascii: "#"))
  }

  /// The first such byte outside of comments, between two items.
  private func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == byte { return index }
      index = bytes[index] == UInt8(ascii: "#") ? endOfLine(index) : index + 1
    }
    return nil
  }
}
