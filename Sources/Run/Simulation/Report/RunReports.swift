import Diagnostics

/// Prints results in the formats of continuous integration.
package enum RunReports {
  /// JUnit's XML: a suite for each scenario. Times are of the calls' own clocks.
  package static func junit(_ run: TestRun) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"voicebot test\"\(counts(run.results))>\n"
    for scenario in Set(run.results.map(\.scenario)).sorted() {
      let results = run.results.filter { $0.scenario == scenario }
      text += "  <testsuite name=\"\(XMLText.escaped(scenario))\"\(counts(results))>\n"
      for result in results { text += testCase(result) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func counts(_ results: [TestResult]) -> String {
    let failed = results.count { $0.status == .failed }
    let skipped = results.count { $0.status == .skipped }
    let time = results.reduce(Duration.zero) { $0 + $1.duration }
    return " tests=\"\(results.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"\(skipped)\""
      + " time=\"\(seconds(time))\""
  }

  private static func testCase(_ result: TestResult) -> String {
    let place = result.failures.first?.place ?? result.place
    var text =
      "    <testcase name=\"\(XMLText.escaped(result.name))\" classname=\"\(XMLText.escaped(result.scenario))\""
    text += " file=\"\(XMLText.escaped(place.file))\" line=\"\(place.line)\" time=\"\(seconds(result.duration))\">\n"
    if result.status == .skipped { text += "      <skipped message=\"needs audio\"/>\n" }
    // One element for each test, as readers of the format count them.
    if result.status == .failed, let first = result.failures.first {
      let message = "expected \(first.expected); \(first.actual)"
      text += "      <failure message=\"\(XMLText.escaped(message))\" type=\"expectation\">"
      text += XMLText.escaped(RunText().print(result)) + "</failure>\n"
    }
    if !result.omissions.isEmpty {
      let lines = result.omissions.map { "skipped: \($0.text) (\($0.reason), \($0.place.file):\($0.place.line))" }
      text += "      <system-out>\(XMLText.escaped(lines.joined(separator: "\n")))</system-out>\n"
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
        let title = property("test \(result.id)")
        return "::error file=\(property(place.file)),line=\(place.line),endLine=\(place.endLine),"
          + "col=\(place.column),title=\(title)::"
          + data("expected \(failure.expected); \(failure.actual)") + "\n"
      }
    }.joined()
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
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
      text += "| \(cell(scenario)) | \(count(.passed)) | \(count(.failed)) | \(count(.skipped))"
      text += " | \(shares[0]) | \(shares[1]) |\n"
    }
    for result in run.results where result.status == .failed {
      text += "\n<details><summary><b>\(html(result.id))</b> failed</summary>\n\n"
      for failure in result.failures {
        text += "- `\(failure.place.file):\(failure.place.line)` expected \(html(Visible.text(failure.expected))); "
        text += "\(html(Visible.text(failure.actual)))\n"
      }
      text += "\n<pre>\n"
      for line in result.transcript { text += html(RunText.line(line)) + "\n" }
      text += "</pre></details>\n"
    }
    return text
  }

  private static func cell(_ text: String) -> String { html(text).replacing("|", with: "\\|") }

  private static func html(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

/// Text inside XML 1.0.
enum XMLText {
  /// Characters that XML cannot carry become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      default:
        let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
      }
    }
    return result
  }
}
