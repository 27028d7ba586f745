import FuzzRounds
import Testing

@testable import Diagnostics
@testable import Loading

@Suite struct FixTests {
  private func run(_ text: String) -> RepositoryFix.Outcome { run(Repository.files(text)) }

  private func run(_ files: [SourceFile]) -> RepositoryFix.Outcome {
    RepositoryFix.run(files) { Loader.load($0, revision: "test").diagnostics }
  }

  private func text(_ outcome: RepositoryFix.Outcome, _ path: String) -> String {
    outcome.files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  /// A bot's spec before and after, and the codes that are left.
  @Test(
    arguments: [
      ("scenario: hello\nlangauge: en-GB # why", "scenario: hello\nlanguage: en-GB # why", []),
      ("scenario: helo", "scenario: hello", []),
      (
        "scenario: hello\nnumbers: [+493012345678, 0012]", "scenario: hello\nnumbers: [\"+493012345678\", \"0012\"]", []
      ),
      ("scenario: hello\nnumbers: \"100\"", "scenario: hello\nnumbers: [\"100\"]", []),
      ("scenario: hello\nrecording: {enabled: yes}", "scenario: hello\nrecording: {enabled: true}", []),
      // One name hides the next.
      (
        "scenario: hello\nrecordng: {chanels: sterio}", "scenario: hello\nrecording: {channels: stereo}", []
      ),
      // A fix that would not hold is taken back, whatever lies beside it is mended.
      (
        "scenario: hello\ngreetin: [a, b]\nlangauge: en", "scenario: hello\ngreetin: [a, b]\nlanguage: en",
        [.unknownField]
      ),
      // Two could be meant, or the unit.
      ("scenario: hello\nlimits: {callDuration: 90}", "scenario: hello\nlimits: {callDuration: 90}", [.badDuration]),
      ("scenario: hello\ngreeting: Hello\n  there", "scenario: hello\ngreeting: >-\n  Hello\n  there", []),
      ("scenario: hello\ngreeting: yes # x", "scenario: hello\ngreeting: \"yes\" # x", []),
      ("scenario: hello\ngreeting: Hello\n  there # x", "scenario: hello\ngreeting: \"Hello there\" # x", []),
      // What may be meant as it is written, is not written over.
      ("scenario: hello1", "scenario: hello1", [.unknownScenario]),
      ("scenario: hello\ngreeting: Hello\n  - there", "scenario: hello\ngreeting: Hello\n  - there", [.swallowedLine]),
      (
        "scenario: hello\ngreeting: Say\n  language:en", "scenario: hello\ngreeting: Say\n  language:en",
        [.swallowedLine]
      ),
      // Found only once the document is sound.
      (
        "scenario: helo\nlangauge: en", "scenario: hello\nlanguage: en", []
      ),
      (
        "scenario: hello\nlangauge: en\nnumbers: [\"1\", \"1\"]",
        "scenario: hello\nlanguage: en\nnumbers: [\"1\", \"1\"]", [.numberTwice]
      ),
    ] as [(String, String, [DiagnosticCode])])
  func mends(_ spec: String, _ expected: String, _ left: [DiagnosticCode]) {
    let outcome = run(FindingFixture.botText(spec))
    let wanted = Repository.files(FindingFixture.botText(expected)).first { $0.path == "bots/acme/bot.yaml" }
    #expect(text(outcome, "bots/acme/bot.yaml") == wanted.map { String(decoding: $0.bytes, as: UTF8.self) })
    #expect(outcome.diagnostics.map(\.code) == left)
  }

  /// One step is misspelt where it is defined; the three that lead to it are right. A slot that texts use is no other.
  @Test(arguments: [
    """
    intents: {a: {examples: [a]}}
    steps:
      start: {on: {a: staff}, otherwise: What?}
      take: {call: put, next: staff, onError: staff}
      stafff: {do: hangup}
    """,
    "slots: {departur: {type: text, ask: When?}}\nsteps: {start: {collect: [departure], confirm: \"{{departure}}?\", do: hangup}}",
  ]) func referencesThatAgreeStay(_ spec: String) {
    let files = Repository.files(FindingFixture.scenario(.unknownStep, spec).text)
    let outcome = run(files)
    #expect(outcome.changed.isEmpty, "\(text(outcome, "scenarios/hello/scenario.yaml"))")
    #expect(outcome.diagnostics.contains { $0.suggestion?.hasPrefix("did you mean") == true })
  }

  /// Nor where each stands in a file of its own.
  @Test func botsThatAgreeStay() {
    let bot = { (name: String) in
      "\n=== bots/acme/\(name).yaml\napiVersion: voicebot/v1\nkind: Bot\nmetadata: {name: \(name)}\nspec: {scenario: helo}"
    }
    let one = run(FindingFixture.botText("scenario: hello") + bot("a"))
    #expect(one.changed == ["bots/acme/a.yaml"])
    let two = run(FindingFixture.botText("scenario: hello") + bot("a") + bot("b"))
    #expect(two.changed.isEmpty)
  }

  @Test func anotherCodecIsNotATypingError() {
    let trunk =
      "=== bots/acme/t.yaml\napiVersion: voicebot/v1\nkind: Trunk\nmetadata: {name: a}\nspec: {codecs: [PCMU, G729]}\n"
    let outcome = run(Repository.project + Repository.tenant + trunk)
    #expect(outcome.changed.isEmpty)
    #expect(outcome.diagnostics.contains { $0.code == .notAChoice && $0.fix?.isSafe == false })
  }

  @Test func tabsBecomeSpaces() {
    let files = [
      SourceFile(
        path: "voicebot.yaml",
        text: "apiVersion: voicebot/v1\nkind: Project\nmetadata:\n\tname: test # a\tb\nspec: {}\n\t\n"),
      SourceFile(
        path: "bots/acme/tenant.yaml",
        text:
          "\u{FEFF}apiVersion: voicebot/v1\r\nkind: Tenant\r\nmetadata:\r\n\tlabels:\r\n\t\ta: b\r\n\tname: acme\r\n"),
    ]
    let outcome = run(files)
    #expect(outcome.diagnostics == [])
    #expect(text(outcome, "voicebot.yaml").contains("\n  name: test # a\tb\n"))
    #expect(
      outcome.files[1].bytes
        == Array(
          "\u{FEFF}apiVersion: voicebot/v1\r\nkind: Tenant\r\nmetadata:\r\n  labels:\r\n    a: b\r\n  name: acme\r\n"
            .utf8))
    #expect(outcome.changed == ["bots/acme/tenant.yaml", "voicebot.yaml"])
  }

