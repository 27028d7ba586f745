/// What is known of the slots at each step: a forward data-flow analysis over the graph of steps.
///
/// A slot is missing at a step where some path from `start` leads there without the slot being collected on it, or with
/// its value forgotten since; it is given where some path collects it. A slot that has no question is picked up where it
/// is heard and never asked for: collecting it may give it, and leaves it missing.
///
/// A slot that one step collects is missing wherever not all ways lead through that step's end: dominators tell this for
/// all such slots at once. Those that several steps collect are looked at in blocks of 64, each a word of bits, in passes
/// over the graph until nothing changes. What is given is never taken away, so one pass over the graph's strongly
/// connected groups settles it. Invariant: the passes make at most `maximumVisits`; of slots they have not settled by
/// then nothing is claimed.
struct SlotFlow {
  static let maximumVisits = 3_000_000
  /// The pseudo slot that a tool's result sets.
  static let result = "result"

  private let graph: StepGraph
  private let live: [Bool]
  private let kept: Set<String>
  private var position: [String: Int] = [:]
  /// By slot, the live steps that ask for it until it is known.
  private var collectors: [[Int]] = []
  /// By slot, the live steps that pick it up.
  private var listeners: [[Int]] = []
  /// Of slots that are forgotten after a tool that writes, and of those that are kept; made where there is one.
  private var trees: (forgotten: DominatorTree?, kept: DominatorTree?)
  /// By slot that several steps collect: its bit among the words of its block.
  private var several: [Int: Int] = [:]
  /// By block, a word for each step; nil where the block was not settled.
  private var missing: [[UInt64]?] = []
  private let withoutResult: [Bool]
  private(set) var visits = 0

  /// - Parameters:
  ///   - slots: those to look at, without defaults.
  ///   - kept: those that outlive a tool that writes.
  init(_ graph: StepGraph, slots: [String], kept: Set<String>) {
    self.graph = graph
    self.kept = kept
    live = graph.reached(from: [graph.start].compactMap { $0 }) { graph.steps[$0].edges.map(\.target) }
    for (index, slot) in slots.enumerated() { position[slot] = index }
    collectors = [[Int]](repeating: [], count: slots.count)
    listeners = collectors
    for (index, step) in graph.steps.enumerated() where live[index] {
      for slot in step.asks {
        if let slot = position[slot], collectors[slot].last != index { collectors[slot].append(index) }
      }
      for slot in step.collects {
        if let slot = position[slot], listeners[slot].last != index { listeners[slot].append(index) }
      }
    }
    withoutResult = Self.withoutResult(graph, live)
    for slot in slots where slot != Self.result && collectors[position[slot] ?? 0].count == 1 {
      if kept.contains(slot) {
        trees.kept = trees.kept ?? tree(forgetting: false)
      } else {
        trees.forgotten = trees.forgotten ?? tree(forgetting: true)
      }
    }
    let shared = slots.indices.filter { collectors[$0].count > 1 }
    guard !shared.isEmpty else { return }
    let order = order()
    for (index, slot) in shared.enumerated() { several[slot] = index }
    for start in stride(from: 0, to: shared.count, by: 64) {
      missing.append(settle(shared[start..<min(shared.count, start + 64)], slots, order))
    }
  }

  /// Whether the slot can lack a value when the step is entered; false where that was not settled.
  func canLack(_ slot: String, at step: Int) -> Bool {
    guard let index = position[slot], live[step] else { return false }
    if slot == Self.result { return withoutResult[step] }
    switch collectors[index].count {
    case 0: return true
    case 1:
      let tree = kept.contains(slot) ? trees.kept : trees.forgotten
      return tree.map { !$0.dominates(2 * collectors[index][0] + 1, 2 * step) } ?? false
    default:
      guard let bit = several[index], let words = missing[bit / 64] else { return false }
      return words[step] >> UInt64(bit % 64) & 1 == 1
    }
  }

