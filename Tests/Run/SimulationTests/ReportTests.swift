import JSON
import Resources
import Simulation
import Testing

@Suite struct ReportTests {
  private func run() async throws -> (TestRun, [ScenarioCoverage]) {
    let files = Bench.files(order.replacing("hears: That is number 1", with: "hears: \"a <b> & \\\"c\\\", 100 %\""))
    let snapshot = try Bench.snapshot(files)
    let run = await Simulation.run(tests: Array(snapshot.tests.values), on: snapshot)
    return (run, ScenarioCoverage.of(run, files: files))
  }

  @Test func junitNamesTheFileAndTheLine() async throws {
    let (run, _) = try await run()
    let text = RunReports.junit(run)
    #expect(text.contains("<testsuite name=\"shop\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\""))
    #expect(text.contains("classname=\"shop\" file=\"scenarios/shop/tests/it.yaml\" line=\"12\""))
    #expect(text.contains("a &lt;b&gt; &amp; \\&quot;c\\&quot;") || text.contains("a &lt;b&gt; &amp; &quot;c&quot;"))
    #expect(!text.contains("<b>"))
    // The suites' own element counts no skipped ones in any schema of the format.
    #expect(text.contains("<testsuites name=\"voicebot test\" tests=\"1\" failures=\"1\" errors=\"0\" time="))
  }

  @Test func githubAnnotationsAreEscaped() async throws {
    let (run, _) = try await run()
    let text = RunReports.github(run)
    #expect(text.hasPrefix("::error file=scenarios/shop/tests/it.yaml,line=12,endLine=12,col=14,endColumn=35,"))
    #expect(text.contains(",title=test shop/it::expected hears "))
    #expect(text.contains("100 %25"))
    #expect(text.split(separator: "\n").count == 1)
  }

  @Test func markdownShowsTheConversation() async throws {
    let (run, coverage) = try await run()
    let text = RunReports.markdown(run, coverage: coverage)
    #expect(text.contains("| shop | 0 | 1 | 0 |"))
    #expect(text.contains("scenarios/shop/tests/it.yaml&#58;12 expected"))
    #expect(text.contains("caller  a large one please"))
    #expect(!text.contains("<b> &"))
  }

  @Test func jsonHasEverything() async throws {
    let (run, coverage) = try await run()
    let json = run.json(coverage: coverage)
    #expect(json["passed"] == false)
    #expect(json["counts"]?["failed"] == 1)
    #expect(json["tests"]?[0]?["failures"]?[0]?["place"]?["line"] == 12)
    #expect(try JSONParser.parse(JSONWriter.string(json)) == json)
  }

  @Test func coverageSaysWhatWasNotReached() async throws {
    let (run, coverages) = try await run()
    let coverage = try #require(coverages.first)
    let times = Dictionary(coverage.rows.map { ($0.point, $0.times) }, uniquingKeysWith: { $0 + $1 })
    #expect(times[.step("start")] == 1)
    #expect(times[.on(step: "start", intent: "order")] == 1)
    #expect(times[.then(step: "take")] == 1)
    #expect(times[.next(step: "place")] == 1)
    #expect(times[.onError(step: "place")] == 0)
    #expect(times[.step("staff")] == 0)
    #expect(times[.otherwise(step: "start")] == 0)
    #expect(coverage.steps.reached == 4 && coverage.steps.total == 6)
    let table = CoverageText.table(coverage)
    #expect(table.contains("scenarios/shop/scenario.yaml:20:5  failed"))
    #expect(table.contains("shop: steps 4/6 (66 %)"))
    let lcov = CoverageText.lcov(coverages)
    #expect(lcov.contains("SF:scenarios/shop/scenario.yaml\n"))
    #expect(lcov.contains("FN:12,start\nFNDA:1,start\n"))
    #expect(lcov.contains("DA:20,0\n"))
    #expect(lcov.hasSuffix("end_of_record\n"))
    #expect(run.count(.failed) == 1)
  }
}
