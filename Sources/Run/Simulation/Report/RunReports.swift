import Diagnostics
import Markup

/// Prints results in the formats of continuous integration.
package enum RunReports {
  /// JUnit's XML: a suite for each scenario. Times are of the calls' own clocks.
  package static func junit(_ run: TestRun) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    // The suites count what was skipped; no schema of the format has it here.
    text += "<testsuites name=\"voicebot test\"\(counts(run.results, withSkipped: false))>\n"
    for scenario in Set(run.results.map(\.scenario)).sorted() {
      let results = run.results.filter { $0.scenario == scenario }
      text += "  <testsuite name=\"\(XMLText.attribute(scenario))\"\(counts(results))>\n"
      for result in results { text += testCase(result) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func counts(_ results: [TestResult], withSkipped: Bool = true) -> String {
    let failed = results.count { $0.status == .failed }
    let skipped = results.count { $0.status == .skipped }
    let time = results.reduce(Duration.zero) { $0 + $1.duration }
    return " tests=\"\(results.count)\" failures=\"\(failed)\" errors=\"0\""
      + (withSkipped ? " skipped=\"\(skipped)\"" : "") + " time=\"\(seconds(time))\""
  }

  private static func testCase(_ result: TestResult) -> String {
    let place = result.failures.first?.place ?? result.place
    var text =
      "    <testcase name=\"\(XMLText.attribute(result.name))\" classname=\"\(XMLText.attribute(result.scenario))\""
    text += " file=\"\(XMLText.attribute(place.file))\" line=\"\(place.line)\" time=\"\(seconds(result.duration))\">\n"
    if result.status == .skipped { text += "      <skipped message=\"needs audio\"/>\n" }
    // One element for each test, as readers of the format count them.
    if result.status == .failed, let first = result.failures.first {
      let message = "expected \(first.expected); \(first.actual)"
      text += "      <failure message=\"\(XMLText.attribute(message))\" type=\"expectation\">"
      text += XMLText.content(RunText().print(result)) + "</failure>\n"
    }
    if !result.omissions.isEmpty {
      let lines = result.omissions.map { "skipped: \($0.text) (\($0.reason), \($0.place.file):\($0.place.line))" }
      text += "      <system-out>\(XMLText.content(lines.joined(separator: "\n")))</system-out>\n"
    }
    return text + "    </testcase>\n"
  }

  private static func seconds(_ duration: Duration) -> String {
    let count = Milliseconds.of(duration)
    let rest = String(count % 1000)
    return "\(count / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  /// GitHub's workflow commands: an error at each place where something did not hold.
  package static func github(_ run: TestRun) -> String {
    run.results.filter { $0.status == .failed }.flatMap { result in
      result.failures.map { failure in
        let place = failure.place
        return WorkflowCommand(
          .error, file: place.file, from: (place.line, place.column), to: (place.endLine, place.endColumn),
          title: "test \(result.id)", message: "expected \(failure.expected); \(failure.actual)"
        ).line
      }
    }.joined()
  }

  /// A summary that fits a pull request.
  package static func markdown(_ run: TestRun, coverage: [ScenarioCoverage] = []) -> String {
    var text = "### Conversation tests: \(RunText().summary(run))\n"
    let scenarios = Set(run.results.map(\.scenario)).sorted()
    if !scenarios.isEmpty {
      text += "\n| scenario | passed | failed | skipped | steps | branches |\n|---|---:|---:|---:|---:|---:|\n"
    }
    for scenario in scenarios {
      let results = run.results.filter { $0.scenario == scenario }
      func count(_ status: TestResult.Status) -> Int { results.count { $0.status == status } }
      let covered = coverage.first { $0.scenario == scenario }
      let shares = [covered?.steps, covered?.branches].map { $0.map(CoverageText.share) ?? "" }
      text += "| \(MarkdownText.escaped(scenario)) | \(count(.passed)) | \(count(.failed)) | \(count(.skipped))"
      text += " | \(shares[0]) | \(shares[1]) |\n"
    }
    for result in run.results where result.status == .failed {
      text += "\n<details><summary><b>\(MarkdownText.escaped(result.id))</b> failed</summary>\n\n"
      for failure in result.failures {
        text +=
          "- \(MarkdownText.escaped("\(failure.place.file):\(failure.place.line)")) expected \(MarkdownText.escaped(failure.expected)); "
        text += "\(MarkdownText.escaped(failure.actual))\n"
      }
      text += "\n<pre>\n"
      for line in result.transcript { text += MarkdownText.escaped(RunText.line(line)) + "\n" }
      text += "</pre></details>\n"
    }
    return text
  }
}
