import Diagnostics
import Loading
import Resources
import Testing

/// Environments that nobody has chosen are judged as well.
@Suite struct EnvironmentTests {
  private static let head = "apiVersion: voicebot/v1\nkind: Bot\nmetadata: {name: desk, tenant: acme}\n"
  private static let key = "sk-" + "proj-4fJq8Zt0aB3cD5eF7gH9"

  private func files(_ overlay: String, bot: String = "scenario: hello\ngreeting: Hello.\nnumbers: [\"1\"]")
    -> [SourceFile]
  {
    Repository.files(FindingFixture.botText(bot)) + [
      SourceFile(path: "environments/staging.yaml", text: Self.head + overlay)
    ]
  }

  private func found(_ overlay: String) -> [Diagnostic] {
    Loader.load(files(overlay), revision: "test").diagnostics
  }

  @Test(
    arguments: [
      ("spec: {greeting: Hi.}", nil, 0, 0),
      ("spec: {greetin: Hi.}", .unknownField, 4, 8),
      ("spec: {scenario: other}", .unknownScenario, 4, 18),
      ("spec: {numbers: [2]}", .unquoted, 4, 18),
      ("spec: {variables: {a: \(key)}}", .clearSecret, 4, 23),
      ("spec: {scenario: null}", .noScenario, 3, 18),
      ("spec:", .empty, 4, 1),
      ("spec: {greeting: \"Hello {{name}}\"}", .unknownVariable, 4, 25),
    ] as [(String, DiagnosticCode?, Int, Int)])
  func isJudged(_ overlay: String, _ code: DiagnosticCode?, _ line: Int, _ column: Int) {
    let found = found(overlay)
    #expect(found.map(\.code) == [code].compactMap { $0 }, "\(found.map { DiagnosticText().print($0) })")
    guard let first = found.first else { return }
    #expect(first.place.file == "environments/staging.yaml")
    #expect(first.place.line == line && first.place.column == column, "\(first.place)")
  }

  /// What is wrong without the environment is told once.
  @Test func whatIsThereAnywayIsNotTold() {
    let files = files("spec: {greeting: Hi.}", bot: "scenario: hello\nlanguage: de-DE")
    #expect(Loader.load(files, revision: "test").diagnostics.map(\.code) == [.otherLanguage])
  }

  /// An environment may change both ends of a reference.
  @Test func changesAreJudgedTogether() {
    let provider = """
      ---
      apiVersion: voicebot/v1
      kind: Provider
      metadata: {name: ears, tenant: acme}
      spec: {languages: [de]}
      """
    let ears = SourceFile(
      path: "bots/acme/ears.yaml",
      text: "apiVersion: voicebot/v1\nkind: Provider\nmetadata: {name: ears}\nspec: {driver: local, languages: [fr]}\n")
    func codes(_ overlay: String) -> [DiagnosticCode] {
      Loader.load(files(overlay) + [ears], revision: "test").diagnostics.filter { $0.severity == .error }.map(\.code)
    }
    let spec = "spec: {language: de-DE, speechToText: {provider: ears}}\n"
    #expect(codes(spec) == [.providerLanguage])
    #expect(codes(spec + provider) == [])
  }

  /// The chosen one is judged with everything else, and the others by their form.
  @Test func ofAChosenOneTheOthersAreNotJudged() {
    let other = SourceFile(path: "environments/other.yaml", text: Self.head + "spec: {greeting: Hi.}\n")
    let all = files("spec: {greetin: Hi.}") + [other]
    func codes(_ name: String) -> [DiagnosticCode] {
      Loader.load(all, revision: "test", options: LoadOptions(environment: name)).diagnostics.map(\.code)
    }
    #expect(codes("other") == [])
    #expect(codes("staging") == [.unknownField])
  }

  /// What was laid over is gone again afterwards, and a change of either side is seen.
  @Test func nothingOfItStays() {
    let loader = IncrementalLoader()
    let good = files("spec: {greeting: Hi., numbers: [\"2\"]}")
    for _ in 0..<2 {
      let result = loader.update(to: good, revision: "a")
      #expect(result.diagnostics == [])
      #expect(result.snapshot?.bots.values.first?.numbers == ["1"])
      let bad = files("spec: {greetin: Hi.}")
      #expect(loader.update(to: bad, revision: "b").diagnostics == Loader.load(bad, revision: "b").diagnostics)
      let gone = files("spec: {greeting: Hi.}", bot: "scenario: hello\ngreeting: \"{{a}}\"")
      #expect(loader.update(to: gone, revision: "c").diagnostics == Loader.load(gone, revision: "c").diagnostics)
    }
  }

  /// A bot is not said to lack what only could not be read; and is, once the file is gone.
  @Test func aScenarioThatCannotBeReadIsNotMissing() {
    let loader = IncrementalLoader()
    let good = files("spec: {greeting: Hi.}")
    let path = "scenarios/hello/scenario.yaml"
    let broken = good.filter { $0.path != path } + [SourceFile(path: path, text: "kind: [\n")]
    let gone = good.filter { $0.path != path }
    for (files, codes) in [
      (good, []), (broken, [.syntax]), (gone, [.unknownScenario]), (broken, [.syntax]), (good, []),
    ]
      as [([SourceFile], [DiagnosticCode])]
    {
      #expect(Set(loader.update(to: files, revision: "a").diagnostics.map(\.code)) == Set(codes))
      #expect(Set(Loader.load(files, revision: "a").diagnostics.map(\.code)) == Set(codes))
    }
  }

  /// A guess at a secret has a way out, and one that is known has none.
  @Test func aGuessMayBeMeant() {
    func codes(_ value: String, _ comment: String) -> [DiagnosticCode] {
      let files = Repository.files(FindingFixture.botText("scenario: hello\nvariables: {a: \(value)} # \(comment)"))
      let loader = IncrementalLoader()
      let screened = loader.screen(files).map(\.code)
      let found = loader.update(to: files, revision: "a").diagnostics.map(\.code)
      #expect(screened == found.filter(\.isClearSecret))
      return found
    }
    let random = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"
    #expect(codes(random, "a commit") == [.randomText])
    #expect(codes(random, "voicebot: ignore random-text a commit that anyone may know") == [])
    #expect(codes(Self.key, "voicebot: ignore random-text no") == [.clearSecret, .unusedSuppression])
    #expect(codes(Self.key, "voicebot: ignore VB0601 no") == [.clearSecret, .badSuppression])
  }
}
