/// Carries what is given along the graph of steps, group by group: within a group of steps that lead to one another, what
/// is given at one is given at all.
struct GivenSlots {
  private let graph: StepGraph
  private let live: [Bool]
  /// One more than there are steps: the node behind which the intents of `start` are heard, which every step that waits
  /// leads to.
  private let anywhere: Int
  private let groups: [[Int]]
  private let groupOf: [Int]

  init(_ graph: StepGraph, start: Int, live: [Bool]) {
    self.graph = graph
    self.live = live
    let anywhere = graph.steps.count
    let everywhere = graph.everywhere
    self.anywhere = anywhere
    // The last group found leads to the others.
    groups =
      StepGraph.groups(count: anywhere + 1) { index in
        guard index < anywhere else { return everywhere }
        guard live[index] else { return [] }
        return graph.steps[index].edges.map(\.target) + (graph.waits(index) ? [anywhere] : [])
      }.reversed()
    var groupOf = [Int](repeating: 0, count: anywhere + 1)
    for (group, members) in groups.enumerated() { for member in members { groupOf[member] = group } }
    self.groupOf = groupOf
  }

  /// By step, what is given when it is entered.
  ///
  /// - Parameters:
  ///   - collected: what each step collects.
  ///   - result: what a tool's result gives.
  func given(_ collected: [UInt64], result: UInt64) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: groups.count)
    for (group, members) in groups.enumerated() {
      // An edge from a step to itself does what one within a larger group does.
      for member in members where member != anywhere && live[member] {
        for edge in graph.steps[member].edges where groupOf[edge.target] == group {
          words[group] |= collected[member]
          if case .result = edge.kind { words[group] |= result }
        }
        if graph.waits(member), groupOf[anywhere] == group { words[group] |= collected[member] }
      }
      let word = words[group]
      for member in members {
        guard member != anywhere else {
          for target in graph.everywhere { words[groupOf[target]] |= word }
          continue
        }
        guard live[member] else { continue }
        for edge in graph.steps[member].edges where groupOf[edge.target] != group {
          words[groupOf[edge.target]] |= word | collected[member]
          if case .result = edge.kind { words[groupOf[edge.target]] |= result }
        }
        if graph.waits(member) { words[groupOf[anywhere]] |= word | collected[member] }
      }
    }
    return graph.steps.indices.map { words[groupOf[$0]] }
  }
}
