/// Makes items of nodes, giving each comment to one of them.
///
/// Comments are taken in the order of the file. One behind a value or a key on its line belongs to that; one on its own
/// line to the next item, unless it is indented at least as far as the items of a collection that has just ended.
struct YAMLItemReader {
  let bytes: [UInt8]
  let comments: [YAMLComment]
  var next = 0
  /// The line of what was last taken: blank lines are counted from there.
  var line = 0
  /// How wide flow collections inside of one that is too wide are, by where they start.
  var widths: [Int: Int] = [:]
  /// Comments that found no place on their item's first line.
  var hoisted: [YAMLTrivia] = []

  init(_ bytes: [UInt8], _ stream: YAMLStream) {
    self.bytes = bytes
    comments = stream.comments
  }

  /// Where the `---` or `...` before the document stands, or where it starts.
  func separator(before document: YAMLNode) -> Int {
    var index = document.range.start.offset
    var found = index
    // Between two documents there are comments, blank lines and marks only.
    while index > 0 {
      index -= 1
      let isStart = index == 0 || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D
      guard isStart, index + 3 <= bytes.count else { continue }
      let mark = bytes[index..<(index + 3)]
      if mark.elementsEqual("---".utf8) || mark.elementsEqual("...".utf8) { found = index }
      if found == index { return found }
    }
    return found
  }

  mutating func document(_ node: YAMLNode, end: Int) -> YAMLItem {
    line = Int.max
    var root = YAMLItem()
    root.leading = leading(before: node.range.start)
    value(node, &root, at: YAMLItemPlace(column: 0, indent: 0, limit: end))
    finish(&root)
    while next < comments.count, comments[next].range.start.offset < end { take(&root.trailing) }
    if case .mapping(let items) = root.value, node["apiVersion"] != nil, node["kind"] != nil {
      root.value = .mapping(Self.ordered(items))
    }
    return root
  }

  /// The comments of a file without documents.
  mutating func remaining() -> [YAMLTrivia] {
    line = Int.max
    var trivia: [YAMLTrivia] = []
    while next < comments.count { take(&trivia) }
    return trivia
  }

  static func isBlock(_ node: YAMLNode, _ bytes: [UInt8]) -> Bool {
    guard node.scalar == nil, node.range.start.offset < bytes.count else { return false }
    let first = bytes[node.range.start.offset]
    return first != UInt8(ascii: "[") && first != UInt8(ascii: "{")
  }

  /// The envelope first. What stands above the first field is about the document, and is its own already.
  private static func ordered(_ items: [YAMLItem]) -> [YAMLItem] {
    let names = ["apiVersion", "kind", "metadata", "spec"]
    var ordered: [YAMLItem] = []
    for name in names { ordered += items.filter { $0.name == name } }
    ordered += items.filter { !names.contains($0.name) }
    if ordered[0].leading.first == .blank { ordered[0].leading.removeFirst() }
    return ordered
  }

  // MARK: Comments

  /// The next comment, on a line of its own.
  mutating func take(_ trivia: inout [YAMLTrivia]) {
    let comment = comments[next]
    blank(before: comment.range.start, &trivia)
    trivia.append(.comment(Self.text(comment)))
    line = comment.range.end.line
    next += 1
  }

  static func text(_ comment: YAMLComment) -> String {
    String(decoding: YAMLLayout.trimmed(Array(comment.text.utf8)[...]), as: UTF8.self)
  }

  /// Notes a blank line above the place, below what was last taken. Lines of dashes only are part of the place.
  private func blank(before place: YAMLPosition, _ trivia: inout [YAMLTrivia]) {
    guard line < place.line - 1, trivia.last != .blank else { return }
    var index = place.offset
    var above = place.line
    while above > line + 1 {
      while index > 0, !Self.isBreak(bytes[index - 1]) { index -= 1 }
      guard index > 0 else { return }
      index -= index > 1 && bytes[index - 1] == 0x0A && bytes[index - 2] == 0x0D ? 2 : 1
      above -= 1
      let end = index
      while index > 0, !Self.isBreak(bytes[index - 1]) { index -= 1 }
      let content = YAMLLayout.trimmed(bytes[index..<end])
      if content.isEmpty { return trivia.append(.blank) }
      guard content.allSatisfy({ $0 == UInt8(ascii: "-") || YAMLLayout.isBlank($0) }) else { return }
    }
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  mutating func leading(before start: YAMLPosition) -> [YAMLTrivia] {
    var trivia: [YAMLTrivia] = []
    while next < comments.count, comments[next].range.start.offset < start.offset { take(&trivia) }
    blank(before: start, &trivia)
    line = start.line
    return trivia
  }

  /// The comment behind the place on its line, where nothing but it follows; further ones go above the item.
  mutating func behind(_ place: YAMLPosition, _ item: inout YAMLItem, limit: Int) {
    guard next < comments.count else { return }
    let comment = comments[next]
    guard comment.range.start.line == place.line, comment.range.start.offset >= place.offset,
      comment.range.start.offset < limit
    else { return }
    attach(Self.text(comment), to: &item)
    next += 1
  }

  mutating func attach(_ comment: String, to item: inout YAMLItem) {
    if item.comment == nil { item.comment = comment } else { hoisted.append(.comment(comment)) }
  }
}

extension YAMLItem {
  /// The key without quotes, as far as the envelope's names go.
  fileprivate var name: String { (key ?? "").filter { $0 != "\"" && $0 != "'" } }
}
