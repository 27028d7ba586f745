import Testing

@testable import Markup

@Suite struct MarkupTests {
  /// Everything that means something to one of the formats.
  private static let pieces = [
    "::error::", "::", "%0A", "%", ",", ":", "\n", "\r", "\r\n", "\t", "]]>", "<b>", "&amp;", "&#10;", "\"", "'", "|",
    "`", "@me", "#1", "\u{0}", "\u{1B}[31m", "\u{202E}", "\u{2028}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "é", "👩‍🚒", "a",
  ]

  private static func text(_ seed: UInt64) -> String {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    var text = ""
    for _ in 0..<(seed % 12) {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      text += pieces[Int(state % UInt64(pieces.count))]
    }
    return text
  }

  /// What a reader of the format understands is what was written, but for characters that nobody may see.
  @Test func xmlIsReadAsItWasWritten() {
    for seed in 0..<2000 as Range<UInt64> {
      let text = Self.text(seed)
      for (written, isAttribute) in [(XMLText.attribute(text), true), (XMLText.content(text), false)] {
        #expect(!written.contains(where: { "<>\"'".contains($0) }))
        #expect(!isAttribute || !written.unicodeScalars.contains { $0 == "\n" || $0 == "\t" || $0 == "\r" })
        var read = written
        for (entity, character) in [
          ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#10;", "\n"), ("&#13;", "\r"),
          ("&#9;", "\t"), ("&amp;", "&"),
        ] { read = read.replacing(entity, with: character) }
        #expect(Array(read.unicodeScalars) == Self.seen(text), "\(seed)")
      }
    }
  }

  private static func seen(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { scalar in
      if scalar == "\n" || scalar == "\r" { return scalar }
      return VisibleText.isHidden(scalar) || scalar.value == 0xFFFE || scalar.value == 0xFFFF ? "\u{FFFD}" : scalar
    }
  }

  @Test func aWorkflowCommandIsOneLineOfThreeParts() throws {
    for seed in 0..<2000 as Range<UInt64> {
      let (file, title, message) = (Self.text(seed), Self.text(seed &+ 7), Self.text(seed &+ 13))
      let line = WorkflowCommand(
        .error, file: file, from: (3, 5), to: (3, 9), title: title, message: message
      ).line
      #expect(line.unicodeScalars.filter { $0 == "\n" || $0 == "\r" } == ["\n"])
      // As the runner does it: the first `::` after the command's name ends the properties, commas part them.
      let rest = try #require(line.dropLast().wholeMatch(of: /::error (.*?)::(.*)/))
      let properties = rest.1.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      #expect(properties.map(\.first) == ["file", "line", "endLine", "col", "endColumn", "title"])
      #expect(properties[1..<5].map(\.last) == ["3", "3", "5", "8"])
      #expect(Self.unescaped(properties[0].count > 1 ? properties[0][1] : "") == Self.visible(file))
      #expect(Self.unescaped(properties[5].count > 1 ? properties[5][1] : "") == Self.visible(title))
      #expect(Self.unescaped(String(rest.2)) == Self.visible(message))
    }
  }

  private static func unescaped(_ text: String) -> [Unicode.Scalar] {
    var text = text
    for (code, character) in [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")] {
      text = text.replacing(code, with: character)
    }
    return Array(text.unicodeScalars)
  }

  private static func visible(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { $0 == "\n" || $0 == "\r" || !VisibleText.isHidden($0) ? $0 : "\u{FFFD}" }
  }

  @Test func columnsAreGivenWithinOneLineOnly() {
    let one = WorkflowCommand(.warning, file: "a", from: (2, 4), to: (2, 4), title: "t", message: "m").line
    #expect(one == "::warning file=a,line=2,endLine=2,col=4,endColumn=4,title=t::m\n")
    let two = WorkflowCommand(.error, file: "a", from: (2, 4), to: (5, 1), title: "t", message: "m").line
    #expect(two == "::error file=a,line=2,endLine=5,title=t::m\n")
    #expect(WorkflowCommand(.notice, file: "a", message: "m").line == "::notice file=a::m\n")
  }

  @Test func markdownHoldsNoMarkup() {
    for seed in 0..<2000 as Range<UInt64> {
      let written = MarkdownText.escaped(Self.text(seed))
      let bare = written.replacing(/&#\d+;/, with: "")
      #expect(!bare.contains { "&<>\"'\\`*_[]()|~@#!${}=:\n\r\t".contains($0) }, "\(seed)")
    }
  }

  @Test(arguments: [
    ("plain", "plain"), ("a\tb", "a\tb"), ("\u{1B}[2J", "\u{FFFD}[2J"), ("a\u{202E}b", "a\u{FFFD}b"), ("é", "é"),
  ]) func terminalsObeyNothing(_ text: String, _ shown: String) {
    #expect(VisibleText.of(text) == shown)
    #expect(VisibleText.line(text + "\nnext\r") == shown.replacing("\t", with: " ") + " next ")
  }
}
