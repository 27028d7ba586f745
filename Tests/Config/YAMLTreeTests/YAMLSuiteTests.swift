import Glibc
import Testing
import YAMLTree

/// The YAML Test Suite against this reader: what is accepted, and the tree.
///
/// The files are read with the reader itself. Each difference is listed in `YAMLSuite.differences` with its reason; one
/// that is not listed fails, and so does one that is listed and is none.
@Suite struct YAMLSuiteTests {
  @Test func differsOnlyWhereListed() throws {
    guard let data = getenv("VOICEBOT_TESTDATA") else {
      print("skipped: VOICEBOT_TESTDATA is not set")
      return
    }
    let folder = String(cString: data) + "/conformance/yaml-test-suite/src"
    var found: [String: YAMLSuite.Difference] = [:]
    var count = 0
    for name in YAMLSuite.files(folder) {
      for (index, item) in try YAMLSuite.cases("\(folder)/\(name).yaml").enumerated() {
        count += 1
        found[index == 0 ? name : "\(name):\(index)"] = YAMLSuite.compare(item)
      }
    }
    #expect(count > 390)
    for (id, difference) in found.sorted(by: { $0.key < $1.key }) where YAMLSuite.differences[id] != difference {
      Issue.record("\"\(id)\": .\(difference), listed: \(YAMLSuite.differences[id].map { "\($0)" } ?? "no")")
    }
    for id in YAMLSuite.differences.keys.sorted() where found[id] == nil { Issue.record("\(id) no longer differs") }
  }
}

enum YAMLSuite {
  /// Why a case differs.
  enum Difference: Hashable {
    /// Not part of the language; each has its own reason in `YAMLProblem`.
    case anchor, alias, tag, directive, structuredKey, explicitKey, duplicateKey, character, gluedComment, tab
    /// A part of YAML 1.2 that libyaml, which reads YAML 1.1, refuses.
    case refusedByParser
    /// What YAML 1.2 forbids and libyaml lets pass; it is read as its author will have meant it.
    case acceptedByParser
    /// A document without content is left out.
    case emptyDocument
    /// Read with another text.
    case otherText
  }

  struct Case {
    var yaml: [UInt8]
    var tree: String?
    var fails: Bool
  }

  static func files(_ folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasSuffix(".yaml") { names.append(String(name.dropLast(5))) }
    }
    return names.sorted()
  }

  /// A file holds a list; what a later case leaves out is as in the one before.
  static func cases(_ path: String) throws -> [Case] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    let root = try #require(try YAMLTree.parse(Array(bytes[..<count])).documents.first)
    var yaml: String?
    var tree: String?
    return (root.elements ?? []).map { node in
      yaml = node["yaml"]?.scalar?.text ?? yaml
      tree = node["tree"]?.scalar?.text ?? tree
      let fails = node["fail"]?.scalar?.text == "true"
      return Case(yaml: Array(plain(yaml ?? "").utf8), tree: fails ? nil : tree.map(events), fails: fails)
    }
  }

  /// The suite's marks for characters that cannot be seen.
  private static func plain(_ text: String) -> String {
    var text = text.replacing("␣", with: " ").replacing("—", with: "").replacing("»", with: "\t")
    text = text.replacing("⇔", with: "\u{FEFF}").replacing("↵", with: "").replacing("←", with: "\r")
    guard text.hasSuffix("∎\n") else { return text }
    return String(text.dropLast(2))
  }

  /// Events without indentation, styles of collections and marks of documents.
  private static func events(_ text: String) -> String {
    plain(text).split(separator: "\n").map { line -> String in
      let event = line.drop { $0 == " " }
      if event.hasPrefix("+DOC") { return "+DOC" }
      if event.hasPrefix("-DOC") { return "-DOC" }
      if event.hasPrefix("+MAP") { return "+MAP" }
      if event.hasPrefix("+SEQ") { return "+SEQ" }
      return String(event)
    }.filter { $0 != "+STR" && $0 != "-STR" && !$0.isEmpty }.joined(separator: "\n")
  }

  private static func append(_ node: YAMLNode, _ events: inout [String]) {
    switch node.content {
    case .scalar(let scalar): events.append(value(scalar.text, scalar.style))
    case .sequence(let elements):
      events.append("+SEQ")
      for element in elements { append(element, &events) }
      events.append("-SEQ")
    case .mapping(let entries):
      events.append("+MAP")
      for entry in entries {
        // The style of a key is not kept.
        events.append(value(entry.name, .plain))
        append(entry.value, &events)
      }
      events.append("-MAP")
    }
  }

  private static func value(_ text: String, _ style: YAMLScalar.Style) -> String {
    let mark =
      switch style {
      case .plain: ":"
      case .singleQuoted: "'"
      case .doubleQuoted: "\""
      case .literal: "|"
      case .folded: ">"
      }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\t": escaped += "\\t"
      case "\r": escaped += "\\r"
      case "\u{8}": escaped += "\\b"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "=VAL " + mark + escaped
  }

  static func compare(_ item: Case) -> Difference? {
    let stream: YAMLStream
    do throws(YAMLProblem) {
      stream = try YAMLTree.parse(item.yaml)
    } catch {
      return item.fails ? nil : reason(error)
    }
    guard !item.fails else { return .acceptedByParser }
    var events: [String] = []
    for document in stream.documents {
      events.append("+DOC")
      append(document, &events)
      events.append("-DOC")
    }
    let ours = events.joined(separator: "\n")
    let theirs = item.tree ?? ""
    if normal(ours) == normal(theirs) { return nil }
    return normal(ours) == normal(theirs.replacing("+DOC\n=VAL :\n-DOC", with: "")) ? .emptyDocument : .otherText
  }

  /// Styles of values are compared elsewhere; here a quote is a quote.
  private static func normal(_ events: String) -> [String] {
    events.split(separator: "\n").map { line in
      line.hasPrefix("=VAL ") ? "=VAL " + line.dropFirst(6) : String(line)
    }
  }

  private static func reason(_ problem: YAMLProblem) -> Difference {
    switch problem.reason {
    case .anchor: .anchor
    case .alias: .alias
    case .tag: .tag
    case .directive: .directive
    case .structuredKey: .structuredKey
    case .explicitKey: .explicitKey
    case .duplicateKey: .duplicateKey
    case .character: .character
    case .gluedComment: .gluedComment
    case .tab: .tab
    default: .refusedByParser
    }
  }
}
