/// What is known of the slots at each step: a forward data-flow analysis over the graph of steps.
///
/// The slots are looked at in blocks of 64, each a word of bits. A slot is missing at a step where some path from
/// `start` leads there without the slot being collected on it, or with its value forgotten since; it is given where
/// some path collects it. Invariant: at most `maximumVisits` steps are visited; past that `isComplete` is false and
/// nothing is claimed.
struct SlotFlow {
  static let maximumVisits = 200_000
  /// The pseudo slot that a tool's result sets.
  package static let result = "result"

  private var position: [String: Int] = [:]
  /// For each step, one word per block.
  private var missing: [[UInt64]]
  private var given: [[UInt64]]
  private var visits = 0
  private(set) var isComplete = true

  /// - Parameters:
  ///   - slots: those to look at, without defaults.
  ///   - kept: those that outlive a tool that writes.
  init(_ graph: StepGraph, slots: [String], kept: Set<String>) {
    for (index, slot) in slots.enumerated() { position[slot] = index }
    let blocks = (slots.count + 63) / 64
    missing = [[UInt64]](repeating: [UInt64](repeating: 0, count: blocks), count: graph.steps.count)
    given = missing
    for block in 0..<blocks {
      let names = slots[(block * 64)..<min(slots.count, block * 64 + 64)]
      run(graph, block, names, kept)
    }
  }

  /// Whether the slot can lack a value when the step is entered.
  func canLack(_ slot: String, at step: Int) -> Bool { bit(slot, missing[step]) }
  /// Whether the slot can have a value when the step is entered.
  func canHave(_ slot: String, at step: Int) -> Bool { bit(slot, given[step]) }

  private func bit(_ slot: String, _ words: [UInt64]) -> Bool {
    guard let index = position[slot] else { return false }
    return words[index / 64] >> UInt64(index % 64) & 1 == 1
  }

  private mutating func run(_ graph: StepGraph, _ block: Int, _ names: ArraySlice<String>, _ kept: Set<String>) {
    guard let start = graph.start, isComplete else { return }
    var result: UInt64 = 0
    var forgotten: UInt64 = 0
    for (offset, name) in names.enumerated() {
      if name == Self.result {
        result |= 1 << UInt64(offset)
      } else if !kept.contains(name) {
        forgotten |= 1 << UInt64(offset)
      }
    }
    let collects = graph.steps.map { step in
      step.collects.reduce(into: UInt64(0)) { word, slot in
        if let index = position[slot], index / 64 == block { word |= 1 << UInt64(index % 64) }
      }
    }
    let all: UInt64 = names.count == 64 ? .max : (1 << UInt64(names.count)) - 1
    let lacking = settle(graph, start: start, first: all) { index, kind, word in
      let after = word & ~collects[index]
      switch kind {
      case .heard: return word
      case .done: return after
      case .result(let writes): return (writes ? after | forgotten : after) & ~result
      case .failure: return after | result
      }
    }
    let having = settle(graph, start: start, first: 0, everywhere: true) { index, kind, word in
      if case .result = kind { return word | collects[index] | result }
      return word | collects[index]
    }
    for index in graph.steps.indices {
      missing[index][block] = lacking[index]
      given[index][block] = having[index]
    }
  }

  /// Carries words along the edges until nothing changes; words only gain bits, so this ends.
  private mutating func settle(
    _ graph: StepGraph, start: Int, first: UInt64, everywhere: Bool = false,
    _ carry: (Int, StepGraph.Edge.Kind, UInt64) -> UInt64
  ) -> [UInt64] {
    var current = [UInt64](repeating: 0, count: graph.steps.count)
    var isKnown = [Bool](repeating: false, count: graph.steps.count)
    var isQueued = isKnown
    var queue = [start]
    var next = 0
    current[start] = first
    isKnown[start] = true
    let anywhere = everywhere ? graph.everywhere : []
    var common: UInt64 = 0
    func reach(_ target: Int, _ word: UInt64) {
      guard !isKnown[target] || current[target] | word != current[target] else { return }
      isKnown[target] = true
      current[target] |= word
      if !isQueued[target] {
        isQueued[target] = true
        queue.append(target)
      }
    }
    while next < queue.count {
      let index = queue[next]
      next += 1
      isQueued[index] = false
      visits += 1
      guard visits <= Self.maximumVisits else {
        isComplete = false
        return current
      }
      for edge in graph.steps[index].edges { reach(edge.target, carry(index, edge.kind, current[index])) }
      guard everywhere, graph.waits(index) else { continue }
      // From any step that waits, an intent of `start` may be heard.
      let word = carry(index, .heard, current[index])
      if common | word != common {
        common |= word
        for target in anywhere { reach(target, common) }
      }
    }
    return current
  }
}
