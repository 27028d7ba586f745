import Diagnostics
import Loading
import Resources
import Testing

@Suite struct LintTests {
  private func load(lint: String = "", bot: String = "", scenario: String) -> LoadResult {
    Repository.load(
      """
      === voicebot.yaml
      apiVersion: voicebot/v1
      kind: Project
      metadata: {name: test}
      spec: {lint: {\(lint)}}
      === scenarios/hello/scenario.yaml
      apiVersion: voicebot/v1
      kind: Scenario
      metadata: {name: hello}
      spec:
      \(scenario.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      """)
  }

  private static let island = "steps:\n  start: {do: hangup}\n  island: {do: hangup}"

  @Test(
    arguments: [
      ("", Diagnostic.Severity.warning), ("VB0301: error", .error), ("unreachable-step: error", .error),
      ("VB0301: warning", .warning), ("vb0301: off", nil), ("unreachable-step: off", nil),
    ] as [(String, Diagnostic.Severity?)])
  func levels(_ lint: String, _ severity: Diagnostic.Severity?) {
    let result = load(lint: lint, scenario: Self.island)
    #expect(result.diagnostics.map(\.severity) == [severity].compactMap { $0 })
    #expect((result.snapshot == nil) == (severity == .error))
  }

  @Test func slugs() {
    #expect(DiagnosticCode.unusedIntent.slug == "unused-intent")
    for code in DiagnosticCode.allCases {
      #expect(DiagnosticCode(named: code.slug) == code)
      #expect(DiagnosticCode(named: code.rawValue.lowercased()) == code)
    }
    #expect(DiagnosticCode(named: "no-such-thing") == nil)
  }

  @Test(arguments: [
    "steps:\n  start: {do: hangup}\n  island: {do: hangup} # voicebot: ignore VB0301 for the model",
    "steps:\n  start: {do: hangup}\n  # voicebot: ignore unreachable-step for the model\n  island: {do: hangup}",
    "steps:\n  start: {do: hangup}\n  # voicebot: ignore VB0301 for the model\n\n  # It is.\n  island: {do: hangup}",
    "steps:\n  start: {do: hangup}\n  # voicebot: ignore VB0301 a\n  # voicebot: ignore VB0301 b\n  island: {do: hangup}",
  ]) func suppressions(_ scenario: String) {
    #expect(load(scenario: scenario).diagnostics == [])
    // What a comment says is meant stays meant where the project makes it an error.
    #expect(load(lint: "VB0301: error", scenario: scenario).diagnostics == [])
  }

  @Test func onlyTheCodesOfTheLineAreIgnored() {
    let other = "steps:\n  start: {do: hangup} # voicebot: ignore VB0301 why\n  island: {do: hangup}"
    #expect(Set(load(scenario: other).diagnostics.map(\.code)) == [.unusedSuppression, .unreachableStep])
    let several = "steps:\n  start: {do: hangup}\n  island: {do: hangup} # voicebot: ignore VB0302, VB0301 why"
    let found = load(scenario: several).diagnostics
    #expect(found.map(\.message) == ["there is no VB0302 here to ignore"])
  }

  @Test(arguments: [
    "# a note", "# voicebot is fine", "#voicebot", "# see voicebot: the manual", "# ignore VB0301 this",
  ]) func otherCommentsAreComments(_ comment: String) {
    let found = load(scenario: "steps:\n  start: {do: hangup} \(comment)").diagnostics
    #expect(found == [])
  }
}
