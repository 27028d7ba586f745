import FuzzRounds
import JSON
import Testing

@testable import Diagnostics
@testable import Loading

@Suite struct PrinterTests {
  private static let canaries = [
    "apiKey: sk-canary", "api-key: \"canary\"", "colour: sk-canary-canary", "colour: eyJcanary0canary1",
    "password: 'canary", "greeting: {secretKey: canary}", "recording: {channels: ghp_canary}", "numbers: [sk-canary]",
    "variables: {token: +1canary, key: 0012}", "sk-canary-canary: x", "x: !sk-canary y",
    "transfer: {a: {\"to\": sk-canary}}",
    "token: canary\ntoken: canary",
  ]

  @Test(arguments: canaries, ReportFormat.allCases) func noSecretIsPrinted(_ line: String, _ format: ReportFormat) {
    let files = Repository.files(FindingFixture.botText("scenario: hello\n" + line))
    let list = DiagnosticList(Loader.load(files, revision: "test").diagnostics)
    #expect(!list.shown.isEmpty)
    #expect(!format.print(list).lowercased().contains("canary"), "\(format.print(list))")
  }

  @Test(arguments: ReportFormat.allCases) func nothingFoundIsPrinted(_ format: ReportFormat) {
    let text = format.print(DiagnosticList([]), ReportContext(files: ["voicebot.yaml"]))
    #expect(text.isEmpty || text.hasSuffix("\n"))
    switch format {
    case .json, .sarif, .gitlab: #expect((try? JSONParser.parse(text)) != nil)
    case .junit: #expect(text.contains("<testcase classname=\"voicebot.yaml\" name=\"is valid\"/>"))
    case .markdown: #expect(text.contains("valid"))
    default: break
    }
  }

  @Test func listsAreSortedAndDistinctAndBounded() {
    let all = (0..<250).map { number in
      Diagnostic(
        code: .unknownField, message: "m", place: Diagnostic.Place(file: number < 120 ? "b" : "a", line: number / 2 + 1)
      )
    }
    let list = DiagnosticList(all.shuffled(), perFile: 50)
    #expect(list.shown.count == 100)
    #expect(list.shown.map(\.place.file) == Array(repeating: "a", count: 50) + Array(repeating: "b", count: 50))
    #expect(list.errors == 125)
    #expect(list.omitted.map(\.count) == [15, 10])
    #expect(ReportFormat.text.print(list).hasSuffix("… and 15 more in a\n… and 10 more in b\n"))
    #expect(DiagnosticDocument.json(list)["omitted"] == 25)
  }

  @Test func policiesAloneAreToldApart() {
    #expect(!DiagnosticList([]).isOnlyPolicy)
    let field = Diagnostic(code: .unknownField, message: "m", place: Diagnostic.Place(file: "a"))
    #expect(!DiagnosticList([field]).isOnlyPolicy)
  }

  @Test(
    arguments: [
      ("a: ßx", 4, 5, "   ", 1), ("k: 日本 x", 6, 7, "       ", 1), ("k: 日本 x", 4, 6, "   ", 4),
      ("\tk: x", 5, 6, "\t   ", 1), ("e\u{301}: x", 5, 6, "   ", 1), ("👩‍👩‍👧: x", 8, 9, "    ", 1), ("🇩🇪: x", 1, 3, "", 2),
      ("ab", 9, 12, "  ", 0),
    ] as [(String, Int, Int, Substring, Int)])
  func marksLineUp(_ line: String, _ from: Int, _ to: Int, _ indent: Substring, _ width: Int) {
    let span = DisplayText.span(of: line, from: from, to: to)
    #expect(span.width == width)
    #expect(span.indent == indent)
  }

  /// Texts with everything a log, a table or a document could obey.
  private static let pieces = [
    "::error::", "\n", "\r", "\r\n", "%0A", "%", ",", ":", "title=", "]]>", "<b>", "&amp;", "\"", "'", "|", "`", "@me",
    "#1",
    "![x](y)", "\u{1B}[31m", "\u{0}", "\u{FFFE}", "\u{202E}", "ä", "🍕", "\\", "a", " ", "*", "_", "http://x",
  ]

