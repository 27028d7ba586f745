import Diagnostics
import FuzzRounds
import JSON
import Loading
import Resources
import Testing

@Suite struct FindingTests {
  @Test(arguments: FindingFixture.all) func isFoundAtItsPlace(_ fixture: FindingFixture) {
    let (files, marks) = Repository.marked(fixture.text)
    let options = LoadOptions(
      today: CivilDate("2026-01-15"), author: "Eva <eva@example.com>", changedPaths: ["bots/acme/bot.yaml"],
      signature: .missing)
    let result = Loader.load(files, revision: "test", options: options)
    let report = result.diagnostics.map { DiagnosticText().print($0) }.joined(separator: "\n")
    let others = result.diagnostics.filter {
      (!fixture.isNotCarriedOut || $0.code != .notCarriedOut) && !fixture.others.contains($0.code)
    }
    #expect(others.count == 1, "\(report)")
    guard let found = others.first else { return }
    #expect(found.code == fixture.code, "\(report)")
    if let mark = marks["1️⃣"] {
      #expect(found.place.file == mark.file)
      #expect(found.place.line == mark.line, "\(report)")
      #expect(found.place.column == mark.column, "\(report)")
    }
    #expect(found.fix?.replacement == fixture.replacement, "\(report)")
    #expect((result.snapshot == nil) == (fixture.code.severity == .error))
  }

  @Test func bytesThatFitNoFixture() {
    func codes(_ files: [SourceFile]) -> [DiagnosticCode] {
      let all = Repository.files(Repository.project + Repository.tenant) + files
      return Loader.load(all, revision: "test").diagnostics.map(\.code)
    }
    #expect(codes([SourceFile(path: "bots/acme/x.yaml", bytes: [0x61, 0xFF])]) == [.notUTF8])
    let long = [UInt8](repeating: 0x20, count: (1 << 20) + 1)
    #expect(codes([SourceFile(path: "bots/acme/x.yaml", bytes: long)]) == [.fileTooLong])
    let empty = SourceFile(path: "bots/acme/x.yaml", bytes: [])
    #expect(codes([empty, empty]) == [.repeatedFile])
    #expect(codes([SourceFile(path: "bots/acme/x.yaml", text: "a:\n\tb: c\n")]) == [.tab])
  }

  @Test(arguments: DiagnosticCode.allCases) func everyCodeIsExplained(_ code: DiagnosticCode) {
    #expect(code.explanation.count > 80)
    #expect(DiagnosticCode(code: code.rawValue.lowercased()) == code)
  }

  @Test func secretsAreNotRepeated() {
    guard let fixture = FindingFixture.all.first(where: { $0.code == .secretValue }) else {
      return #expect(Bool(false))
    }
    for diagnostic in Loader.load(Repository.marked(fixture.text).files, revision: "test").diagnostics {
      #expect(!DiagnosticText().print(diagnostic).contains("canary"))
      #expect(!diagnostic.json.text.contains("canary"))
    }
  }

  @Test(arguments: [
    "apiKey: sk-canary", "api-key: \"canary\"", "colour: sk-canary-canary", "colour: eyJcanary0canary1",
    "password: 'canary", "hours: {token: canary}", "greeting: [sk-canary]", "greeting: {secretKey: canary}",
    "limits: {callDuration: sk-canary}", "limits: {concurrentCalls: sk-canary}", "recording: {channels: ghp_canary}",
    "numbers: [sk-canary]", "variables: {token: +1canary, key: 0012}", "sk-canary-canary: x", "x: !sk-canary y",
    "colour: CANARYc0canary1canary2canary3", "apiKey: canary # canary", "\"x\", apiKey : canary",
    "transfer: {a: {\"to\": sk-canary}}",
  ]) func secretsInWrongPlacesAreNotRepeated(_ line: String) {
    let text = FindingFixture.botText("scenario: hello\n" + line)
    let found = Loader.load(Repository.files(text), revision: "test").diagnostics
    #expect(!found.isEmpty)
    for diagnostic in found {
      #expect(!DiagnosticText().print(diagnostic).lowercased().contains("canary"), "\(diagnostic)")
      #expect(!diagnostic.json.text.lowercased().contains("canary"))
      #expect(!DiagnosticText().print(diagnostic).contains("0012"))
    }
  }

