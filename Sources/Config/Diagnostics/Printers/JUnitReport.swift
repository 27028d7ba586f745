/// Diagnostics as JUnit XML: a suite for each file, a test case for each finding, one that passes for a file without.
///
/// Warnings pass, with what they say as output. Characters that XML 1.0 (section 2.2) does not allow become U+FFFD.
package enum JUnitReport {
  package static func print(_ list: DiagnosticList, _ context: ReportContext = ReportContext()) -> String {
    let byFile = Dictionary(grouping: list.shown, by: \.place.file)
    let files = Set(context.files).union(byFile.keys).sorted()
    var suites = ""
    var tests = 0
    for file in files {
      let found = byFile[file] ?? []
      let failures = found.count { $0.severity == .error }
      tests += max(1, found.count)
      let name = attribute(context.path(file))
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
    let name = attribute("\(diagnostic.code.rawValue) at \(place.line):\(place.column)")
    let body = text(DiagnosticText(fixCommand: DiagnosticText.validateFix).print(diagnostic))
    let opening = "    <testcase classname=\"\(file)\" name=\"\(name)\" file=\"\(file)\" line=\"\(place.line)\">\n"
    let message = attribute(diagnostic.message)
    let content =
      diagnostic.severity == .error
      ? "      <failure message=\"\(message)\" type=\"\(diagnostic.code.rawValue)\">\(body)</failure>\n"
      : "      <system-out>\(body)</system-out>\n"
    return opening + content + "    </testcase>\n"
  }

  package static func text(_ text: String) -> String { escaped(text, keepsLines: true) }
  static func attribute(_ text: String) -> String { escaped(text, keepsLines: false) }

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "'": result += "&apos;".unicodeScalars
      case "\n" where keepsLines: result.append(scalar)
      case "\n": result += "&#10;".unicodeScalars
      case "\r": result += "&#13;".unicodeScalars
      case "\t": result += keepsLines ? "\t".unicodeScalars : "&#9;".unicodeScalars
      case "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default: result.append(DisplayText.isHidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }
}
