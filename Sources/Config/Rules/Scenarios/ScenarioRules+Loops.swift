import Diagnostics
import YAMLTree

extension ScenarioRules {
  /// Reports cycles that nothing interrupts, and those the call can only be left from by hanging up.
  mutating func checkLoops(_ graph: StepGraph) {
    guard let start = graph.start else { return }
    let live = graph.reached(from: [start]) { index in graph.steps[index].edges.map(\.target) }
    var reported = Set<Int>()
    // A step that always waits, or ends the call, is in no cycle of this kind.
    func silent(_ index: Int, collecting: Bool) -> [Int] {
      let step = graph.steps[index]
      guard live[index], step.wait == .never || collecting && step.wait == .untilKnown else { return [] }
      // After a tool that writes, what was collected is forgotten and asked for again.
      return step.edges.filter { $0.kind != .heard && !(collecting && $0.kind == .result(writes: true)) }.map(\.target)
    }
    for group in graph.cycles({ silent($0, collecting: false) }) {
      reported.formUnion(group)
      report.add(
        .silentLoop, "\(path(group, graph)) without waiting for the caller", graph.steps[group[0]].entry.nameRange)
    }
    for group in graph.cycles({ silent($0, collecting: true) }) where reported.isDisjoint(with: group) {
      reported.formUnion(group)
      report.add(
        .loopOnceCollected, "\(path(group, graph)) without waiting for the caller, once the slots are known",
        graph.steps[group[0]].entry.nameRange)
    }
    let ends = graph.steps.indices.filter { graph.steps[$0].ends }
    var back = [[Int]](repeating: [], count: graph.steps.count)
    for (index, step) in graph.steps.enumerated() {
      for edge in step.edges { back[edge.target].append(index) }
    }
    // Wherever the caller is waited for, the intents of `start` are heard.
    var leaves = graph.reached(from: ends) { back[$0] }
    if graph.everywhere.contains(where: { leaves[$0] }) {
      let waiting = graph.steps.indices.filter { graph.waits($0) }
      leaves = graph.reached(from: ends + waiting) { back[$0] }
    }
    for group in graph.cycles({ index in live[index] ? graph.steps[index].edges.map(\.target) : [] })
    where !leaves[group[0]] && reported.isDisjoint(with: group) {
      report.add(
        .loopWithoutExit, "\(path(group, graph)), and nothing from there ends or transfers the call",
        graph.steps[group[0]].entry.nameRange)
    }
  }

  /// The group in words.
  private func path(_ group: [Int], _ graph: StepGraph) -> String {
    let names = group.prefix(6).map { "`\(graph.steps[$0].entry.name)`" }
    if group.count == 1 { return "step \(names[0]) leads to itself" }
    return "steps \(names.joined(separator: ", "))\(group.count > names.count ? ", …" : "") lead to one another"
  }
}
