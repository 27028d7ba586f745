/// The bytes of a scalar. A block scalar starts at its `|` or `>`, and ends where a line begins.
struct YAMLCovered {
  var start: Int
  var end: Int
  var isBlock: Bool
}

/// Makes nodes of events, refusing what the language leaves out.
struct YAMLBuilder: ~Copyable {
  private var reader: YAMLEventReader
  private let bytes: UnsafeBufferPointer<UInt8>
  private var flowDepth = 0
  private var collections = 0
  /// The scalars in the order of the file.
  private(set) var covered: [YAMLCovered] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ places: YAMLPlaces) throws(YAMLProblem) {
    guard let reader = YAMLEventReader(bytes, places) else {
      throw YAMLProblem(reason: .syntax("out of memory"), range: YAMLCharacters.startOfFile)
    }
    self.reader = reader
    self.bytes = bytes
    covered.reserveCapacity(bytes.count / 16 + 1)
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
      let place = first.range.bytes
      if !place.isEmpty {
        covered.append(
          YAMLCovered(
            start: place.lowerBound, end: place.upperBound, isBlock: scalar.style == .literal || scalar.style == .folded
          ))
      }
      return YAMLNode(content: .scalar(scalar), range: first.range)
    case .sequenceStart: return try sequence(first, depth: try deeper(depth, first))
    case .mappingStart: return try mapping(first, depth: try deeper(depth, first))
    case .alias: throw YAMLProblem(reason: .alias, range: first.range)
    default: throw YAMLProblem(reason: .syntax("unexpected end"), range: first.range)
    }
  }

  private mutating func deeper(_ depth: Int, _ event: YAMLPlacedEvent) throws(YAMLProblem) -> Int {
    guard depth < YAMLTree.maximumDepth else { throw YAMLProblem(reason: .tooDeep, range: event.range) }
    collections += 1
    guard collections <= YAMLTree.maximumCollections else {
      throw YAMLProblem(reason: .tooManyCollections, range: event.range)
    }
    return depth + 1
  }

  private mutating func sequence(_ first: YAMLPlacedEvent, depth: Int) throws(YAMLProblem) -> YAMLNode {
    var elements: [YAMLNode] = []
    if first.isFlow { flowDepth += 1 }
    while true {
      let next = try reader.next()
      if case .sequenceEnd = next.event {
        if first.isFlow { flowDepth -= 1 }
        return YAMLNode(
          content: .sequence(elements),
          range: span(first, next, last: elements.last?.range.end))
      }
      elements.append(try node(next, depth: depth))
    }
  }

  private mutating func mapping(_ first: YAMLPlacedEvent, depth: Int) throws(YAMLProblem) -> YAMLNode {
    var entries: [YAMLEntry] = []
    var names = YAMLNames()
    if first.isFlow { flowDepth += 1 }
    while true {
      let next = try reader.next()
      if case .mappingEnd = next.event {
        if first.isFlow { flowDepth -= 1 }
        return YAMLNode(
          content: .mapping(entries),
          range: span(first, next, last: entries.last.map { max($0.value.range.end, $0.nameRange.end) }))
      }
      let key = try node(next, depth: depth)
      guard case .scalar(let scalar) = key.content else {
        throw YAMLProblem(reason: .structuredKey, range: key.range, fix: templateFix(key.range.start))
      }
      if scalar.style == .plain {
        // Only after a `?` can there be nothing.
        if scalar.text.isEmpty { throw YAMLProblem(reason: .explicitKey, range: key.range) }
        if scalar.text == "<<" { throw YAMLProblem(reason: .mergeKey, range: key.range) }
      } else if scalar.style == .literal || scalar.style == .folded {
        throw YAMLProblem(reason: .explicitKey, range: key.range)
      }
      if let index = names.insert(scalar.text, entries) {
        throw YAMLProblem(
          reason: .duplicateKey(scalar.text, first: entries[index].nameRange), range: key.range)
      }
      let value = try node(try reader.next(), depth: depth)
      entries.append(YAMLEntry(name: scalar.text, nameRange: key.range, value: value))
    }
  }

  /// A block collection ends with its last value; libyaml's own mark lies at the token after it.
  private func span(_ first: YAMLPlacedEvent, _ end: YAMLPlacedEvent, last: YAMLPosition?) -> YAMLRange {
    YAMLRange(start: first.range.start, end: end.isFlow ? end.range.end : last ?? end.range.end)
  }

  /// `{{name}} and more` without quotes, up to the end of the line or, among other values, of the braces.
  private func templateFix(_ inner: YAMLPosition) -> YAMLFix? {
    let start = inner.offset - 1
    guard start >= 0, bytes[start] == UInt8(ascii: "{"), bytes[inner.offset] == UInt8(ascii: "{") else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      if flowDepth > 1, end > start, bytes[end - 1] == UInt8(ascii: "}"), bytes[end] == UInt8(ascii: "}") {
        end += 1
        break
      }
      if bytes[end] == UInt8(ascii: "#"), bytes[end - 1] == 0x20 { break }
      end += 1
    }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    guard text.hasPrefix("{{"), text.contains("}}"), !text.contains("}}:") else { return nil }
    return YAMLFix(
      range: YAMLRange(
        start: YAMLPosition(line: inner.line, column: inner.column - 1, offset: start),
        end: YAMLPosition(line: inner.line, column: inner.column - 1 + text.unicodeScalars.count, offset: end)),
      replacement: YAMLScalarText.quoted(text))
  }
}

/// The names of a mapping so far: compared one by one while they are few, by hash when they are many.
private struct YAMLNames {
  private var positions: [String: Int] = [:]

  /// The index of the entry that has the name already, or nil where it is new.
  mutating func insert(_ name: String, _ entries: [YAMLEntry]) -> Int? {
    if entries.count < 8 { return entries.firstIndex { $0.name == name } }
    if entries.count == 8 {
      for (index, entry) in entries.enumerated() { positions[entry.name] = index }
    }
    return positions.updateValue(entries.count, forKey: name)
  }
}
