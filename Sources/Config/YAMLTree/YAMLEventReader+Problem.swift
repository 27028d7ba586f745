import CYAML

extension YAMLEventReader {
  /// Why the parser stopped.
  ///
  /// libyaml tells of a field without a colon where it gives up waiting for it, and of a quote that is not closed at the
  /// end of the file or where the next quote closes it; both are told where they begin.
  func problem() -> YAMLProblem {
    let state = parser.pointee
    let range = range(at: position(state.problem_mark))
    if let conflict { return YAMLProblem(reason: .conflict, range: conflict) }
    let message = state.problem.map { String(cString: $0) } ?? "cannot be read"
    if message.contains("tab character") || stopsAtTab { return YAMLProblem(reason: .tab, range: range) }
    let context = state.context.map { String(cString: $0) } ?? ""
    let text = context.isEmpty ? message : "\(message) \(context)"
    if context == "while scanning a simple key" {
      return withoutColon(text, at: position(state.context_mark))
    }
    if message.hasPrefix("mapping values are not allowed"), let before = gluedField(before: range.start) {
      return withoutColon(text, at: before)
    }
    var problem = YAMLProblem(reason: .syntax(text), range: range, advice: advice(message, range.start.offset))
    if context == "while scanning a quoted scalar" {
      problem.quote = self.range(at: position(state.context_mark))
      problem.advice = "close the quote"
    } else if let lastQuoted, lastQuoted.end.line == range.start.line, lastQuoted.start.line < range.start.line {
      problem.quote = self.range(at: lastQuoted.start)
      problem.advice = "close the quote that was opened before"
    }
    return problem
  }

  /// One character.
  private func range(at start: YAMLPosition) -> YAMLRange {
    var next = min(start.offset + 1, bytes.count)
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return YAMLRange(
      start: start, end: YAMLPosition(line: start.line, column: start.column + 1, offset: next))
  }

  /// Where the line before that one starts, if it is `name:value` and indented as that one is: both are read as one text.
  private func gluedField(before place: YAMLPosition) -> YAMLPosition? {
    func start(ofLineWith offset: Int) -> Int {
      bytes[..<offset].lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? places.start
    }
    func indent(_ start: Int) -> Int { bytes[start...].prefix { $0 == 0x20 }.count }
    let line = start(ofLineWith: min(place.offset, bytes.count))
    guard place.line > 1, line > places.start + 1 else { return nil }
    let isPair = bytes[line - 1] == 0x0A && bytes[line - 2] == 0x0D
    let end = line - (isPair ? 2 : 1)
    let before = start(ofLineWith: end)
    let spaces = indent(before)
    guard spaces == indent(line), end - before < 1024,
      YAMLWarning.looksApart(Array(bytes[(before + spaces)..<end])[...]),
      bytes[before + spaces] != UInt8(ascii: "-")
    else { return nil }
    return YAMLPosition(line: place.line - 1, column: spaces + 1, offset: before + spaces)
  }

  private func withoutColon(_ message: String, at start: YAMLPosition) -> YAMLProblem {
    let line = bytes[min(start.offset, bytes.count)...].prefix { $0 != 0x0A && $0 != 0x0D }
    let end = line.prefix(1024).lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? line.startIndex
    let field = line[line.startIndex..<end]
    let columns = field.count { $0 & 0xC0 != 0x80 }
    let range = YAMLRange(
      start: start, end: YAMLPosition(line: start.line, column: start.column + max(1, columns), offset: end))
    let name = field.prefix { $0 != UInt8(ascii: ":") && $0 > 0x20 }
    guard let first = name.first, first != UInt8(ascii: "\""), first != UInt8(ascii: "'"), name.count < field.count,
      bytes[name.endIndex] == UInt8(ascii: ":"), name.endIndex + 1 < end, bytes[name.endIndex + 1] > 0x20
    else {
      return YAMLProblem(
        reason: .syntax(message), range: range, advice: "a field is written `name: value`, with a colon and a space")
    }
    let value = field[(name.endIndex + 1)...]
    return YAMLProblem(
      reason: .noSpace(String(decoding: name.prefix(64), as: UTF8.self)), range: range,
      advice:
        "write `\(String(decoding: name.prefix(64), as: UTF8.self)): \(String(decoding: value.prefix(64), as: UTF8.self))`"
    )
  }

  /// What to do about the commonest messages.
  private func advice(_ message: String, _ offset: Int) -> String? {
    if message.hasPrefix("mapping values are not allowed") {
      return "quote a text that has `: ` in it, or look at how the line is indented"
    }
    if message.hasPrefix("found character that cannot start any token"), offset < bytes.count {
      return "quote a text that starts with `\(String(decoding: [bytes[offset]], as: UTF8.self))`"
    }
    if message.hasPrefix("did not find expected"), let lastQuoted, lastQuoted.end.offset == offset {
      return "the text ends at the quote before this: quote it with the other kind of quotes"
    }
    return nil
  }

  /// The first line that `git merge` has put in front of two versions.
  private var conflict: YAMLRange? {
    let mark = Array("<<<<<<< ".utf8)
    var line = 1
    var index = places.start
    while index < bytes.count {
      let rest = bytes[index...]
      if rest.starts(with: mark) {
        let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        return YAMLRange(
          start: YAMLPosition(line: line, column: 1, offset: index),
          end: YAMLPosition(line: line, column: 8, offset: min(index + 7, end)))
      }
      guard let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
      index = end + (bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? 2 : 1)
      line += 1
    }
    return nil
  }
}
