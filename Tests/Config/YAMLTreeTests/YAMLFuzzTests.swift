import FuzzRounds
import Testing

@testable import YAMLTree

package enum YAMLFuzz {
  /// Reads the bytes; places of what comes of it lie in order and in the file.
  static func run(bytes: [UInt8]) {
    guard let stream = try? YAMLTree.parse(bytes) else { return }
    let source = YAMLSource(bytes)
    for node in stream.documents { check(node, source, depth: 0) }
    for comment in stream.comments {
      if String(decoding: bytes[comment.range.bytes], as: UTF8.self) != comment.text || !comment.text.hasPrefix("#") {
        Issue.record("\(comment)")
      }
    }
    for warning in stream.warnings(bytes) where warning.keepsValue { check(warning, stream, bytes) }
  }

  /// What keeps the value can be written over its place.
  private static func check(_ warning: YAMLWarning, _ stream: YAMLStream, _ bytes: [UInt8]) {
    var fixed = bytes
    fixed.replaceSubrange(warning.range.bytes, with: warning.replacement.utf8)
    let documents = try? YAMLTree.parse(fixed).documents
    if documents?.map({ YAMLContent($0) }) != stream.documents.map({ YAMLContent($0) }) {
      Issue.record("\(warning) of \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  private static func check(_ node: YAMLNode, _ source: YAMLSource, depth: Int) {
    for position in [node.range.start, node.range.end] where source.offset(of: position) != position.offset {
      Issue.record("\(position) in \(String(decoding: source.bytes, as: UTF8.self))")
    }
    if node.range.end < node.range.start || depth > YAMLTree.maximumDepth { Issue.record("\(node.range) at \(depth)") }
    for element in node.elements ?? [] { check(element, source, depth: depth + 1) }
    for entry in node.entries ?? [] {
      if entry.nameRange.end < entry.nameRange.start { Issue.record("\(entry.nameRange)") }
      check(entry.value, source, depth: depth + 1)
    }
  }
}

@Suite struct YAMLFuzzTests {
  @Test func mutations() {
    let seeds = [
      "a: b # c\nlist: [x, 'y', \"z\\n\"]\nmap:\n  k: |\n    text\n    # no\n  l: >-\n    folded\n---\n- 1\n- {a: {b: c}}\n",
      "? key\n: value\n\"q\": 'it''s'\nempty:\nplain text: over\n  two lines\n",
    ].map { Array($0.utf8) }
    let pieces = [
      "\t", "\r\n", "\r", ": ", "- ", "? ", "[", "]", "{", "}", "#", "|", ">", "'", "\"", "&a ", "*a", "!t ", "%",
      "---\n", "...\n",
      "\u{FEFF}", "\u{2028}", "é", "\\", "\\u00e9", ",", "\n", "  ", "<<: ",
    ].map { Array($0.utf8) }
    var state: UInt64 = 99
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in FuzzRounds(20_000) {
      var bytes = seeds[random(seeds.count)]
      for _ in 0...random(4) {
        let at = random(bytes.count + 1)
        switch random(4) {
        case 0: if at < bytes.count { bytes[at] = UInt8(random(256)) }
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + random(10)))
        default: bytes.insert(contentsOf: pieces[random(pieces.count)], at: at)
        }
      }
      YAMLFuzz.run(bytes: bytes)
    }
  }
}
