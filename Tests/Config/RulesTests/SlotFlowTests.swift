import Resources
import Testing
import YAMLTree

@testable import Rules

/// The analysis against one that follows each slot by itself.
@Suite struct SlotFlowTests {
  private struct Random {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  /// A scenario's steps at random: some collect, some call a tool that writes or one that reads, some listen.
  private static func steps(_ random: inout Random, slots: Int) -> [YAMLEntry] {
    let count = 3 + random.next(12)
    func step() -> String { let index = random.next(count); return index == 0 ? "start" : "s\(index)" }
    var text = ""
    for index in 0..<count {
      var fields: [String] = []
      let collects = (0..<random.next(3)).map { _ in "a\(random.next(slots))" }
      if !collects.isEmpty { fields.append("collect: [\(Set(collects).sorted().joined(separator: ", "))]") }
      if random.next(3) == 0 { fields.append("on: {i: \(step()), j: \(step())}") }
      if random.next(3) == 0 {
        fields.append("call: \(["reads", "writes"][random.next(2)])")
        if random.next(2) == 0 { fields.append("onError: \(step())") }
      }
      if random.next(5) > 0 { fields.append("next: \(step())") }
      text += "\(index == 0 ? "start" : "s\(index)"): {\(fields.joined(separator: ", "))}\n"
    }
    return (try? YAMLTree.parse(Array(text.utf8)).documents.first?.entries) ?? []
  }

  private static func follow(
    _ graph: StepGraph, _ slot: String, isKept: Bool
  ) -> (missing: [Bool], given: [Bool]) {
    var missing = [Bool](repeating: false, count: graph.steps.count)
    var given = missing
    var live = missing
    guard let start = graph.start else { return (missing, given) }
    live[start] = true
    missing[start] = true
    var before = (missing, given, live)
    repeat {
      before = (missing, given, live)
      for (index, step) in graph.steps.enumerated() where live[index] {
        let collects = step.collects.contains(slot)
        for edge in step.edges {
          live[edge.target] = true
          var lacks = missing[index] && !collects
          var has = given[index] || collects
          switch edge.kind {
          case .heard: lacks = missing[index]
          case .result(let writes):
            if slot == SlotFlow.result {
              lacks = false
              has = true
            } else if writes, !isKept {
              lacks = true
            }
          case .failure: if slot == SlotFlow.result { lacks = true }
          case .done: break
          }
          missing[edge.target] = missing[edge.target] || lacks
          given[edge.target] = given[edge.target] || has
        }
        if graph.waits(index) {
          for target in graph.everywhere { given[target] = given[target] || given[index] || collects }
        }
      }
    } while before.0 != missing || before.1 != given || before.2 != live
    return (missing, given)
  }

  @Test func isThatOfEachSlotByItself() {
    var random = Random(state: 7)
    for round in 0..<400 {
      let count = 1 + random.next(5)
      let slots = (0..<count).map { "a\($0)" }
      let entries = Self.steps(&random, slots: count)
      let kept: Set = ["a0"]
      let graph = StepGraph(entries, asked: Set(slots), effects: ["reads": .read, "writes": .write])
      let names = slots + [SlotFlow.result]
      let flow = SlotFlow(graph, slots: names, kept: kept)
      let live = graph.reached(from: [graph.start].compactMap { $0 }) { graph.steps[$0].edges.map(\.target) }
      for slot in names {
        let wanted = Self.follow(graph, slot, isKept: kept.contains(slot))
        let given = flow.canHave(graph.steps.indices.map { (slot, $0) })
        for index in graph.steps.indices where live[index] {
          #expect(flow.canLack(slot, at: index) == wanted.missing[index], "round \(round), \(slot) at \(index)")
          #expect(given[index] == wanted.given[index], "round \(round), \(slot) at \(index)")
        }
      }
    }
  }

  /// Counted, not timed: several steps collect each slot, in a chain.
  @Test func visitsAreFewInAChain() {
    var text = "start: {next: s0}\n"
    for index in 0..<2000 { text += "s\(index): {collect: [a\(index / 2)], next: s\(index + 1)}\n" }
    text += "s2000: {do: hangup}\n"
    let entries = (try? YAMLTree.parse(Array(text.utf8)).documents.first?.entries) ?? []
    let slots = (0..<1000).map { "a\($0)" }
    let graph = StepGraph(entries, asked: Set(slots), effects: [:])
    let flow = SlotFlow(graph, slots: slots, kept: [])
    #expect(flow.visits <= 16 * 2002)
    #expect(!flow.canLack("a0", at: 2001) && flow.canLack("a999", at: 1))
  }
}
