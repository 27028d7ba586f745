import Diagnostics
import FuzzRounds
import HostileInputs
import Resources
import Testing
import YAMLTree

@testable import Loading

/// Files that are made to be slow to judge; `HostileBenchmark` does the same with a whole mebibyte of each in a release
/// build, and lists the times.
@Suite struct HostileInputTests {
  static func judge(_ input: HostileInput, _ bytes: [UInt8]) {
    let files = HostileInputs.repository(input.path, bytes).map { SourceFile(path: $0.path, bytes: $0.bytes) }
    let options = LoadOptions(today: CivilDate("2026-01-15"), environment: input.path.isEnvironment ? "staging" : nil)
    let result = Loader.load(files, revision: "test", options: options)
    #expect((result.snapshot == nil) == result.diagnostics.contains { $0.severity == .error }, "\(input)")
    _ = DiagnosticText().print(result.diagnostics)
    _ = try? MigrationText(bytes)
  }

  static func time(_ input: HostileInput, _ size: Int, _ work: (HostileInput, [UInt8]) -> Void) -> Duration {
    let bytes = input.bytes(size)
    #expect(bytes.count <= size && bytes.count > size / 2, "\(input) has \(bytes.count) bytes")
    return ProcessorTime.measure { work(input, bytes) }
  }

  /// Twice the file takes about twice the time; a limit inside may make it less. Measured again where it seems more.
  static func grows(_ input: HostileInput, from size: Int, _ work: (HostileInput, [UInt8]) -> Void) -> Double {
    var small = time(input, size, work)
    var large = time(input, 2 * size, work)
    for _ in 0..<4 where large > small * 2.6 {
      small = min(small, time(input, size, work))
      large = min(large, time(input, 2 * size, work))
    }
    return large / small
  }

  /// Those in which each of many things is held against each of many others, up to a limit of work that small files do
  /// not reach.
  static let products = [
    "scenario: calls with a schema", "tenant: bots with near providers", "near", "that are not there", "unknown",
  ]

  /// The time of a debug build is ten to twenty times that of what is promised for a mebibyte.
  @Test(arguments: HostileInputs.all) func isJudgedInTimeByItsLength(_ input: HostileInput) {
    let growth = Self.grows(input, from: 8 << 10, Self.judge)
    let isProduct = Self.products.contains { input.name.contains($0) }
    #expect(growth < (isProduct ? 5 : 2.6), "twice \(input) takes \(growth) times as long")
    #expect(Self.time(input, 16 << 10, Self.judge) < .seconds(4), "\(input)")
  }

  @Test(arguments: HostileInputs.all.filter { $0.name.hasPrefix("yaml") })
  func isFormattedInTimeByItsLength(_ input: HostileInput) {
    let growth = Self.grows(input, from: 8 << 10) { _, bytes in _ = try? YAMLFormat.format(bytes) }
    #expect(growth < 2.6, "twice \(input) takes \(growth) times as long")
  }

  /// What was the slowest of all, as long as a file may be.
  @Test(arguments: [
    "scenario: slots collected by steps", "scenario: near slots in examples", "tenant: targets among destinations",
    "tenant: old providers", "scenario: suppressions of many codes", "yaml: tabs that indent",
  ])
  func theWorstAtFullLength(_ name: String) throws {
    let input = try #require(HostileInputs.all.first { $0.name == name })
    let took = Self.time(input, 1 << 20, Self.judge)
    print("\(name): \(took)")
    #expect(took < .seconds(10))
  }

  /// A file of warnings does not hide that it is refused.
  @Test func anErrorBehindManyWarningsIsTold() {
    let steps = (0..<150).map { "    s\($0): {say: a, answer: menu, next: start}\n" }.joined()
    let text =
      Repository.project + Repository.tenant + "=== scenarios/hello/scenario.yaml\n"
      + "apiVersion: voicebot/v1\nkind: Scenario\nmetadata: {name: hello}\nspec:\n  steps:\n    start: {do: hangup}\n"
      + steps + "    last: {say: [a], next: start}\n"
    let result = Loader.load(Repository.files(text), revision: "test")
    #expect(result.snapshot == nil)
    #expect(result.diagnostics.contains { $0.code == .wrongType })
  }

  /// Work on suggestions is counted, not timed.
  @Test func suggestionsCostNoMoreThanTheyMay() {
    var report = Report(file: "x")
    let names = (0..<10_000).map { "n" + String(repeating: "a", count: 40) + String($0) }
    let range = YAMLRange(start: YAMLPosition(line: 1, column: 1), end: YAMLPosition(line: 1, column: 2))
    for index in 0..<100 {
      report.addUnknown(
        .unknownStep, "there is none", range, name: "n" + String(repeating: "e", count: 40) + String(index),
        known: names)
    }
    #expect(report.work > -10_000)
    #expect(report.diagnostics.count == 100)
    #expect(report.diagnostics.last?.suggestion == nil)
  }
}

extension String {
  fileprivate var isEnvironment: Bool { hasPrefix("environments/") }
}