  private static func random(_ generator: inout SeededRandom) -> Diagnostic {
    func text() -> String {
      (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }.joined()
    }
    func place() -> Diagnostic.Place {
      let line = Int.random(in: 1...9, using: &generator)
      let column = Int.random(in: 1...9, using: &generator)
      let more = Int.random(in: 0...1, using: &generator)
      return Diagnostic.Place(
        file: text() + "x", line: line, column: column, endLine: line + more,
        endColumn: column + Int.random(in: 0...5, using: &generator))
    }
    let codes = DiagnosticCode.allCases
    return Diagnostic(
      code: codes[Int.random(in: 0..<codes.count, using: &generator)], message: text(), place: place(),
      excerpt: Bool.random(using: &generator) ? text() : nil, suggestion: Bool.random(using: &generator) ? text() : nil,
      fix: Bool.random(using: &generator) ? Diagnostic.Fix(place: place(), replacement: text(), isSafe: true) : nil,
      related: Bool.random(using: &generator)
        ? [Diagnostic.Related(place: place(), message: text(), excerpt: text())] : [])
  }

  @Test func nothingIsInjected() {
    var generator = SeededRandom(seed: 5)
    for _ in FuzzRounds(300) {
      let found = (0..<Int.random(in: 1...4, using: &generator)).map { _ in Self.random(&generator) }
      let list = DiagnosticList(found)
      for format in ReportFormat.allCases {
        let text = format.print(list, ReportContext(files: ["y"], prefix: "a/"))
        #expect(text.hasSuffix("\n"))
        // Programs get texts as they are, with control characters escaped.
        let isJSON = [.json, .ndjson, .sarif, .gitlab].contains(format)
        #expect(
          !text.unicodeScalars.contains {
            ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || ($0 == "\u{202E}" && !isJSON)
          },
          "\(format)")
      }
      checkGitHub(list)
      checkXML(ReportFormat.junit.print(list))
      for format in [ReportFormat.json, .sarif, .gitlab] { #expect((try? JSONParser.parse(format.print(list))) != nil) }
      for line in ReportFormat.ndjson.print(list).split(separator: "\n") {
        #expect((try? JSONParser.parse(String(line))) != nil)
      }
      let rows = ReportFormat.markdown.print(list).split(separator: "\n").filter { $0.hasPrefix("| ") }
      for row in rows { #expect(row.count { $0 == "|" } == 4, "\(row)") }
    }
  }

  /// One command for each finding, and the runner reads out of it what was put in.
  private func checkGitHub(_ list: DiagnosticList) {
    let lines = ReportFormat.github.print(list).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == list.shown.count)
    let ordered = list.shown.filter { $0.severity == .error } + list.shown.filter { $0.severity != .error }
    for (line, diagnostic) in zip(lines, ordered) {
      let head = "::\(diagnostic.severity.rawValue) "
      #expect(line.hasPrefix(head))
      let rest = line.dropFirst(head.count)
      guard let end = rest.firstRange(of: "::") else { return #expect(Bool(false), "\(line)") }
      let properties = rest[..<end.lowerBound].split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
      #expect(properties.allSatisfy { $0.count == 2 })
      let names = properties.compactMap(\.first)
      #expect(names.first == "file" && names.last == "title" && Set(names).count == names.count)
      let file = properties[0][1].replacing("%3A", with: ":").replacing("%2C", with: ",").replacing("%0D", with: "\r")
        .replacing("%0A", with: "\n").replacing("%25", with: "%")
      #expect(file.unicodeScalars.count == diagnostic.place.file.unicodeScalars.count)
      #expect(names.contains("col") == (diagnostic.place.line == diagnostic.place.endLine))
    }
  }

  /// Well formed as far as it matters: tags balance, and text holds no markup.
  private func checkXML(_ text: String) {
    var open: [Substring] = []
    var rest = text.dropFirst(text.firstRange(of: "?>")?.upperBound.utf16Offset(in: text) ?? 0)
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let tag = rest[rest.index(after: start)..<end]
      #expect(!tag.contains("<"))
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0 == "-" }
      if tag.hasPrefix("/") { #expect(open.popLast() == name) } else if !tag.hasSuffix("/") { open.append(name) }
      #expect(tag.count { $0 == "\"" } % 2 == 0)
      rest = rest[rest.index(after: end)...]
    }
    #expect(open.isEmpty)
  }

