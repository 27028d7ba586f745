import Markup

/// Diagnostics as JUnit XML: a suite for each file, a test case for each finding, one that passes for a file without.
///
/// Warnings pass, with what they say as output.
enum JUnitReport {
  static func print(_ list: DiagnosticList, _ context: ReportContext = ReportContext()) -> String {
    let byFile = Dictionary(grouping: list.shown, by: \.place.file)
    let files = Set(context.files).union(byFile.keys).sorted()
    var suites = ""
    var tests = 0
    for file in files {
      let found = byFile[file] ?? []
      let failures = found.count { $0.severity == .error }
      tests += max(1, found.count)
      let name = XMLText.attribute(context.path(file))
      suites +=
        "  <testsuite name=\"\(name)\" tests=\"\(max(1, found.count))\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\">\n"
      suites += found.map { testCase($0, name) }.joined()
      if found.isEmpty { suites += "    <testcase classname=\"\(name)\" name=\"is valid\"/>\n" }
      if let rest = list.omitted.first(where: { $0.file == file }) {
        suites += "    <system-out>\(rest.count) more findings are not listed</system-out>\n"
      }
      suites += "  </testsuite>\n"
    }
    let failures = list.shown.count { $0.severity == .error }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="voicebot validate" tests="\(tests)" failures="\(failures)" errors="0">
      \(suites)</testsuites>

      """
  }

  private static func testCase(_ diagnostic: Diagnostic, _ file: String) -> String {
    let place = diagnostic.place
    let name = XMLText.attribute("\(diagnostic.code.rawValue) at \(place.line):\(place.column)")
    let body = XMLText.content(DiagnosticText(fixCommand: DiagnosticText.validateFix).print(diagnostic))
    let opening = "    <testcase classname=\"\(file)\" name=\"\(name)\" file=\"\(file)\" line=\"\(place.line)\">\n"
    let message = XMLText.attribute(diagnostic.message)
    let content =
      diagnostic.severity == .error
      ? "      <failure message=\"\(message)\" type=\"\(diagnostic.code.rawValue)\">\(body)</failure>\n"
      : "      <system-out>\(body)</system-out>\n"
    return opening + content + "    </testcase>\n"
  }
}
