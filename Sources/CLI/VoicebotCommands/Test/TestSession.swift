import Diagnostics
import Git
import JSON
import Loading
import Resources
import Simulation

/// One run of `voicebot test`.
struct TestSession {
  let command: TestCommand

  func run() async throws {
    let sources = try Repository.load(command.directory)
    let snapshot = try sources.snapshot()
    let tests = try selected(from: snapshot, sources)
    if command.list { return list(tests) }
    if tests.isEmpty { Terminal.status(snapshot.tests.isEmpty ? "there are no tests" : "no test is concerned") }
    var options = Simulation.Options()
    options.repeats = command.repeats
    options.minimumPasses = command.minPass ?? command.repeats
    let printer = TestPrinter(command: command, total: tests.count)
    let run = await Simulation.run(tests: tests, on: snapshot, options: options) { printer.show($0) }
    printer.finish()
    let coverage = ScenarioCoverage.of(run, files: sources.files)
    if command.output == .json { Terminal.output(JSONWriter.string(run.json(coverage: coverage))) }
    try report(run, coverage)
    if command.coverage, command.output == .text {
      for one in coverage { Terminal.outputPart("\n" + CoverageText.table(one)) }
    }
    Terminal.status(RunText(colour: Terminal.statusIsColoured).summary(run))
    try judge(run, coverage)
  }

  // MARK: Which tests

  private func selected(from snapshot: Snapshot, _ sources: Repository) throws -> [TestCase] {
    var tests = snapshot.tests.values.sorted(by: Simulation.precedes)
    if let reference = command.changed {
      let change = try TestChange(since: reference, sources)
      if let note = change.note { Terminal.status(note) }
      tests = AffectedTests.select(from: change.old, to: snapshot, changedFiles: change.files)
    }
    let paths = command.paths.map { Repository.relative($0, in: command.directory, to: sources.root) }
    if !paths.isEmpty {
      try Repository.refuseMissing(paths, given: command.paths, in: sources.root, files: sources.files)
      tests = tests.filter { test in paths.contains { Self.concerns($0, test) } }
    }
    if let filter = command.filter {
      // Nothing of that name is a mistake of the caller; nothing of it that a change concerns is not.
      guard snapshot.tests.isEmpty || snapshot.tests.values.contains(where: { Self.isNamed(filter, $0) }) else {
        let known = snapshot.tests.values.map(\.metadata.name).sorted()
        throw CommandFailure(
          .notFound, "no test is named by `--filter \(filter)`",
          fix: Closest.find(filter, among: known).map { "did you mean `\($0.name)`?" } ?? "voicebot test --list")
      }
      tests = tests.filter { Self.isNamed(filter, $0) }
    }
    return tests
  }

  /// Its own file, a folder above it, or its scenario's file.
  private static func concerns(_ path: String, _ test: TestCase) -> Bool {
    let file = test.place.file
    return path.isEmpty || file == path || file.hasPrefix(path + "/")
      || path == "scenarios/\(test.scenario)/scenario.yaml"
  }

  private static func isNamed(_ text: String, _ test: TestCase) -> Bool {
    let labels = test.metadata.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([test.id, test.bot] + labels).joined(separator: "\n").lowercased().contains(text.lowercased())
  }

  private func list(_ tests: [TestCase]) {
    switch command.output {
    case .text:
      for test in tests { Terminal.output("\(test.id)  \(test.place.file):\(test.place.line)") }
    case .json: Terminal.output(JSONWriter.string(.array(tests.map { TestResult($0).summary })))
    case .ndjson: for test in tests { Terminal.output(JSONWriter.string(TestResult(test).summary)) }
    }
  }

  // MARK: What came of it

  private func report(_ run: TestRun, _ coverage: [ScenarioCoverage]) throws {
    let chosen =
      command.report.isEmpty ? TestReport.ofEnvironment(DataDirectory.environment) : command.report
    for report in chosen {
      let text =
        switch report.format {
        case .junit: RunReports.junit(run)
        case .json: JSONWriter.string(run.json(coverage: coverage)) + "\n"
        case .markdown: RunReports.markdown(run, coverage: coverage)
        case .lcov: CoverageText.lcov(coverage)
        case .github: RunReports.github(run)
        }
      guard let file = report.file else {
        // Annotations are commands to the runner on standard output, where JSON must not be broken by them.
        if command.output == .text { Terminal.outputPart(text) } else { Terminal.statusPart(text) }
        continue
      }
      let isShared = file == DataDirectory.environment("GITHUB_STEP_SUMMARY")
      let before = isShared ? FileText.read(file) ?? "" : ""
      try OutputFile.write(before + text, to: file)
    }
  }

  private func judge(_ run: TestRun, _ coverage: [ScenarioCoverage]) throws {
    let failed = run.count(.failed)
    if failed > 0 {
      throw CommandFailure(
        .testFailed, failed == 1 ? "a conversation test failed" : "\(failed) conversation tests failed")
    }
    guard let least = command.coverageMin else { return }
    let share = ScenarioCoverage.total(coverage)
    guard share.percent < least.percent else { return }
    throw CommandFailure(
      .testFailed, "coverage is \(CoverageText.share(share)), less than \(least.percent) %",
      fix: command.coverage ? nil : "see what is not reached with --coverage")
  }
}

extension TestResult {
  /// What is known of a test before it runs.
  var summary: JSONValue {
    [
      "id": .string(id), "name": .string(name), "scenario": .string(scenario), "bot": .string(bot),
      "file": .string(place.file), "line": .integer(Int64(place.line)),
    ]
  }
}
