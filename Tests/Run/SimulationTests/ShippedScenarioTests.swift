import Diagnostics
import Glibc
import Loading
import Resources
import Simulation
import Testing

/// The tests that this project ships for its own scenarios.
@Suite struct ShippedScenarioTests {
  static let root = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }

  static func files(_ folder: String = "") -> [SourceFile] {
    guard let stream = opendir(root + "/" + folder) else { return [] }
    defer { closedir(stream) }
    var files: [SourceFile] = []
    while let entry = readdir(stream) {
      let raw = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let name = String(decoding: raw, as: UTF8.self)
      if name.hasPrefix(".") { continue }
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if entry.pointee.d_type == UInt8(DT_DIR) {
        if ["bots", "scenarios"].contains(String(path.prefix { $0 != "/" })) { files += self.files(path) }
      } else if Loader.isPart(path: path), let file = fopen("\(root)/\(path)", "r") {
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        fclose(file)
        files.append(SourceFile(path: path, bytes: Array(bytes[..<count])))
      }
    }
    return files.sorted { $0.path < $1.path }
  }

  @Test func theyAllPassAndReachEveryStep() async throws {
    let files = Self.files()
    let snapshot = try Bench.snapshot(files)
    let run = await Simulation.run(tests: Array(snapshot.tests.values), on: snapshot)
    for result in run.results where result.status == .failed { Issue.record("\(RunText().print(result))") }
    let coverages = ScenarioCoverage.of(run, files: files)
    #expect(coverages.map(\.scenario) == ["hotel-booking", "pizza-ordering", "support-triage"])
    for coverage in coverages {
      let missed = coverage.rows.filter { $0.times == 0 }.map { "\($0.place.line) \($0.point.description)" }
      #expect(coverage.steps.reached == coverage.steps.total, "\(coverage.scenario): \(missed)")
      #expect(coverage.all.percent >= 90, "\(coverage.scenario): \(missed)")
      #expect(run.results.count { $0.scenario == coverage.scenario } >= 10)
    }
    #expect(snapshot.tests.values.count { $0.brain == .scripted } >= 4)
  }

  @Test func theyGiveTheSameInAnyOrderAndEveryTime() async throws {
    let snapshot = try Bench.snapshot(Self.files())
    let tests = Array(snapshot.tests.values).sorted(by: Simulation.precedes)
    let first = await Simulation.run(tests: tests, on: snapshot)
    var alone: [TestResult] = []
    for test in tests.filter({ $0.scenario == "hotel-booking" }).prefix(8).reversed() {
      alone += await Simulation.run(tests: [test], on: snapshot).results
    }
    let second = await Simulation.run(tests: tests.reversed(), on: snapshot)
    #expect(first == second)
    #expect(alone.reversed() == Array(first.results.filter { $0.scenario == "hotel-booking" }.prefix(8)))
    let coverages = ScenarioCoverage.of(first, files: Self.files())
    #expect(RunReports.junit(first) == RunReports.junit(second))
    #expect(first.json(coverage: coverages) == second.json(coverage: coverages))
  }

  /// What a newcomer breaks first: a value in a scenario, so that the bot answers otherwise.
  @Test(arguments: [
    ("total: 15", "('large', 15)", "('large', 16)"), ("menu", "Margherita, pepperoni, veggie", "Calzone, veggie"),
    ("step", "        delivery: take\n", "        delivery: staff\n"),
    ("target", "        goodbye: end\n", "        goodbye: tell-menu\n"),
  ])
  func aBrokenScenarioIsNoticed(what: String, wanted: String, written: String) async throws {
    var files = Self.files()
    let index = try #require(files.firstIndex { $0.path == "scenarios/pizza-ordering/scenario.yaml" })
    let text = String(decoding: files[index].bytes, as: UTF8.self)
    #expect(text.contains(wanted))
    files[index].bytes = Array(text.replacing(wanted, with: written, maxReplacements: 1).utf8)
    let snapshot = try Bench.snapshot(files)
    let tests = snapshot.tests.values.filter { $0.scenario == "pizza-ordering" }
    let run = await Simulation.run(tests: tests, on: snapshot)
    #expect(!run.hasPassed, "nothing noticed that \(what) changed")
  }
}
