import Diagnostics
import Markup

/// Prints results for a terminal or a log.
package struct RunText: Sendable {
  /// Uses the colours of ECMA-48.
  package var colour: Bool
  package init(colour: Bool = false) { self.colour = colour }

  /// One line, with what did not hold and the conversation so far where it failed.
  package func print(_ result: TestResult) -> String {
    var text = "\(mark(result.status)) \(result.id)"
    if result.runs > 1 { text += "  \(result.passes) of \(result.runs) passed" }
    if !result.omissions.isEmpty {
      text += paint("  (\(count(result.omissions.count, "check", "checks")) skipped: needs audio)", "2")
    }
    text += "\n"
    guard result.status == .failed else { return text }
    for failure in result.failures {
      let place = failure.place
      text += "    \(paint("\(place.file):\(place.line):\(place.column)", "34"))\n"
      text += "      expected  \(VisibleText.line(failure.expected))\n"
      text += "      actual    \(paint(VisibleText.line(failure.actual), "31"))\n"
    }
    if !result.transcript.isEmpty { text += "    the conversation so far:\n" }
    for line in result.transcript { text += "      \(Self.line(line))\n" }
    return text
  }

  package func summary(_ run: TestRun) -> String {
    var parts = [count(run.results.count, "test", "tests"), "\(run.count(.passed)) passed"]
    if run.count(.failed) > 0 { parts.append(paint("\(run.count(.failed)) failed", "1;31")) }
    if run.count(.skipped) > 0 { parts.append("\(run.count(.skipped)) skipped") }
    if run.omissions > 0 { parts.append("\(count(run.omissions, "check", "checks")) skipped: needs audio") }
    return parts.joined(separator: ", ")
  }

  /// `   1.5 s  bot     Hello`
  static func line(_ line: TranscriptLine) -> String {
    let label =
      switch line.speaker {
      case .bot: "bot     "
      case .caller: "caller  "
      case .keys: "keys    "
      case .silence: "        … "
      case .note: "          · "
      }
    return label + VisibleText.line(line.text)
  }

  private func mark(_ status: TestResult.Status) -> String {
    switch status {
    case .passed: paint("passed ", "32")
    case .failed: paint("FAILED ", "1;31")
    case .skipped: paint("skipped", "33")
    }
  }

  private func count(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

  private func paint(_ text: String, _ code: String) -> String { colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
