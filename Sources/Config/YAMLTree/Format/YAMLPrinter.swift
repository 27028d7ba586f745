/// Writes items.
struct YAMLPrinter {
  private var output: [UInt8] = []
  /// The start of the next line, where it is not only indentation: the dashes of elements that begin on it.
  private var lead: (indent: Int, dashes: Int)?
  /// Blank lines behind a `|+` scalar would be part of it.
  private var isOpenEnded = false

  var finished: [UInt8] { output }

  mutating func separator() { line("---", indent: 0) }

  mutating func document(_ root: YAMLItem) {
    trivia(root.leading, indent: 0)
    value(root, before: "", indent: 0, inner: 0)
  }

  mutating func trivia(_ trivia: [YAMLTrivia], indent: Int) {
    for part in trivia {
      switch part {
      case .blank: if !output.isEmpty, !isOpenEnded { line("", indent: 0) }
      case .comment(let text): line(text, indent: indent)
      }
    }
  }

  private mutating func entry(_ item: YAMLItem, indent: Int) {
    if lead == nil { trivia(item.leading, indent: indent) }
    value(item, before: (item.key ?? "") + ":", indent: indent, inner: indent + 2)
  }

  private mutating func element(_ item: YAMLItem, indent: Int) {
    if lead == nil { trivia(Self.leading(item), indent: indent) }
    lead = lead.map { ($0.indent, $0.dashes + 1) } ?? (indent, 1)
    value(item, before: "", indent: indent, inner: indent + 2)
  }

  /// With the comments for which there is no place behind the dash: the value's own lines start there.
  private static func leading(_ item: YAMLItem) -> [YAMLTrivia] {
    let isFirstEntry: Bool
    let first: YAMLItem?
    switch item.value {
    case .mapping(let items): (first, isFirstEntry) = (items.first, true)
    case .sequence(let items): (first, isFirstEntry) = (items.first, false)
    default: return item.leading
    }
    guard let first else { return item.leading }
    let inner = isFirstEntry ? first.leading : leading(first)
    return item.leading + (item.comment.map { [.comment($0)] } ?? []) + inner.filter { $0 != .blank }
  }

  /// `before` is what stands before the value on its line; `inner` the indentation of what is inside of it.
  private mutating func value(_ item: YAMLItem, before: String, indent: Int, inner: Int) {
    // What most of many are.
    if case .sequence(let items) = item.value, before.isEmpty {
      for item in items { element(item, indent: inner) }
      if !item.trailing.isEmpty { trivia(item.trailing, indent: inner) }
      return
    }
    let comment = item.comment.map { (item.isSuspicious ? " " : "  ") + $0 } ?? ""
    func beside(_ text: String) -> String { before.isEmpty ? text : before + " " + text }
    switch item.value {
    // The dash has a space behind it already.
    case .none: line(before.isEmpty ? String(comment.dropFirst()) : before + comment, indent: indent)
    case .lines(let lines):
      for (index, text) in lines.enumerated() {
        let end = index + 1 == lines.count ? comment : ""
        if index == 0 { line(beside(text) + end, indent: indent) } else { line(text + end, indent: indent + 2) }
      }
    case .block(let header, let lines, let keepsEnd):
      line(beside(header) + comment, indent: indent)
      for text in lines { line(text, indent: indent + 2) }
      isOpenEnded = keepsEnd
    case .mapping(let items):
      if !before.isEmpty { line(before + comment, indent: indent) }
      for item in items { entry(item, indent: inner) }
    case .sequence(let items):
      if !before.isEmpty { line(before + comment, indent: indent) }
      for item in items { element(item, indent: inner) }
    }
    trivia(item.trailing, indent: inner)
  }

  private mutating func line(_ text: String, indent: Int) {
    if let start = lead {
      lead = nil
      output.append(contentsOf: repeatElement(0x20, count: start.indent))
      for _ in 0..<start.dashes { output += [UInt8(ascii: "-"), 0x20] }
      // A dash with nothing behind it.
      if text.isEmpty { output.removeLast() }
      output.append(contentsOf: text.utf8)
      isOpenEnded = false
    } else if !text.isEmpty {
      output.append(contentsOf: repeatElement(0x20, count: indent))
      output.append(contentsOf: text.utf8)
      isOpenEnded = false
    }
    output.append(0x0A)
  }
}
