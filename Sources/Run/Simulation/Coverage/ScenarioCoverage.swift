package import Diagnostics
package import Loading
package import Resources

/// How much of one scenario a run has reached.
package struct ScenarioCoverage: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    package var point: ScenarioPoint
    package var place: Diagnostic.Place
    package var times: Int
  }

  package struct Share: Sendable, Hashable {
    package var reached = 0
    package var total = 0
    /// 0...100; a scenario without such points is wholly covered.
    package var percent: Double { total == 0 ? 100 : 100 * Double(reached) / Double(total) }
  }

  package var scenario: String
  package var file: String
  /// In the order of the file.
  package var rows: [Row]

  package init(_ outline: ScenarioOutline, counts: [ScenarioPoint: Int]) {
    scenario = outline.name
    file = outline.file
    rows = outline.entries.map { Row(point: $0.point, place: $0.place, times: counts[$0.point] ?? 0) }
  }

  package var steps: Share { share { if case .step = $0 { true } else { false } } }
  package var intents: Share { share { if case .intent = $0 { true } else { false } } }
  package var branches: Share {
    share {
      switch $0 {
      case .step, .intent: false
      case .on, .otherwise, .then, .next, .onError: true
      }
    }
  }
  package var all: Share { share { _ in true } }

  private func share(_ isCounted: (ScenarioPoint) -> Bool) -> Share {
    var share = Share()
    for row in rows where isCounted(row.point) {
      share.total += 1
      share.reached += row.times > 0 ? 1 : 0
    }
    return share
  }

  /// Of the scenarios that tests of the run belong to, in the order of their names.
  package static func of(_ run: TestRun, files: [SourceFile]) -> [ScenarioCoverage] {
    let scenarios = Set(run.results.map(\.scenario))
    return files.compactMap { ScenarioOutline($0) }.filter { scenarios.contains($0.name) }
      .map { ScenarioCoverage($0, counts: run.coverage[$0.name] ?? [:]) }.sorted { $0.scenario < $1.scenario }
  }

  /// The share over several scenarios.
  package static func total(_ coverages: [ScenarioCoverage]) -> Share {
    coverages.reduce(into: Share()) {
      $0.reached += $1.all.reached
      $0.total += $1.all.total
    }
  }
}
