import Diagnostics
import Glibc
import JSON
import Loading
import Testing

/// Every code has a repository on the disk that shows it, with what is printed of it.
///
/// `VOICEBOT_UPDATE_GOLDEN=1` rewrites what is expected.
@Suite struct FixtureTests {
  private static let updates = getenv("VOICEBOT_UPDATE_GOLDEN") != nil

  @Test(arguments: Fixture.all) func isPrintedAsExpected(_ fixture: Fixture) {
    #expect(DiagnosticCode(code: fixture.code) != nil, "there is no such code")
    #expect(fixture.options.objectValue != nil, "options.json is no object")
    let found = fixture.load().diagnostics
    #expect(found.contains { $0.code.rawValue == fixture.code }, "\(DiagnosticText().print(found))")
    expect(ReportFormat.text.print(DiagnosticList(found)), "expected.txt", of: fixture)
    expect(ReportFormat.json.print(DiagnosticList(found)), "expected.json", of: fixture)
  }

  @Test(arguments: DiagnosticCode.allCases)
  func hasAFixture(_ code: DiagnosticCode) {
    #expect(Fixture.all.contains { $0.code == code.rawValue }, "Fixtures/\(code.rawValue)/ is missing")
  }

  private func expect(_ text: String, _ name: String, of fixture: Fixture) {
    let golden = fixture.golden(name)
    guard golden != text else { return }
    if Self.updates {
      #expect(DiskFiles.write(text, to: "\(fixture.folder)/\(name)"))
    } else {
      Issue.record("\(fixture.name)/\(name) is not what is printed now:\n\(text)")
    }
  }
}
