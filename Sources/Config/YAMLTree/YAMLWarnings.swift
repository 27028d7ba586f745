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
    let lines = YAMLLayout.lines(bytes[range.bytes]).map { String(decoding: YAMLLayout.trimmed($0), as: UTF8.self) }
    let indent = String(repeating: " ", count: column + 1)
    let block = ">-\n" + lines.map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
    found.append(
      YAMLWarning(
        kind: .foldedLines, range: range, text: scalar.text,
        replacement: flowDepth > 0 || column == 0 || isFollowedByComment(range)
          ? YAMLScalarText.quoted(scalar.text) : block,
        keepsValue: true))
  }

  /// A comment behind a block would be part of it.
  private func isFollowedByComment(_ range: YAMLRange) -> Bool {
    let next = bytes[range.end.offset...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return next == UInt8(ascii: "#")
  }
}

extension YAMLWarning {
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
