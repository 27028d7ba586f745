import Testing

@testable import YAMLTree

private func parse(_ text: String) throws -> YAMLStream { try YAMLTree.parse(Array(text.utf8)) }

private func range(_ line: Int, _ column: Int, _ endLine: Int, _ endColumn: Int) -> YAMLRange {
  YAMLRange(
    start: YAMLPosition(line: line, column: column), end: YAMLPosition(line: endLine, column: endColumn))
}

@Suite struct YAMLTreeTests {
  @Test func placesOfKeysAndValues() throws {
    let root = try #require(try parse("a: é b\nlist:\n  - 'x'\n  - {k: v}\n").documents.first)
    #expect(root.entry("a")?.nameRange == range(1, 1, 1, 2))
    #expect(root["a"]?.range == range(1, 4, 1, 7))
    #expect(root["list"]?[0]?.range == range(3, 5, 3, 8))
    #expect(root["list"]?[1]?.range == range(4, 5, 4, 11))
    #expect(root["list"]?[1]?.entry("k")?.nameRange == range(4, 6, 4, 7))
    #expect(root["list"]?.range == range(3, 3, 4, 11))
    #expect(root.range == range(1, 1, 4, 11))
  }

  @Test(arguments: [
    ("a: b\r\nc: d\r\n", 2), ("a: b\rc: d", 2), ("\u{FEFF}a: b\nc: d", 2), ("a: 'x\n\n  y'\nc: d", 4),
  ]) func lineEndsAndMarks(_ text: String, _ line: Int) throws {
    let root = try #require(try parse(text).documents.first)
    #expect(root.entry("a")?.nameRange.start == YAMLPosition(line: 1, column: 1))
    #expect(root.entry("c")?.nameRange.start == YAMLPosition(line: line, column: 1))
  }

