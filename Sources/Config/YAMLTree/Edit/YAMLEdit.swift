/// Changes a file's text in one place at a time; every other byte stays as it is.
///
/// ```
/// var edit = try YAMLEdit(bytes)
/// try edit.set(YAMLPath([.name("spec"), .name("language")]), to: .text("de-DE"))
/// edit.bytes
/// ```
/// Lines are added with the line end of the file's first line. What is added to a block is written as a block, what
/// replaces a value or is added to a flow collection in flow form. An edit that fails changes nothing.
package struct YAMLEdit: Sendable {
  package private(set) var bytes: [UInt8]
  package private(set) var stream: YAMLStream
  /// The changes of the edits since `gather`; nil where each is made at once.
  var gathered: [YAMLChange]?
  /// Where the changes of what is being edited begin among them.
  var gatheredStart = 0

  package init(_ bytes: [UInt8]) throws(YAMLProblem) {
    stream = try YAMLTree.parse(bytes)
    self.bytes = bytes
  }

  /// Writes a value over the one at the path. Comments stay, but for those inside a collection that is replaced.
  package mutating func set(_ path: YAMLPath, to value: YAMLValue) throws(YAMLEditError) {
    let target = try place(of: path)
    let node = target.node
    guard let scalar = node.scalar else { return try apply(collection(target, value.flow)) }
    if node.range.bytes.isEmpty {
      if let entry = target.entry {
        let colon = colon(of: entry)
        let at = colon ?? entry.nameRange.end.offset
        return try apply([(at..<at, (colon == nil ? ": " : " ") + value.flow)])
      }
      let at = node.range.start.offset
      return try apply([(at..<at, " " + value.flow)])
    }
    guard scalar.style == .literal || scalar.style == .folded else {
      return try apply([(node.range.bytes, value.flow)])
    }
    let start = node.range.start.offset
    var header = start
    while header < bytes.count, !YAMLLayout.isBlank(bytes[header]), !isBreak(header) { header += 1 }
    let content = min(nextLine(header), bytes.count)
    try apply([(start..<header, value.flow), (content..<max(content, endOfLines(node)), "")])
  }

  /// Gives an entry another name, in its place.
  package mutating func rename(_ path: YAMLPath, to name: String) throws(YAMLEditError) {
    let target = try place(of: path)
    guard let entry = target.entry, let parent = target.parent else { throw .wrongKind }
    guard name != entry.name else { return }
    guard parent.entry(name) == nil else { throw .nameTaken }
    try apply([(entry.nameRange.bytes, YAMLScalarText.string(name))])
  }

  /// Adds an entry to the mapping at the path: before the entry of that name, or as the last one.
  package mutating func insert(
    _ name: String, _ value: YAMLValue, in path: YAMLPath, before: String? = nil
  ) throws(YAMLEditError) {
    let target = try place(of: path)
    if isNothing(target.node) { return try set(path, to: .mapping([YAMLValue.Member(name, value)])) }
    guard let entries = target.node.entries else { throw .wrongKind }
    guard target.node.entry(name) == nil else { throw .nameTaken }
    let text = YAMLScalarText.string(name) + ": " + value.flow
    let isBraced = bytes[target.node.range.start.offset] == UInt8(ascii: "{")
    guard isBraced || target.inFlow else {
      return try insertBlock(YAMLValue.lines(name: name, value), target.node, entries, before: before)
    }
    let range = target.node.range.bytes
    var changes: [YAMLChange] = []
    if !isBraced { changes.append((range.lowerBound..<range.lowerBound, "{")) }
    if let before {
      guard let next = target.node.entry(before)?.nameRange.start.offset else { throw .notFound }
      changes.append((next..<next, text + ", "))
    } else if let last = entries.last {
      // A colon with nothing behind it needs a space before the comma.
      let isOpen = isNothing(last.value) && colon(of: last) != nil
      let end = endOf(last)
      changes.append((end..<end, (isOpen ? " , " : ", ") + text))
    } else {
      changes.append((range.lowerBound + 1..<range.lowerBound + 1, text))
    }
    if !isBraced { changes.append((range.upperBound..<range.upperBound, "}")) }
    try apply(changes)
  }

  /// Adds an element to the sequence at the path, as the last one.
  package mutating func append(_ value: YAMLValue, to path: YAMLPath) throws(YAMLEditError) {
    let target = try place(of: path)
    let node = target.node
    if isNothing(node) { return try set(path, to: .sequence([value])) }
    guard let elements = node.elements else { throw .wrongKind }
    guard bytes[node.range.start.offset] == UInt8(ascii: "[") else {
      return try insertLines(YAMLValue.sequence([value]).lines, node, at: endOfLines(node))
    }
    let at = elements.last.map { endOf($0) } ?? node.range.start.offset + 1
    let isOpen = at > 0 && bytes[at - 1] == UInt8(ascii: ":")
    try apply([(at..<at, (elements.isEmpty ? "" : isOpen ? " , " : ", ") + value.flow)])
  }

  /// Writes text over a range that was read from the bytes as they are now.
  package mutating func replace(_ range: YAMLRange, with text: String) throws(YAMLEditError) {
    try apply([(range.bytes, text)])
  }

  private mutating func insertBlock(
    _ lines: [String], _ node: YAMLNode, _ entries: [YAMLEntry], before: String?
  ) throws(YAMLEditError) {
    guard let before else { return try insertLines(lines, node, at: endOfLines(node)) }
    guard let index = entries.firstIndex(where: { $0.name == before }) else { throw .notFound }
    let start = entries[index].nameRange.start
    let indent = String(repeating: " ", count: start.column - 1)
    let text = lines.joined(separator: lineEnd + indent) + lineEnd + indent
    try apply([(start.offset..<start.offset, text)])
  }

  private mutating func insertLines(_ lines: [String], _ node: YAMLNode, at place: Int) throws(YAMLEditError) {
    let indent = String(repeating: " ", count: node.range.start.column - 1)
    let isEnded = place == 0 || isBreak(place - 1)
    let text = lines.map { indent + $0 }.joined(separator: lineEnd)
    try apply(
      (isEnded ? [] : withoutEnd(node)) + [(place..<place, isEnded ? text + lineEnd : lineEnd + text)])
  }

  /// Makes changes that do not overlap, given in any order; notes them while edits are gathered.
  mutating func apply(_ changes: [YAMLChange]) throws(YAMLEditError) {
    guard gathered == nil else { return try gather(changes) }
    try write(changes)
  }

  func written(_ changes: [YAMLChange]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + changes.reduce(0) { $0 + $1.text.utf8.count })
    var index = 0
    for change in Self.ordered(changes) {
      result += bytes[index..<max(index, change.range.lowerBound)]
      result += change.text.utf8
      index = max(index, change.range.upperBound)
    }
    return result + bytes[index...]
  }

  static func ordered(_ changes: [YAMLChange]) -> [YAMLChange] {
    if changes.count < 2 { return changes }
    return changes.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }.map(\.element)
  }

  mutating func write(_ changes: [YAMLChange]) throws(YAMLEditError) {
    let result = written(changes)
    do throws(YAMLProblem) {
      stream = try YAMLTree.parse(result)
    } catch {
      throw .problem(error)
    }
    bytes = result
  }
}

typealias YAMLChange = (range: Range<Int>, text: String)