  /// Of each whether the slot can have a value when the step is entered.
  func canHave(_ queries: [(slot: String, step: Int)]) -> [Bool] {
    var answers = [Bool](repeating: false, count: queries.count)
    guard let start = graph.start else { return answers }
    var byBlock: [Int: [Int]] = [:]
    for (index, query) in queries.enumerated() {
      if let slot = position[query.slot] { byBlock[slot / 64, default: []].append(index) }
    }
    let groups = GivenSlots(graph, start: start, live: live)
    for (block, indices) in byBlock {
      var collected = [UInt64](repeating: 0, count: graph.steps.count)
      for slot in (block * 64)..<min(listeners.count, block * 64 + 64) {
        for step in listeners[slot] { collected[step] |= 1 << UInt64(slot % 64) }
      }
      let result = position[Self.result].flatMap { $0 / 64 == block ? UInt64(1) << UInt64($0 % 64) : nil } ?? 0
      let given = groups.given(collected, result: result)
      for index in indices {
        guard let slot = position[queries[index].slot] else { continue }
        answers[index] = given[queries[index].step] >> UInt64(slot % 64) & 1 == 1
      }
    }
    return answers
  }

  // MARK: What is missing

  /// The steps that can be entered without a tool's result at hand.
  private static func withoutResult(_ graph: StepGraph, _ live: [Bool]) -> [Bool] {
    guard let start = graph.start else { return [] }
    var sources = [start]
    for (index, step) in graph.steps.enumerated() where live[index] {
      sources += step.edges.filter { $0.kind == .failure }.map(\.target)
    }
    return graph.reached(from: sources) { index in
      graph.steps[index].edges.filter { if case .result = $0.kind { false } else { true } }.map(\.target)
    }
  }

  /// Dominators of the graph in which a step is two nodes: `2 * step` where it is entered, and `2 * step + 1` behind what
  /// it collects. Where slots are forgotten, whatever follows a tool that writes begins anew.
  private func tree(forgetting: Bool) -> DominatorTree {
    let root = 2 * graph.steps.count
    var edges = [[Int]](repeating: [], count: root + 1)
    if let start = graph.start { edges[root].append(2 * start) }
    for (index, step) in graph.steps.enumerated() where live[index] {
      edges[2 * index].append(2 * index + 1)
      for edge in step.edges {
        switch edge.kind {
        case .heard: edges[2 * index].append(2 * edge.target)
        case .result(writes: true) where forgetting: edges[root].append(2 * edge.target)
        case .done, .failure, .result: edges[2 * index + 1].append(2 * edge.target)
        }
      }
    }
    return DominatorTree(root: root, edges)
  }

  /// The live steps so that, but for loops, each comes behind those that lead to it.
  private func order() -> [Int] {
    guard let start = graph.start else { return [] }
    var seen = [Bool](repeating: false, count: graph.steps.count)
    var order: [Int] = []
    var path = [(node: start, next: 0)]
    seen[start] = true
    while let top = path.last {
      if top.next < graph.steps[top.node].edges.count {
        path[path.count - 1].next += 1
        let target = graph.steps[top.node].edges[top.next].target
        if !seen[target] {
          seen[target] = true
          path.append((target, 0))
        }
      } else {
        order.append(top.node)
        path.removeLast()
      }
    }
    return order.reversed()
  }

  /// Carries the bits of one block along the edges until nothing changes; words only gain bits, so this ends.
  private mutating func settle(_ block: ArraySlice<Int>, _ slots: [String], _ order: [Int]) -> [UInt64]? {
    var collected = [UInt64](repeating: 0, count: graph.steps.count)
    var forgotten: UInt64 = 0
    for (bit, slot) in block.enumerated() {
      for step in collectors[slot] { collected[step] |= 1 << UInt64(bit) }
      if !kept.contains(slots[slot]) { forgotten |= 1 << UInt64(bit) }
    }
    var words = [UInt64](repeating: 0, count: graph.steps.count)
    var isOpen = [Bool](repeating: true, count: graph.steps.count)
    if let start = graph.start { words[start] = block.count == 64 ? .max : (1 << UInt64(block.count)) - 1 }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for index in order where isOpen[index] {
        isOpen[index] = false
        visits += 1
        guard visits <= Self.maximumVisits else { return nil }
        let word = words[index]
        let after = word & ~collected[index]
        for edge in graph.steps[index].edges {
          let carried: UInt64
          switch edge.kind {
          case .heard: carried = word
          case .result(writes: true): carried = after | forgotten
          case .done, .failure, .result: carried = after
          }
          guard words[edge.target] | carried != words[edge.target] else { continue }
          words[edge.target] |= carried
          isOpen[edge.target] = true
          hasChanged = true
        }
      }
    }
    return words
  }
}
