package import YAMLTree

extension Report {
  package mutating func add(_ problem: YAMLProblem) {
    let fix =
      Self.safeReplacement(problem.reason).map {
        Diagnostic.Fix(place: place(problem.range), replacement: $0, isSafe: true)
      } ?? problem.fix.map { Diagnostic.Fix(place: place($0.range), replacement: $0.replacement, isSafe: true) }
    let found = Self.finding(problem.reason)
    var related: [Diagnostic.Related] = []
    if case .duplicateKey(_, let first) = problem.reason {
      related.append(Diagnostic.Related(place: place(first), message: "the first is here"))
    }
    if let quote = problem.quote {
      related.append(Diagnostic.Related(place: place(quote), message: "the quoted text begins here"))
    }
    add(
      Diagnostic(
        code: found.code, message: found.message, place: place(problem.range),
        suggestion: problem.advice ?? found.suggestion, fix: fix, related: related))
  }

  private static func safeReplacement(_ reason: YAMLProblem.Reason) -> String? {
    switch reason {
    // A byte order mark inside a file is what is left of two files joined; nobody meant it.
    case .character(0xFEFF): ""
    case .tab: "  "
    default: nil
    }
  }

  private static func finding(
    _ reason: YAMLProblem.Reason
  ) -> (code: DiagnosticCode, message: String, suggestion: String?) {
    switch reason {
    case .tooLong: return (.fileTooLong, "the file is longer than 1 MiB", nil)
    case .notUTF8: return (.notUTF8, "not UTF-8 from here on", nil)
    case .character(let scalar):
      let code = String(scalar, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      return (.forbiddenCharacter, "the character U+\(padded) may not stand here", scalar == 0xFEFF ? "delete it" : nil)
    case .directive: return (.directive, "a line may not start with `%`", nil)
    case .tab: return (.tab, "a tab may not indent", "use spaces")
    case .syntax(let message): return (.syntax, message, nil)
    case .tooManyCollections:
      return (.fileTooLong, "more than \(YAMLTree.maximumCollections) lists and mappings", "divide the file")
    case .conflict:
      return (
        .syntax, "a merge was not finished here",
        "keep one of the versions, and delete the lines with `<<<<<<<`, `=======`, `>>>>>>>`"
      )
    case .noSpace(let name): return (.syntax, "there is no space behind the colon of `\(name)`", nil)
    case .tooDeep: return (.tooDeep, "nested more than \(YAMLTree.maximumDepth) deep", nil)
    case .duplicateKey(let name, _): return (.duplicateKey, "`\(name)` is there twice", nil)
    case .anchor: return (.anchor, "anchors are not part of the language", nil)
    case .alias: return (.anchor, "aliases are not part of the language", nil)
    case .tag(let tag): return (.tag, "the tag `\(tag)` is not part of the language", nil)
    case .structuredKey: return (.structuredKey, "a key must be a plain name", "quote a text that starts with `{`")
    case .explicitKey: return (.explicitKey, "keys are not introduced with `?`", "write `name: value`")
    case .mergeKey: return (.mergeKey, "merge keys are not part of the language", "write the fields out here")
    case .gluedComment:
      return (.gluedComment, "a comment needs a space before its `#`", "write ` #`, or quote the text")
    }
  }

  /// A field with the space that parts its name from its value.
  private static func spaced(_ text: Substring) -> String {
    guard let colon = text.firstIndex(of: ":") else { return String(text) }
    return "\(text[...colon]) \(text[text.index(after: colon)...].drop { $0 == " " })"
  }

  /// Warnings about places that have no other finding; there a fix may already say what to write.
  package mutating func add(_ warnings: [YAMLWarning]) {
    guard !warnings.isEmpty else { return }
    var taken = Set(
      diagnostics.filter { $0.place.file == file }.map { Line(line: $0.place.line, column: $0.place.column) })
    for warning in warnings where warning.kind != .booleanWord || !isChoice(at: warning.range) {
      if isFull { return }
      let start = warning.range.start
      guard taken.insert(Line(line: start.line, column: start.column)).inserted else { continue }
      let found = Self.finding(warning)
      add(
        found.code, found.message, warning.range, suggestion: found.suggestion,
        replacement: warning.keepsValue ? warning.replacement : nil, isSafe: warning.keepsValue)
    }
  }

  private struct Line: Hashable {
    var line: Int
    var column: Int
  }

  private static func finding(
    _ warning: YAMLWarning
  ) -> (code: DiagnosticCode, message: String, suggestion: String) {
    let text = warning.text.prefix(60)
    let write = "write `\(warning.replacement.prefix(80))`"
    switch warning.kind {
    case .commentCutsText:
      return (
        .commentCutsText, "the text ends at ` #`; the rest is a comment", "quote the text, or put two spaces before `#`"
      )
    case .placeholder: return (.placeholder, "`\(text)` is a mapping, not a text", write)
    case .booleanWord: return (.booleanWord, "`\(text)` is a text here, but true or false to YAML 1.1", write)
    case .leadingZero: return (.leadingZero, "`\(text)` loses its zeros", write)
    case .plusSign: return (.plusSign, "`\(text)` loses its plus sign", write)
    case .sexagesimal: return (.sexagesimal, "`\(text)` is a text here, but a number of base 60 to YAML 1.1", write)
    case .numberOfOneVersion:
      return (.numberOfOneVersion, "`\(text)` is a number to one version of YAML and a text to the other", write)
    case .foldedLines:
      return (
        .foldedLines, "the lines of this text are joined by spaces", "write a block: `>-`, or `|-` to keep the lines"
      )
    case .swallowedLine:
      let isItem = text.hasPrefix("-")
      return (
        .swallowedLine,
        "the line `\(text)` is joined to the text before it, and looks like \(isItem ? "an item of a list" : "a field")",
        isItem
          ? "indent it as the items beside it, or quote the whole text"
          : "write `\(Self.spaced(text))`, indented as the fields beside it, or quote the whole text"
      )
    case .tilde: return (.tilde, "`~` is nothing, not a text", "write `null`, or `\"~\"` for the character")
    }
  }
}
