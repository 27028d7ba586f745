/// Makes nodes of events, refusing what the language leaves out.
struct YAMLBuilder: ~Copyable {
  private var reader: YAMLEventReader
  /// Quoted and block scalars, by index from the start: what looks like a comment in them is none.
  private(set) var opaque: [(indices: Range<Int>, isBlock: Bool)] = []

  init(_ bytes: ArraySlice<UInt8>) throws(YAMLProblem) {
    guard let reader = YAMLEventReader(bytes) else {
      throw YAMLProblem(reason: .syntax("out of memory"), range: YAMLCharacters.startOfFile)
    }
    self.reader = reader
  }

  var scanned: Int { reader.scanned }

  mutating func documents() throws(YAMLProblem) -> [YAMLNode] {
    var documents: [YAMLNode] = []
    while true {
      let next = try reader.next()
      switch next.event {
      case .streamEnd: return documents
      case .streamStart, .documentStart, .documentEnd: continue
      default:
        let node = try node(next, depth: 0)
        if let scalar = node.scalar, scalar.style == .plain, scalar.text.isEmpty { continue }
        documents.append(node)
      }
    }
  }

  private mutating func node(_ first: YAMLPlacedEvent, depth: Int) throws(YAMLProblem) -> YAMLNode {
    if first.isAnchored { throw YAMLProblem(reason: .anchor, range: first.range) }
    if let tag = first.tag { throw YAMLProblem(reason: .tag(tag), range: first.range) }
    switch first.event {
    case .scalar(let scalar):
      if scalar.style != .plain {
        opaque.append((first.indices, scalar.style == .literal || scalar.style == .folded))
      }
      return YAMLNode(content: .scalar(scalar), range: first.range)
    case .sequenceStart: return try sequence(first, depth: try deeper(depth, first))
    case .mappingStart: return try mapping(first, depth: try deeper(depth, first))
    case .alias: throw YAMLProblem(reason: .alias, range: first.range)
    default: throw YAMLProblem(reason: .syntax("unexpected end"), range: first.range)
    }
  }

  private func deeper(_ depth: Int, _ event: YAMLPlacedEvent) throws(YAMLProblem) -> Int {
    guard depth < YAMLTree.maximumDepth else { throw YAMLProblem(reason: .tooDeep, range: event.range) }
    return depth + 1
  }

  private mutating func sequence(_ first: YAMLPlacedEvent, depth: Int) throws(YAMLProblem) -> YAMLNode {
    var elements: [YAMLNode] = []
    while true {
      let next = try reader.next()
      if case .sequenceEnd = next.event {
        return YAMLNode(
          content: .sequence(elements),
          range: span(first, next, last: elements.last?.range))
      }
      elements.append(try node(next, depth: depth))
    }
  }

  private mutating func mapping(_ first: YAMLPlacedEvent, depth: Int) throws(YAMLProblem) -> YAMLNode {
    var entries: [YAMLEntry] = []
    var positions: [String: Int] = [:]
    while true {
      let next = try reader.next()
      if case .mappingEnd = next.event {
        return YAMLNode(
          content: .mapping(entries),
          range: span(
            first, next,
            last: entries.last.map { max($0.value.range.end, $0.nameRange.end) }
              .map { YAMLRange(start: $0, end: $0) }))
      }
      let key = try node(next, depth: depth)
      guard case .scalar(let scalar) = key.content else {
        throw YAMLProblem(reason: .structuredKey, range: key.range)
      }
      if let index = positions[scalar.text] {
        throw YAMLProblem(
          reason: .duplicateKey(scalar.text, first: entries[index].nameRange), range: key.range)
      }
      positions[scalar.text] = entries.count
      let value = try node(try reader.next(), depth: depth)
      entries.append(YAMLEntry(name: scalar.text, nameRange: key.range, value: value))
    }
  }

  /// A block collection ends with its last value; libyaml's own mark lies at the token after it.
  private func span(_ first: YAMLPlacedEvent, _ end: YAMLPlacedEvent, last: YAMLRange?) -> YAMLRange {
    let isFlow = !end.indices.isEmpty
    return YAMLRange(start: first.range.start, end: isFlow ? end.range.end : last?.end ?? end.range.end)
  }
}