  @Test func aMarkInTheMiddleGoes() {
    let outcome = run([
      SourceFile(path: "voicebot.yaml", text: "apiVersion: voicebot/v1\n\u{FEFF}kind: Project\nmetadata: {name: a}\n")
    ])
    #expect(outcome.diagnostics == [])
    #expect(text(outcome, "voicebot.yaml") == "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: a}\n")
  }

  /// What only warns is mended where every value and every comment stays; else it is left, and what lies beside it not.
  @Test func warningsKeepValuesAndComments() {
    let text = "a: Hello # x\nb: yes\nc: no\n"
    func load(_ files: [SourceFile]) -> [Diagnostic] {
      let lines = String(decoding: files[0].bytes, as: UTF8.self).split(separator: "\n")
      let wanted = [("a: Hello", "a: \"Hello # x\"", 11), ("b: yes", "\"yes\"", 7), ("c: no", "\"none\"", 6)]
      return zip(lines, wanted).enumerated().compactMap { index, pair in
        guard pair.0.hasPrefix(pair.1.0) else { return nil }
        let start = index == 0 ? 1 : 4
        let place = Diagnostic.Place(
          file: "x", line: index + 1, column: start, endLine: index + 1, endColumn: index == 0 ? 13 : pair.1.2)
        return Diagnostic(
          code: .booleanWord, message: "\(index)", place: place,
          fix: Diagnostic.Fix(place: place, replacement: pair.1.1, isSafe: true))
      }
    }
    let outcome = RepositoryFix.run([SourceFile(path: "x", text: text)], load: load)
    #expect(String(decoding: outcome.files[0].bytes, as: UTF8.self) == "a: Hello # x\nb: \"yes\"\nc: no\n")
    #expect(outcome.applied.map(\.message) == ["1"])
  }

