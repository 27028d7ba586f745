package import YAMLTree

/// A comment that says a warning is meant: `# voicebot: ignore VB0302 heard by the model only`, at the end of the line
/// or on lines of its own above it. Several codes are separated by commas; names such as `unused-intent` do too.
package struct Suppression {
  static let mark = "voicebot:"

  package var codes: [DiagnosticCode]
  /// The line whose findings it is about.
  package var line: Int
  package var range: YAMLRange

  /// The suppressions among the comments of a file; those that say nothing usable are reported.
  package static func find(_ comments: [YAMLComment], in bytes: [UInt8], _ report: inout Report) -> [Suppression] {
    let marked = comments.filter { Self.command($0.text) != nil }
    guard !marked.isEmpty else { return [] }
    let owned = Set(comments.map(\.range.start.line))
    let lines = SourceLines(bytes)
    // The next line that has something else, of the comments so far: each line is looked at once.
    var next = 0
    return marked.compactMap { comment in
      guard let codes = codes(of: comment, &report) else { return nil }
      var line = comment.range.start.line
      // A comment alone on its line speaks of the next line that has something else.
      if lines.isBlank(line, before: comment.range.start.column) {
        if next <= line {
          next = line
          repeat {
            next += 1
          } while next <= lines.count
            && (lines.isBlank(next) || owned.contains(next) && lines.startsWithComment(next))
        }
        line = next
      }
      return Suppression(codes: codes, line: line, range: comment.range)
    }
  }

  /// What follows `# voicebot:`; nil for other comments.
  private static func command(_ text: String) -> Substring? {
    let body = text.drop { $0 == "#" || $0 == " " || $0 == "\t" }
    return body.hasPrefix(mark) ? body.dropFirst(mark.count) : nil
  }

  private static func codes(of comment: YAMLComment, _ report: inout Report) -> [DiagnosticCode]? {
    var words = (command(comment.text) ?? "").split { $0 == " " || $0 == "\t" }[...]
    func bad(_ message: String, suggestion: String) -> [DiagnosticCode]? {
      report.add(.badSuppression, message, comment.range, suggestion: suggestion)
      return nil
    }
    let usage = "write `# voicebot: ignore CODE reason`"
    guard words.first == "ignore" else { return bad("the comment is no instruction", suggestion: usage) }
    words.removeFirst()
    var codes: [DiagnosticCode] = []
    while let word = words.first {
      words.removeFirst()
      for name in word.split(separator: ",") {
        guard let code = DiagnosticCode(named: String(name)) else {
          let known = report.closest(String(name), among: DiagnosticCode.slugsToIgnore)
          return bad(
            "there is no diagnostic `\(name.prefix(40))`", suggestion: known.map { "did you mean `\($0)`?" } ?? usage)
        }
        guard code.canBeIgnored else {
          return bad("`\(name)` is an error and cannot be ignored", suggestion: "only warnings can be")
        }
        if !codes.contains(code) { codes.append(code) }
      }
      if !word.hasSuffix(","), words.first?.hasPrefix(",") != true { break }
    }
    if codes.isEmpty { return bad("the comment names no diagnostic", suggestion: usage) }
    if words.isEmpty { return bad("the comment gives no reason", suggestion: usage) }
    return codes
  }
}

/// The lines of a file, counted from 1.
struct SourceLines {
  private let lines: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) { lines = Excerpts.split(bytes) }

  var count: Int { lines.count }

  /// Whether nothing but spaces stands in the line, before the column where one is given.
  func isBlank(_ line: Int, before column: Int? = nil) -> Bool {
    guard lines.indices.contains(line - 1) else { return true }
    let bytes = lines[line - 1]
    return bytes.prefix((column ?? bytes.count + 1) - 1).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  func startsWithComment(_ line: Int) -> Bool {
    guard lines.indices.contains(line - 1) else { return false }
    return lines[line - 1].first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "#")
  }
}
