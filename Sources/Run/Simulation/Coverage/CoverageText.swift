import Diagnostics
import Resources

/// Prints coverage as a table for people, and as LCOV's trace format for tools.
package enum CoverageText {
  /// Each step with its line and how often it was entered, then everything that was not reached.
  package static func table(_ coverage: ScenarioCoverage) -> String {
    var lines = [
      "\(coverage.scenario): steps \(share(coverage.steps)), intents \(share(coverage.intents)),"
        + " branches \(share(coverage.branches))"
    ]
    let steps = coverage.rows.filter { if case .step = $0.point { true } else { false } }
    let width = steps.map(\.point.description.count).max() ?? 0
    for row in steps {
      let name = row.point.description
      let times = row.times == 0 ? "never" : "\(row.times)×"
      lines.append(
        "  \(name)\(String(repeating: " ", count: width - name.count))  line \(right(row.place.line, 4))  \(times)")
    }
    let missed = coverage.rows.filter { $0.times == 0 }
    if !missed.isEmpty { lines.append("  not reached:") }
    for row in missed {
      lines.append("    \(row.place.file):\(row.place.line):\(row.place.column)  \(row.point.description)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  package static func share(_ share: ScenarioCoverage.Share) -> String {
    "\(share.reached)/\(share.total) (\(percent(share.percent)))"
  }

  /// Rounded down, so that only all is 100 %.
  static func percent(_ value: Double) -> String { "\(Int(value)) %" }

  private static func right(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// geninfo's format: steps are functions and lines, ways out of a step are branches, intents are lines.
  package static func lcov(_ coverages: [ScenarioCoverage]) -> String {
    var text = "TN:\n"
    for coverage in coverages {
      text += "SF:\(coverage.file)\n"
      for row in coverage.rows {
        guard case .step(let name) = row.point else { continue }
        text += "FN:\(row.place.line),\(name)\nFNDA:\(row.times),\(name)\n"
      }
      text += "FNF:\(coverage.steps.total)\nFNH:\(coverage.steps.reached)\n"
      var block = -1
      var branch = 0
      var lines: [Int: Int] = [:]
      for row in coverage.rows {
        lines[row.place.line] = max(lines[row.place.line] ?? 0, row.times)
        switch row.point {
        case .step:
          block += 1
          branch = 0
        case .intent: break
        case .on, .otherwise, .then, .next, .onError:
          text += "BRDA:\(row.place.line),\(max(0, block)),\(branch),\(row.times)\n"
          branch += 1
        }
      }
      text += "BRF:\(coverage.branches.total)\nBRH:\(coverage.branches.reached)\n"
      for (line, times) in lines.sorted(by: { $0.key < $1.key }) { text += "DA:\(line),\(times)\n" }
      text += "LF:\(lines.count)\nLH:\(lines.count { $0.value > 0 })\nend_of_record\n"
    }
    return text
  }
}
