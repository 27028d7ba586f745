import Diagnostics
import JSONSchema
import Resources
import YAMLTree

extension ScenarioRules {
  /// Reports slots, and results of tools, that texts and arguments use before anything has set them.
  ///
  /// A slot no path sets is an error: the text can never be right. One that only some paths leave out warns, since
  /// callers may never take those. An argument the tool does not require is left out where its slot is not known,
  /// which is how optional things are said, so it is reported only where no path sets it; and so is a slot without a
  /// question in a text that refers to others.
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
      if !isGiven, !use.isPickedUp {
        let message =
          isResult
          ? "no tool has given a result before step `\(name)`"
          : "slot `\(use.slot)` is never set before step `\(name)` uses it"
        let suggestion = isResult ? nil : "collect it in a step that leads here, or give it a default"
        report.add(use.isOptional ? .slotMayBeUnset : .slotNeverSet, message, use.range, suggestion: suggestion)
      } else if !use.isOptional, !use.isExtra {
        let what = isResult ? "the result of a tool" : "slot `\(use.slot)`"
        let suggestion = isAsked(use.slot) ? nil : "nothing asks for it: give the slot `ask`, or a `default`"
        report.add(
          .slotMayBeUnset, "\(what) is not set on every way to step `\(name)`", use.range, suggestion: suggestion)
      }
    }
  }

  private struct Use {
    var slot: String
    var step: Int
    var range: YAMLRange
    /// An argument that is left out where the slot is not known.
    var isOptional = false
    /// Of a slot without a question, in a text that refers to others as well: it is said where it was heard.
    var isExtra = false
    /// Of a slot that the step itself may pick up and does not ask for.
    var isPickedUp = false
  }

  private func collectUses(_ step: StepGraph.Step, _ index: Int, _ uses: inout [Use]) {
    let node = step.entry.value
    let own = Set(step.asks)
    let pickedUp = Set(step.collects)
    func text(_ node: YAMLNode?, without known: Set<String>, isOptional: Bool = false, isBehind: Bool = true) {
      guard let node, let text = node.scalar?.text else { return }
      var seen = known
      let ranges = ScalarRanges(node)
      let references = Template.references(in: text).found
      let isRead = references.contains { isAsked($0.name) }
      for reference in references {
        let slot = reference.name.hasPrefix("result.") ? SlotFlow.result : reference.name
        guard slot == SlotFlow.result || hasToBeSet(slot), seen.insert(slot).inserted else { continue }
        let range = ranges.range(offset: reference.offset, count: reference.count)
        let isPickedUp = isBehind && pickedUp.contains(slot)
        uses.append(
          Use(
            slot: slot, step: index, range: range, isOptional: isOptional, isExtra: isRead && !isAsked(slot),
            isPickedUp: isPickedUp))
      }
    }
    // Where a tool is called the text is said after its result.
    text(node["say"], without: step.calls ? own.union([SlotFlow.result]) : [], isBehind: step.calls)
    if step.onlyListens { return text(node["otherwise"], without: []) }
    text(node["confirm"], without: own)
    guard step.calls, let call = node["call"]?.scalar?.text else { return }
    let required = Set(tools[call]?.schema?.requiredNames ?? [])
    for argument in node["with"]?.entries ?? [] {
      let isWhole = argument.value.scalar.flatMap { Template.whole($0.text) } != nil
      text(argument.value, without: own, isOptional: isWhole && !required.contains(argument.name))
    }
  }

  /// Warns of a slot without a question that a step collects where nothing can be heard for it.
  mutating func checkPickedUp(_ graph: StepGraph) {
    guard let start = graph.start else { return }
    let live = graph.reached(from: [start]) { index in graph.steps[index].edges.map(\.target) }
    var isHeard = graph.steps.map { $0.wait != .never }
    for (index, step) in graph.steps.enumerated() where live[index] {
      for edge in step.edges where edge.kind == .heard { isHeard[edge.target] = true }
    }
    var given: Set<String> = []
    for (index, step) in graph.steps.enumerated() where live[index] && isHeard[index] { given.formUnion(step.collects) }
    for (index, step) in graph.steps.enumerated() where live[index] && !isHeard[index] {
      for node in step.entry.value["collect"]?.elements ?? [] {
        guard let slot = node.scalar?.text, hasToBeSet(slot), !given.contains(slot) else { continue }
        report.add(
          .slotNotAsked,
          "slot `\(slot)` has no question, and nothing is heard where step `\(step.entry.name)` collects it",
          node.range, suggestion: "give the slot `ask`, or a `default`")
      }
    }
  }

  /// Whether the name is of something that is there in any case: a variable, a result, a slot that is asked for.
  private func isAsked(_ name: String) -> Bool { slots[name].map { $0["ask"].exists || $0["default"].exists } ?? true }

  private func hasToBeSet(_ slot: String) -> Bool { slots[slot].map { !$0["default"].exists } ?? false }
}
