extension YAMLStream {
  /// What `YAMLWarning` says about the values of the documents, in the order of the file.
  ///
  /// - Parameter bytes: those the stream was parsed of.
  package func warnings(_ bytes: [UInt8]) -> [YAMLWarning] {
    var finder = YAMLWarningFinder(bytes: bytes, comments: comments)
    for document in documents { finder.visit(document, column: 0) }
    return finder.found
  }
}

private struct YAMLWarningFinder {
  let bytes: [UInt8]
  let comments: [YAMLComment]
  var found: [YAMLWarning] = []
  private var nextComment = 0
  private var flowDepth = 0

  init(bytes: [UInt8], comments: [YAMLComment]) {
    self.bytes = bytes
    self.comments = comments
  }

  /// `column` is that of the collection's items, from 1, or 0 at the root.
  mutating func visit(_ node: YAMLNode, column: Int) {
    switch node.content {
    case .scalar(let scalar): if scalar.style == .plain, !scalar.text.isEmpty { check(scalar, node.range, column) }
    case .sequence(let elements):
      let isFlow = isBracket(node)
      if isFlow { flowDepth += 1 }
      for element in elements { visit(element, column: node.range.start.column) }
      if isFlow { flowDepth -= 1 }
    case .mapping(let entries):
      let isFlow = isBracket(node)
      if isFlow {
        flowDepth += 1
        checkPlaceholder(node, entries)
      }
      for entry in entries { visit(entry.value, column: node.range.start.column) }
      if isFlow { flowDepth -= 1 }
    }
  }

  private func isBracket(_ node: YAMLNode) -> Bool {
    let byte = bytes[node.range.start.offset]
    return byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
  }

  private mutating func checkPlaceholder(_ node: YAMLNode, _ entries: [YAMLEntry]) {
    let place = node.range.bytes
    guard entries.count == 1, let value = entries[0].value.scalar, value.style == .plain, value.text.isEmpty,
      bytes[place.lowerBound] == UInt8(ascii: "{"), !bytes[place].contains(UInt8(ascii: ":")),
      node.range.start.line == node.range.end.line
    else { return }
    let text = String(decoding: bytes[place], as: UTF8.self)
    found.append(
      YAMLWarning(
        kind: .placeholder, range: node.range, text: text, replacement: YAMLScalarText.quoted(text), keepsValue: false))
  }

  private mutating func check(_ scalar: YAMLScalar, _ range: YAMLRange, _ column: Int) {
    if let kind = YAMLWarning.misread(scalar) {
      let replacement = kind == .tilde ? "null" : YAMLScalarText.quoted(scalar.text)
      found.append(
        YAMLWarning(
          kind: kind, range: range, text: scalar.text, replacement: replacement,
          keepsValue: kind == .tilde || scalar.resolved == .string))
      return
    }
    if range.start.line != range.end.line { checkFolded(scalar, range, column) }
    while nextComment < comments.count, comments[nextComment].range.start.offset < range.end.offset { nextComment += 1 }
    guard nextComment < comments.count,
      YAMLWarning.looksCut(bytes, scalar, range, comment: comments[nextComment])
    else { return }
    let whole = range.start.offset..<comments[nextComment].range.end.offset
    guard flowDepth == 0, range.start.line == range.end.line else { return }
    let text = String(decoding: bytes[whole], as: UTF8.self)
    found.append(
      YAMLWarning(
        kind: .commentCutsText, range: YAMLRange(start: range.start, end: comments[nextComment].range.end),
        text: scalar.text, replacement: YAMLScalarText.quoted(text), keepsValue: false))
  }

  private mutating func checkFolded(_ scalar: YAMLScalar, _ range: YAMLRange, _ column: Int) {
    let slices = YAMLLayout.lines(bytes[range.bytes])
    for (index, line) in slices.enumerated().dropFirst() where YAMLWarning.looksApart(YAMLLayout.trimmed(line)) {
      let text = YAMLLayout.trimmed(line)
      let start = YAMLPosition(
        line: range.start.line + index, column: text.startIndex - line.startIndex + 1, offset: text.startIndex)
      let end = YAMLPosition(
        line: start.line, column: start.column + text.count { $0 & 0xC0 != 0x80 }, offset: text.endIndex)
      return found.append(
        YAMLWarning(
          kind: .swallowedLine, range: YAMLRange(start: start, end: end), text: String(decoding: text, as: UTF8.self),
          replacement: YAMLScalarText.quoted(scalar.text), keepsValue: false))
    }
    let lines = slices.map { String(decoding: YAMLLayout.trimmed($0), as: UTF8.self) }
    let indent = String(repeating: " ", count: column + 1)
    let block = ">-\n" + lines.map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
    found.append(
      YAMLWarning(
        kind: .foldedLines, range: range, text: scalar.text,
        replacement: flowDepth > 0 || column == 0 || isFollowed(range)
          ? YAMLScalarText.quoted(scalar.text) : block,
        keepsValue: true))
  }

  /// A comment behind a block would be part of it, and so would blanks on its last line.
  private func isFollowed(_ range: YAMLRange) -> Bool {
    let rest = bytes[range.end.offset...]
    return rest.first == 0x20 || rest.first == 0x09
      || rest.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "#")
  }
}

extension YAMLWarning {
  /// Whether a line that goes on from a plain text looks like an item of a list, or a field.
  static func looksApart(_ line: ArraySlice<UInt8>) -> Bool {
    if line.first == UInt8(ascii: "-") { return line.count == 1 || line[line.startIndex + 1] == 0x20 }
    guard let first = line.first, (0x41...0x5A).contains(first & 0xDF) else { return false }
    let rest = line.drop { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
    return rest.first == UInt8(ascii: ":") && !rest.dropFirst().starts(with: "//".utf8)
  }

  /// Whether the comment right after the plain scalar looks like the rest of its text.
  static func looksCut(_ bytes: [UInt8], _ scalar: YAMLScalar, _ range: YAMLRange, comment: YAMLComment) -> Bool {
    let hash = comment.range.start.offset
    guard scalar.style == .plain, hash == range.end.offset + 1, bytes[hash - 1] == 0x20, scalar.resolved == .string
    else { return false }
    let isSeveralWords = scalar.text.utf8.contains(0x20)
    let isSpaced = hash + 1 >= bytes.count || [0x20, 0x09, 0x0A, 0x0D, 0x23].contains(bytes[hash + 1])
    return isSeveralWords || !isSpaced
  }
}
