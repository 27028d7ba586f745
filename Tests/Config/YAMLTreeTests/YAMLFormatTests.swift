import FuzzRounds
import Testing

@testable import YAMLTree

private func formatted(_ text: String) throws -> String {
  String(decoding: try YAMLFormat.format(Array(text.utf8)), as: UTF8.self)
}

package enum YAMLFormatFuzz {
  /// The laws of the formatter, for bytes that can be read.
  static func run(bytes: [UInt8]) {
    guard let stream = try? YAMLTree.parse(bytes) else { return }
    func report(_ what: String, _ once: [UInt8]? = nil, _ twice: [UInt8]? = nil) {
      let texts = [bytes, once, twice].map { $0.map { String(decoding: $0, as: UTF8.self) } ?? "" }
      Issue.record("\(what)\n<<<\n\(texts[0])\n>>>\n\(texts[1])\n>>>\n\(texts[2])")
    }
    guard let once = try? YAMLFormat.format(bytes) else { return report("not formatted") }
    guard let again = try? YAMLTree.parse(once) else { return report("not read again", once) }
    if again.documents.map({ YAMLContent(unordered: $0) }) != stream.documents.map({ YAMLContent(unordered: $0) }) {
      report("reads otherwise", once)
    }
    let kept = again.comments.map(YAMLItemReader.text).sorted()
    if kept != stream.comments.map(YAMLItemReader.text).sorted() { report("comments", once) }
    guard let twice = try? YAMLFormat.format(once), twice == once else {
      return report("not stable", once, try? YAMLFormat.format(once))
    }
  }
}

@Suite struct YAMLFormatTests {
  @Test(arguments: [
    ("", ""), ("# only\n\n\n# these", "# only\n\n# these\n"), ("---\na: b", "a: b\n"), ("\u{FEFF}a:   b\r\n", "a: b\n"),
    ("a :  b   # c", "a: b  # c\n"), ("a:\n - b\n -   c\n", "a:\n  - b\n  - c\n"),
    ("a:\n- b\n- c", "a:\n  - b\n  - c\n"),
    ("-   a: 1\n    b: 2\n-\n  c: 3\n", "- a: 1\n  b: 2\n- c: 3\n"), ("- - a\n  - b\n", "- - a\n  - b\n"),
    ("a: 'x'\nb: 'it''s'\nc: '\"'\n'd e': \"x\"", "a: \"x\"\nb: \"it's\"\nc: '\"'\n\"d e\": \"x\"\n"),
    ("a: { b: c,d: [ e , f ] , }", "a: {b: c, d: [e, f]}\n"), ("a: [\n  b,\n  c\n]\n", "a: [b, c]\n"),
    ("a: [b: c, {d}]", "a: [{b: c}, {d}]\n"),
    (
      "a: [ # one\n  b, # two\n  # three\n  c\n  # four\n] # five\n",
      "# five\na:  # one\n  - b  # two\n  # three\n  - c\n  # four\n"
    ),
    ("a: [b, # c\n -]", "a:\n  - b  # c\n  - \"-\"\n"),
    ("a: {b: [c, # d\n e],f\n g}", "a:\n  b:\n    - c  # d\n    - e\n  f g:\n"),
    ("a: [-, b]", "a: [\"-\", b]\n"),
    ("a: [ # c\n]", "a: []  # c\n"), ("- [ # c\n  a]\n- x", "# c\n- - a\n- x\n"),
    ("a:\n\n\n  b: 1\n\n\n  c: 2\n\n\n", "a:\n  b: 1\n\n  c: 2\n"),
    ("a:\n  b: 1\n  # in\n# out\nc: 2", "a:\n  b: 1\n  # in\n# out\nc: 2\n"),
    ("a:\n    # x\nb: c", "a:\n  # x\nb: c\n"), ("a: # k\n  b", "a: b  # k\n"), ("a:\n  # k\n  b", "# k\na: b\n"),
    ("a: |1\n   x\n  y\n", "a: |2\n    x\n   y\n"),
    ("a:   |-   # k\n        x\n         y\n\n\nb: c", "a: |-  # k\n  x\n   y\n\nb: c\n"),
    ("a: |+\n x\n\n\nb: c", "a: |+\n  x\n\n\nb: c\n"), ("a: |\n x", "a: |-\n  x\n"), ("a: |\n\n", "a: \"\"\n"),
    ("a: one\n   two\n\n   three", "a: one\n  two\n\n  three\n"),
    ("a: \"x\\ \n  y\\\n   z\"", "a: \"x\\x20\n  y\\\n  z\"\n"),
    (
      "spec: {}\n# m\nmetadata: {}\nkind: A\napiVersion: b\nz: 1",
      "apiVersion: b\nkind: A\n# m\nmetadata: {}\nspec: {}\nz: 1\n"
    ),
    ("# head\nkind: A\n# v\napiVersion: b", "# head\n# v\napiVersion: b\nkind: A\n"),
    ("a: 1\n# end\n---\n# head\n\nb: 2\n...\n--- # c\n- 3", "a: 1\n# end\n---\n# head\n\nb: 2\n---\n# c\n- 3\n"),
    (
      "a: some text #cut\nb: text # not\nc: more text   # not\n",
      "a: some text #cut\nb: text  # not\nc: more text  # not\n"
    ),
    ("a:\t[b,\tc]\t# d\t", "a: [b, c]  # d\n"), ("-\n- # c\n-\n  # d\n  x\n", "-\n-  # c\n# d\n- x\n"),
    ("\"a\"", "\"a\"\n"), ("--- |\n x\n", "|\n  x\n"), ("a\n b", "a\n  b\n"),
  ]) func canonical(_ text: String, _ expected: String) throws {
    #expect(try formatted(text) == expected)
    YAMLFormatFuzz.run(bytes: Array(text.utf8))
  }