  @Test func onlyWantedFilesChange() {
    let files = Repository.files(FindingFixture.botText("scenario: hello\nlangauge: en"))
    let outcome = RepositoryFix.run(files, isWanted: { $0 == "voicebot.yaml" }) {
      Loader.load($0, revision: "test").diagnostics
    }
    #expect(outcome.changed.isEmpty && outcome.files == files)
  }

  @Test func placesCountScalars() {
    let bytes = Array("a: \"ä🇩🇪\"\r\nböse: x".utf8)
    var places = LinePlaces(bytes)
    let range = places.range(of: Diagnostic.Place(file: "x", line: 2, column: 2, endLine: 2, endColumn: 5))
    #expect(range.map { String(decoding: bytes[$0], as: UTF8.self) } == "öse")
    let flag = places.range(of: Diagnostic.Place(file: "x", line: 1, column: 6, endLine: 1, endColumn: 8))
    #expect(flag.map { String(decoding: bytes[$0], as: UTF8.self) } == "🇩🇪")
    for (line, column) in [(0, 1), (3, 1), (1, 0), (1, 10), (2, 9)] {
      #expect(places.range(of: Diagnostic.Place(file: "x", line: line, column: column)) == nil)
    }
    #expect(places.range(of: Diagnostic.Place(file: "x", line: 2, column: 8)) == bytes.count..<bytes.count)
  }

  @Test func whatTouchesIsLeft() {
    func finding(_ column: Int, _ end: Int) -> Diagnostic {
      let place = Diagnostic.Place(file: "x", line: 1, column: column, endLine: 1, endColumn: end)
      return Diagnostic(
        code: .unknownField, message: "\(column)", place: place,
        fix: Diagnostic.Fix(place: place, replacement: "ZZ", isSafe: true))
    }
    let result = FixSet.apply([finding(4, 5), finding(1, 3), finding(3, 4), finding(9, 9)], to: Array("abcdefg".utf8))
    #expect(String(decoding: result.bytes, as: UTF8.self) == "ZZcZZefg")
    #expect(result.applied.map(\.message) == ["1", "4"])
    #expect(result.skipped.map(\.message) == ["3", "9"])
  }

  /// Over mutated files of the shipped repository: nothing gets worse, a second run has nothing to do, comments stay.
  @Test func nothingGetsWorse() {
    let shipped = Repository.shipped().filter { Loader.isPart(path: $0.path) }
    let small = shipped.filter { $0.bytes.count < 3000 }
    var random = SeededRandom(seed: 11)
    var mended = 0
    for _ in FuzzRounds(25) {
      var files = small
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<files.count, using: &random)
        let at = Int.random(in: 0..<files[index].bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: files[index].bytes[at] = UInt8.random(in: 0x61...0x7A, using: &random)
        case 1: files[index].bytes.remove(at: at)
        case 2: files[index].bytes.insert([0x22, 0x09, 0x2B, 0x30][Int.random(in: 0..<4, using: &random)], at: at)
        default:
          if at + 1 < files[index].bytes.count { files[index].bytes.swapAt(at, at + 1) }
        }
      }
      let before = Loader.load(files, revision: "test").diagnostics
      let outcome = run(files)
      mended += outcome.applied.count
      let errors = before.count { $0.severity == .error }
      if before.allSatisfy({ !$0.code.rawValue.hasPrefix("VB00") && !$0.code.rawValue.hasPrefix("VB01") }) {
        #expect(outcome.diagnostics.count { $0.severity == .error } <= errors)
      }
      #expect(outcome.diagnostics == Loader.load(outcome.files, revision: "test").diagnostics)
      #expect(run(outcome.files).changed.isEmpty)
      for (old, new) in zip(files, outcome.files) {
        #expect(old.path == new.path)
        #expect(lines(old).count == lines(new).count)
        #expect((old != new) == outcome.changed.contains(old.path))
      }
    }
    #expect(mended > 4)
  }

  private func lines(_ file: SourceFile) -> [ArraySlice<UInt8>] {
    file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  }
}