  @Test func fingerprintsOutliveOtherLines() {
    let spec = "scenario: hello\nlangauge: de\ncolour: red"
    func prints(_ spec: String) -> [String] {
      Fingerprint.all(Loader.load(Repository.files(FindingFixture.botText(spec)), revision: "t").diagnostics)
    }
    let before = prints(spec)
    #expect(before.count == 2 && Set(before).count == 2)
    #expect(prints("# a comment\n\n" + spec) == before)
    #expect(prints("scenario: hello\nturns: {colour: a}\nlimits: {colour: a}").count == 2)
    #expect(Fingerprint.hash("") == "6c62272e07bb014262b821756295c58d")
    #expect(Fingerprint.hash("a") == "d228cb696f1a8caf78912b704e4a8964")
  }

  @Test func equalFindingsHaveFingerprintsOfTheirOwn() {
    let same = (1...3).map {
      Diagnostic(code: .unknownField, message: "m", place: Diagnostic.Place(file: "a", line: $0), excerpt: "  x")
    }
    #expect(Set(Fingerprint.all(same)).count == 3)
  }

  @Test(arguments: [
    ("bots/a b/ü.yaml", "bots/a%20b/%C3%BC.yaml"), ("a:b", "a%3Ab"), ("../x?y#z", "../x%3Fy%23z"),
  ]) func pathsAreReferences(_ path: String, _ reference: String) {
    #expect(SARIFReport.reference(path) == reference)
  }

  @Test(
    arguments: [
      ("sarif", ReportRequest(format: .sarif, destination: .output)),
      ("junit=a=b.xml", ReportRequest(format: .junit, destination: .file("a=b.xml"))), ("junit=", nil), ("pdf", nil),
      ("", nil), ("SARIF", nil), ("text=-", ReportRequest(format: .text, destination: .file("-"))),
    ] as [(String, ReportRequest?)])
  func requests(_ argument: String, _ request: ReportRequest?) {
    #expect(ReportRequest(argument: argument) == request)
  }

  @Test func integrationsGetTheirFormats() {
    func automatic(_ variables: [String: String], _ asked: [ReportRequest] = []) -> [ReportRequest] {
      ReportRequest.automatic(besides: asked) { variables[$0] }
    }
    let annotations = ReportRequest(format: .github, destination: .status)
    #expect(automatic([:]) == [])
    #expect(automatic(["GITHUB_ACTIONS": "false", "GITLAB_CI": ""]) == [])
    #expect(automatic(["GITHUB_ACTIONS": "true"]) == [annotations])
    #expect(
      automatic(["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "/tmp/s"])
        == [annotations, ReportRequest(format: .markdown, destination: .appended("/tmp/s"))])
    #expect(
      automatic(["GITLAB_CI": "true"])
        == [ReportRequest(format: .gitlab, destination: .file("gl-code-quality-report.json"))])
    #expect(automatic(["GITLAB_CI": "true"], [ReportRequest(format: .gitlab, destination: .output)]) == [])
  }

  @Test func selections() {
    func finding(_ file: String, _ related: [String] = []) -> Diagnostic {
      Diagnostic(
        code: .unknownField, message: "m", place: Diagnostic.Place(file: file),
        related: related.map { Diagnostic.Related(place: Diagnostic.Place(file: $0), message: "r") })
    }
    let all = [finding("bots/a/x.yaml"), finding("bots/ab/x.yaml", ["voicebot.yaml"]), finding("voicebot.yaml")]
    func files(_ paths: [String], _ changed: Set<String>? = nil) -> [String] {
      DiagnosticList.selecting(all, paths: paths, changed: changed).map(\.place.file)
    }
    #expect(files([]).count == 3)
    #expect(files(["bots/a"]) == ["bots/a/x.yaml"])
    #expect(files([""]).count == 3)
    #expect(files(["bots"], ["voicebot.yaml"]) == ["bots/ab/x.yaml"])
    #expect(files([], []) == [])
  }
}