  @Test func longFlowBecomesBlock() throws {
    let words = (10..<40).map { "word\($0)" }
    #expect(try formatted("a: [\(words.joined(separator: ", "))]") == "a:\n" + words.map { "  - \($0)\n" }.joined())
    let fitting = "a: [" + String(repeating: "x", count: 115) + "]\n"
    #expect(try formatted(fitting) == fitting)
    let long = "a: [" + String(repeating: "x", count: 116) + "]\n"
    #expect(try formatted(long) == "a:\n  - " + String(repeating: "x", count: 116) + "\n")
  }

  @Test func randomFiles() {
    var random = YAMLRandom(state: 5)
    for _ in FuzzRounds(4000) { YAMLFormatFuzz.run(bytes: Array(random.file().utf8)) }
  }

  @Test func mutations() {
    let seeds = [
      "# h\na: b # c\n\nlist: [x, 'y', \"z\\n\"]\nmap:\n  # k\n  k: |\n    text\n    # no\n  l: >-\n    folded\n\n  # t\n---\n- 1\n- {a: {b: c}}\n",
      "\"q\": 'it''s'\nempty: # e\nplain text: over\n  two lines\nseq:\n- a: 1 # one\n  b:\n  - 2\n  # in\n# out\n- - x\n  - [y, # f\n    z]\n",
      "kind: Bot\nspec: {a: [b: c, d], e}\napiVersion: v # x\n# m\nmetadata:\n   # deep\n  name: \"x\\\n    y\"\nk: |+\n  z\n\n\n",
    ].map { Array($0.utf8) }
    let pieces = [
      "\t", "\r\n", "\r", ": ", "- ", "[", "]", "{", "}", "# q\n", " #r", "|\n", ">+\n", "'", "\"", "---\n", "...\n",
      "é", "\\", "\\ \n", ",", "\n", "\n\n", "  ", "    ", "a: ", "\n  ", "\n# s\n", "|2-\n",
    ].map { Array($0.utf8) }
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in FuzzRounds(20_000) {
      var bytes = seeds[random(seeds.count)]
      for _ in 0...random(4) {
        let at = random(bytes.count + 1)
        switch random(5) {
        case 0: if at < bytes.count { bytes[at] = UInt8(random(128)) }
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + random(10)))
        default: bytes.insert(contentsOf: pieces[random(pieces.count)], at: at)
        }
      }
      YAMLFormatFuzz.run(bytes: bytes)
    }
  }
}