  @Test func styles() throws {
    let root = try #require(
      try parse("p: x\ns: 'it''s'\nd: \"a\\tb\"\nl: |\n  one\n  two\nf: >-\n  one\n  two\n").documents.first)
    #expect(root["p"]?.scalar == YAMLScalar(text: "x", style: .plain))
    #expect(root["s"]?.scalar == YAMLScalar(text: "it's", style: .singleQuoted))
    #expect(root["d"]?.scalar == YAMLScalar(text: "a\tb", style: .doubleQuoted))
    #expect(root["l"]?.scalar == YAMLScalar(text: "one\ntwo\n", style: .literal))
    #expect(root["f"]?.scalar == YAMLScalar(text: "one two", style: .folded))
  }

  @Test func commentsAreKept() throws {
    let stream = try parse(
      "# top\na: b # after\nc: '# no'\nd: | # header\n  # text\n  x\n# é end\ne: f#g\nh: \"x\n  # no\"")
    #expect(stream.comments.map(\.text) == ["# top", "# after", "# header", "# é end"])
    #expect(
      stream.comments.map(\.range.start) == [
        YAMLPosition(line: 1, column: 1), YAMLPosition(line: 2, column: 6), YAMLPosition(line: 4, column: 6),
        YAMLPosition(line: 7, column: 1),
      ])
    #expect(stream.comments[3].range.end.column == 8)
    #expect(try parse("\u{FEFF}# x").comments.count == 1)
  }

  @Test func documents() throws {
    #expect(try parse("").documents.isEmpty)
    #expect(try parse("# only\n").documents.isEmpty)
    #expect(try parse("---\na: b\n---\n---\nc: d\n...\n").documents.count == 2)
  }

  @Test(arguments: [
    ("", YAMLResolved.null), ("~", .null), ("NULL", .null), ("nUll", .string), ("true", .boolean(true)),
    ("FALSE", .boolean(false)), ("yes", .string), ("on", .string), ("0012", .integer(12)), ("+49", .integer(49)),
    ("-7", .integer(-7)), ("0o17", .integer(15)), ("0x1F", .integer(31)), ("0x", .string), ("1_000", .string),
    ("12:30", .string), ("1.5", .number(1.5)), (".5", .number(0.5)), ("-.5", .number(-0.5)), ("5.", .number(5)),
    ("1e3", .number(1000)), (".", .string), ("1e", .string), ("-", .string), (".inf", .number(.infinity)),
    ("-.INF", .number(-.infinity)), ("99999999999999999999", .number(1e20)), ("2024-01-01", .string), ("0x-1", .string),
  ]) func coreSchema(_ text: String, _ resolved: YAMLResolved) {
    #expect(YAMLScalar(text: text, style: .plain).resolved == resolved)
    #expect(YAMLScalar(text: text, style: .doubleQuoted).resolved == .string)
  }

  @Test(arguments: [
    ("a: b\na: c", YAMLProblem.Reason.duplicateKey("a", first: range(1, 1, 1, 2)), 2, 1),
    ("a: &x b", .anchor, 1, 4), ("a: *x", .alias, 1, 4), ("a: !t b", .tag("!t"), 1, 4),
    ("a: !!str b", .tag("tag:yaml.org,2002:str"), 1, 4),
    ("%YAML 1.2\n---\na: b", .directive, 1, 1), ("a:\n\tb: c", .tab, 2, 1), ("{{a}}: b", .structuredKey, 1, 2),
    ("? a\n: b", .explicitKey, 1, 1), ("a: b\n? c", .explicitKey, 2, 1), ("?\n: b", .explicitKey, 1, 2),
    ("{? a : b}", .explicitKey, 1, 2), ("? |\n  a\n: b", .explicitKey, 1, 3), ("x: {? }", .explicitKey, 1, 7),
    ("a:\n  <<: {b: c}", .mergeKey, 2, 3), ("[a,#b\n]", .gluedComment, 1, 4), ("a: 'b'#c", .gluedComment, 1, 7),
    ("a: \u{85}", .character(0x85), 1, 4), ("a: b\n \u{0}", .character(0), 2, 2),
    ("a\u{FEFF}", .character(0xFEFF), 1, 2),
    ("a: \u{2029}", .character(0x2029), 1, 4), ("\u{7F}", .character(0x7F), 1, 1),
    ("é\u{FFFF}", .character(0xFFFF), 1, 2),
  ]) func refusals(_ text: String, _ reason: YAMLProblem.Reason, _ line: Int, _ column: Int) {
    do {
      _ = try parse(text)
      Issue.record("accepted")
    } catch let problem as YAMLProblem {
      #expect(problem.reason == reason)
      #expect(problem.range.start == YAMLPosition(line: line, column: column))
    } catch {
      Issue.record(error)
    }
  }

  @Test func refusalsGoNoFurtherThanTheirForm() throws {
    let root = try #require(try parse("\"<<\": a\nwhy?: really? # really?\nx: |\n  ? #\ny: [a?, b]").documents.first)
    #expect(root["<<"]?.scalar?.text == "a")
    #expect(root["why?"]?.scalar?.text == "really?")
    #expect(root["y"]?[0]?.scalar?.text == "a?")
  }

  @Test(arguments: [
    ("a: {{b}} c", "a: \"{{b}} c\""), ("- {{b}}  # c", "- \"{{b}}\"  # c"),
    ("{a: {{b}}, c: d}", "{a: \"{{b}}\", c: d}"), ("é: {{b}}: x", nil), ("a: [x,# c\n]", "a: [x, # c\n]"),
  ]) func fixes(_ text: String, _ fixed: String?) throws {
    do {
      _ = try parse(text)
      Issue.record("accepted")
    } catch let problem as YAMLProblem {
      var bytes = Array(text.utf8)
      if let fix = problem.fix { bytes.replaceSubrange(fix.range.bytes, with: fix.replacement.utf8) }
      #expect(problem.fix.map { _ in String(decoding: bytes, as: UTF8.self) } == fixed)
      if fixed != nil { _ = try YAMLTree.parse(bytes) }
    }
  }

  @Test(arguments: ["", "\u{FEFF}"]) func offsetsAreBytes(_ mark: String) throws {
    let text = mark + "é: ü b\r\n日本: [\"👍\", x] # ł\nlong: " + String(repeating: "é", count: 200) + " z\nend: y\n"
    let bytes = Array(text.utf8)
    let source = YAMLSource(bytes)
    let stream = try YAMLTree.parse(bytes)
    func slice(_ range: YAMLRange?) -> String? { range.map { String(decoding: bytes[$0.bytes], as: UTF8.self) } }
    let root = try #require(stream.documents.first)
    #expect(slice(root.entry("é")?.nameRange) == "é")
    #expect(slice(root["é"]?.range) == "ü b")
    #expect(slice(root.entry("日本")?.nameRange) == "日本")
    #expect(slice(root["日本"]?.range) == "[\"👍\", x]")
    #expect(slice(root["日本"]?[1]?.range) == "x")
    #expect(slice(stream.comments.first?.range) == "# ł")
    #expect(slice(root["end"]?.range) == "y")
    for entry in root.entries ?? [] {
      for position in [entry.nameRange.start, entry.nameRange.end, entry.value.range.start, entry.value.range.end] {
        #expect(source.offset(of: position) == position.offset)
        #expect(source.position(of: position.offset) == position)
      }
    }
  }

  @Test func columnsOfGraphemes() throws {
    let bytes = Array("e\u{301}👨‍👩‍👧 x: y\r\n".utf8)
    let source = YAMLSource(bytes)
    let entry = try #require(try YAMLTree.parse(bytes).documents[0].entries?.first)
    #expect(entry.value.range.start.column == 12)
    #expect(source.column(of: entry.value.range.start) == 7)
    #expect(source.text(line: 1) == "e\u{301}👨‍👩‍👧 x: y")
    #expect(source.text(line: 2) == "")
    #expect(source.text(line: 3) == nil)
    #expect(source.offset(of: YAMLPosition(line: 1, column: 99)) == bytes.count - 2)
  }

  @Test func manyKeysAreComparedByHash() throws {
    let text = (0..<40).map { "k\($0): \($0)\n" }.joined()
    #expect(try parse(text).documents[0].entries?.count == 40)
    for repeated in [0, 7, 8, 9, 39] {
      #expect(throws: YAMLProblem.self) { try parse(text + "k\(repeated): x\n") }
    }
  }

  @Test func notUTF8() {
    #expect(throws: YAMLProblem(reason: .notUTF8, range: range(2, 2, 2, 3))) {
      try YAMLTree.parse([0x61, 0x0A, 0x62, 0xC3, 0x28])
    }
    #expect(throws: YAMLProblem.self) { try YAMLTree.parse([0xFF, 0xFE, 0x61, 0x00]) }
  }

  @Test func depth() throws {
    func nested(_ count: Int) -> String { String(repeating: "[", count: count) + String(repeating: "]", count: count) }
    #expect(try parse(nested(64)).documents.count == 1)
    #expect(throws: YAMLProblem(reason: .tooDeep, range: range(1, 65, 1, 66))) { try parse(nested(65)) }
    let many = String(repeating: "- []\n", count: YAMLTree.maximumCollections)
    #expect(try parse(String(many.dropLast(5))).documents.count == 1)
    let line = YAMLTree.maximumCollections
    #expect(throws: YAMLProblem(reason: .tooManyCollections, range: range(line, 3, line, 4))) { try parse(many) }
    #expect(throws: YAMLProblem.self) { try YAMLTree.parse([UInt8](repeating: 0x20, count: YAMLTree.maximumBytes + 1)) }
  }

  /// libyaml takes quadratic time over these; it must not get to see more than the start of them.
  @Test(arguments: ["[", "{", "{a: ", "[ ", "[\n", "- ", "? ", "{? ", "[[", "- - ", "a: [", "\"a\": {"])
  func nestingIsCutEarly(_ piece: String) {
    let bytes = Array(String(repeating: piece, count: 60_000 / piece.utf8.count).utf8)
    #expect(YAMLTree.work(bytes) < 3000)
    #expect(throws: YAMLProblem.self) { try YAMLTree.parse(bytes) }
  }
}
