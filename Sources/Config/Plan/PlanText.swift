import Diagnostics
import JSON
import Resources

/// Prints a plan for a terminal.
///
/// ```
/// ~ Bot/roma/pizzeria                      bots/roma/pizzeria.yaml:4:9
///     spec.greeting: "Hello" → "Welcome"   :9
///   ! spec.numbers: - "101"                nobody answers 101
/// - Scenario/old
///
/// Plan: 0 to add, 1 to change, 0 to rename, 1 to remove.
/// ```
package struct PlanText: Sendable {
  package var colour: Bool
  package init(colour: Bool = false) { self.colour = colour }

  /// Every line ended; a plan without changes says so.
  package func print(_ plan: Plan) -> String {
    guard !plan.isEmpty else { return "No differences.\n" }
    var lines: [String] = []
    for change in plan.changes { lines += self.lines(change) }
    lines.append("")
    lines += radius(plan.radius)
    let summary = plan.summary
    lines.append(
      "Plan: \(summary.added) to add, \(summary.updated) to change, \(summary.renamed) to rename, \(summary.removed) to remove."
    )
    return lines.map { $0 + "\n" }.joined()
  }

  private func lines(_ change: Change) -> [String] {
    let place = "  \(dim("\(change.place.file):\(change.place.line)"))"
    var lines: [String] = []
    switch change.action {
    case .add: lines.append(paint("+ \(change.name.path)", "32") + place)
    case .remove: lines.append(paint("- \(change.name.path)", "31") + place)
    case .update: lines.append(paint("~ \(change.name.path)", "33") + place)
    case .rename:
      lines.append(paint("→ \(change.name.path)", "33") + " was \(change.oldName?.path ?? "")" + place)
    }
    if let breaks = change.breaks { lines.append("  \(paint("!", "31")) \(breaks)") }
    for field in change.fields { lines.append(line(field, in: change.place.file)) }
    return lines
  }

  private func line(_ field: FieldChange, in file: String) -> String {
    let mark = field.breaks == nil ? " " : paint("!", "31")
    var text = "  \(mark) \(field.path): "
    if let (added, removed) = ValueText.members(field.old, field.new) {
      text += (added.map { "+ " + ValueText.text($0) } + removed.map { "- " + ValueText.text($0) })
        .joined(separator: ", ")
    } else {
      switch (field.old, field.new) {
      case (let old?, let new?): text += "\(ValueText.text(old)) → \(ValueText.text(new))"
      case (nil, let new?): text += "+ \(ValueText.text(new))"
      case (let old?, nil): text += "- \(ValueText.text(old))"
      case (nil, nil): break
      }
    }
    if let breaks = field.breaks { text += "  \(paint(breaks, "31"))" }
    if let place = field.place, place.file == file { text += "  \(dim(":\(place.line)"))" }
    return text
  }

  private func radius(_ radius: BlastRadius) -> [String] {
    var lines: [String] = []
    func list(_ label: String, _ items: [String]) {
      guard !items.isEmpty else { return }
      let shown = items.prefix(12).joined(separator: ", ")
      lines.append("\(label): \(shown)\(items.count > 12 ? " and \(items.count - 12) more" : "")")
    }
    list("Bots touched", radius.bots.map(\.path))
    list("Numbers touched", radius.numbers)
    list("Numbers that move", radius.moved.map { "\($0.number) from \($0.old) to \($0.new)" })
    list("Tenants touched", radius.tenants)
    list(
      "Steps that become unreachable",
      radius.deadSteps.map { "\($0.scenario)/\($0.step) (\($0.place.file):\($0.place.line))" })
    list(
      "Calls in progress, which end as they began",
      radius.liveCalls.sorted { $0.key < $1.key }.map { "\($0.value) of \($0.key)" })
    list(
      "Conversation tests that change",
      radius.verdicts.map { "\($0.test): \($0.old ?? "new") → \($0.new ?? "gone")" })
    return lines
  }

  private func dim(_ text: String) -> String { paint(text, "2") }
  private func paint(_ text: String, _ code: String) -> String { colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