  @Test func theRestOfASecretsLineIsShown() {
    let text = FindingFixture.botText("scenario: hello\napiKey: \"sk-canary\"\ncolour: env:KEY")
    let found = Loader.load(Repository.files(text), revision: "test").diagnostics
    #expect(found.map(\.excerpt) == ["  apiKey: \"…", "  colour: env:KEY"])
    #expect(found.map(\.message) == ["unknown field `apiKey`", "unknown field `colour`"])
  }

  @Test func whatIsThereAlreadyIsNotProposed() {
    let text = FindingFixture.botText("scenario: hello\nlanguage: en-US\nlangauge: de-DE")
    let found = Loader.load(Repository.files(text), revision: "test").diagnostics
    #expect(found.map(\.code) == [.unknownField])
    #expect(found.first?.fix == nil)
  }

  @Test func printsAsDocumented() {
    let text = FindingFixture.botText("scenario: hello\nlangauge: de-DE")
    let found = Loader.load(Repository.files(text), revision: "test").diagnostics[0]
    #expect(
      DiagnosticText(fixCommand: "voicebot validate --fix").print(found) == """
        error[VB0107]: unknown field `langauge`
          --> bots/acme/bot.yaml:6:3
           |
         6 |   langauge: de-DE
           |   ^^^^^^^^ did you mean `language`?
           = fix: voicebot validate --fix      = docs: voicebot explain VB0107

        """)
    #expect(DiagnosticText(colour: true).print(found).contains("\u{1B}[1;31merror[VB0107]"))
    #expect(found.json["line"] == 6)
    #expect(found.json["fix"]?["replacement"] == "language")
  }

  @Test func orderOfFilesDoesNotMatter() {
    var random = SeededRandom(seed: 7)
    var files =
      Repository.shipped() + [
        SourceFile(
          path: "bots/roma/bad.yaml",
          text: "apiVersion: voicebot/v1\nkind: Bot\nmetadata: {name: bad}\nspec: {scenario: pizza}\n")
      ]
    let first = Loader.load(files, revision: "a")
    let good = Loader.load(files.dropLast(), revision: "a").snapshot
    #expect(first.diagnostics.count == 1)
    for _ in 0..<5 {
      files.shuffle(using: &random)
      #expect(Loader.load(files, revision: "a").diagnostics == first.diagnostics)
      let sound = files.filter { $0.path != "bots/roma/bad.yaml" }
      #expect(Loader.load(sound, revision: "a").snapshot == good)
    }
  }

  @Test func emptyTreeIsAnError() {
    let result = Loader.load([], revision: "a")
    #expect(result.snapshot == nil)
    #expect(result.diagnostics.map(\.code) == [.noProject])
  }

  @Test(arguments: [
    ("voicebot.yaml", true), ("bots/a/b.yaml", true), ("bots/a/b/c.yml", true), ("scenarios/a/scenario.yaml", true),
    ("scenarios/a/extra.yaml", true), ("scenarios/a/tests/t.yaml", true), ("scenarios/a.yaml", true),
    ("scenarios/a/tests/b/t.yaml", true), ("environments/staging.yaml", true), ("environments/a/b.yaml", false),
    ("README.md", false), ("bots/a/.hidden.yaml", false), ("x/voicebot.yaml", false), ("bots/a/b.json", false),
    ("bots", false), ("", false), ("/", false),
  ]) func partsOfTheLanguage(_ path: String, _ isPart: Bool) {
    #expect(Loader.isPart(path: path) == isPart)
  }
}
