import Diagnostics
import JSONSchema
import Resources
import YAMLTree

extension ScenarioRules {
  /// Reports slots, and results of tools, that texts and arguments use before anything has set them.
  ///
  /// A slot no path sets is an error: the text can never be right. One that only some paths leave out warns, since
  /// callers may never take those. An argument the tool does not require is left out where its slot is not known,
  /// which is how optional things are said, so it is reported only where no path sets it.
  mutating func checkSlotFlow(_ graph: StepGraph) {
    guard let start = graph.start else { return }
    let live = graph.reached(from: [start]) { index in graph.steps[index].edges.map(\.target) }
    var uses: [Use] = []
    for (index, step) in graph.steps.enumerated() where live[index] { collectUses(step, index, &uses) }
    guard !uses.isEmpty else { return }
    let used = Set(uses.map(\.slot))
    let names = slotNames.filter { used.contains($0) } + (used.contains(SlotFlow.result) ? [SlotFlow.result] : [])
    // A phone number and a name are of the caller, not of one order.
    let kept = Set(slotNames.filter { ["phone", "name"].contains(slots[$0]?["type"].text) })
    let flow = SlotFlow(graph, slots: names, kept: kept)
    let lacking = uses.filter { flow.canLack($0.slot, at: $0.step) }
    let isGiven = flow.canHave(lacking.map { ($0.slot, $0.step) })
    for (use, isGiven) in zip(lacking, isGiven) {
      let name = graph.steps[use.step].entry.name
      let isResult = use.slot == SlotFlow.result
      if !isGiven {
        let message =
          isResult
          ? "no tool has given a result before step `\(name)`"
          : "slot `\(use.slot)` is never set before step `\(name)` uses it"
        let suggestion = isResult ? nil : "collect it in a step that leads here, or give it a default"
        report.add(use.isOptional ? .slotMayBeUnset : .slotNeverSet, message, use.range, suggestion: suggestion)
      } else if !use.isOptional {
        let what = isResult ? "the result of a tool" : "slot `\(use.slot)`"
        report.add(.slotMayBeUnset, "\(what) is not set on every way to step `\(name)`", use.range)
      }
    }
  }

  private struct Use {
    var slot: String
    var step: Int
    var range: YAMLRange
    /// An argument that is left out where the slot is not known.
    var isOptional = false
  }

  private func collectUses(_ step: StepGraph.Step, _ index: Int, _ uses: inout [Use]) {
    let node = step.entry.value
    let own = Set(step.collects)
    func text(_ node: YAMLNode?, without known: Set<String>, isOptional: Bool = false) {
      guard let node, let text = node.scalar?.text else { return }
      var seen = known
      let ranges = ScalarRanges(node)
      for reference in Template.references(in: text).found {
        let slot = reference.name.hasPrefix("result.") ? SlotFlow.result : reference.name
        guard slot == SlotFlow.result || hasToBeSet(slot), seen.insert(slot).inserted else { continue }
        let range = ranges.range(offset: reference.offset, count: reference.count)
        uses.append(Use(slot: slot, step: index, range: range, isOptional: isOptional))
      }
    }
    // Where a tool is called the text is said after its result.
    text(node["say"], without: step.calls ? own.union([SlotFlow.result]) : [])
    if step.onlyListens { return text(node["otherwise"], without: []) }
    text(node["confirm"], without: own)
    guard step.calls, let call = node["call"]?.scalar?.text else { return }
    let required = Set(tools[call]?.schema?.requiredNames ?? [])
    for argument in node["with"]?.entries ?? [] {
      let isWhole = argument.value.scalar.flatMap { Template.whole($0.text) } != nil
      text(argument.value, without: own, isOptional: isWhole && !required.contains(argument.name))
    }
  }

  private func hasToBeSet(_ slot: String) -> Bool { slots[slot].map { !$0["default"].exists } ?? false }
}
