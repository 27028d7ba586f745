import Diagnostics
import JSON
import Resources

/// Prints a plan as a comment on a pull request.
package enum PlanMarkdown {
  /// GitHub refuses comments of more than 65,536 characters.
  package static let maximumCharacters = 60_000

  /// `title` heads the comment; `note` stands under it, such as which revision the plan is bound to.
  package static func print(_ plan: Plan, title: String = "voicebot plan", note: String = "") -> String {
    var text = "### \(escaped(title))\n\n"
    if !note.isEmpty { text += escaped(note) + "\n\n" }
    guard !plan.isEmpty else { return text + "No differences.\n" }
    let summary = plan.summary
    text += "**\(summary.added)** to add, **\(summary.updated)** to change, **\(summary.renamed)** to rename, "
    text += "**\(summary.removed)** to remove" + (plan.isBreaking ? " — ⚠️ **breaking**" : "") + "\n\n"
    text += radius(plan.radius)
    text += "<details open><summary>Changes</summary>\n\n"
    var left = plan.changes[...]
    var count = text.count
    while let change = left.popFirst() {
      let part = block(change)
      count += part.count
      guard count < maximumCharacters else {
        text += "… and \(left.count + 1) more resources: `voicebot plan` shows them.\n"
        break
      }
      text += part
    }
    return text + "\n</details>\n"
  }

  private static func radius(_ radius: BlastRadius) -> String {
    let rows: [(String, Int, [String])] = [
      row("Bots touched", radius.bots) { code($0.path) }, row("Numbers touched", radius.numbers, code),
      row("Numbers that move", radius.moved) { "\(code($0.number)): \(code($0.old)) → \(code($0.new))" },
      row("Tenants touched", radius.tenants, code),
      row("Steps that become unreachable", radius.deadSteps) { code("\($0.scenario)/\($0.step)") },
      row("Calls in progress", radius.liveCalls.sorted { $0.key < $1.key }) { "\($0.value) of \(code($0.key))" },
      row("Conversation tests that change", radius.verdicts) {
        "\(code($0.test)): \($0.old ?? "new") → \($0.new ?? "gone")"
      },
    ]
    let filled = rows.filter { $0.1 > 0 }
    guard !filled.isEmpty else { return "" }
    var text = "| touches | |\n|---|---|\n"
    for (label, count, items) in filled {
      text += "| \(label) | \(items.joined(separator: ", "))\(more(count)) |\n"
    }
    return text + "\n"
  }

  /// How many of a list are named.
  private static let named = 20

  private static func row<Element>(
    _ label: String, _ elements: [Element], _ text: (Element) -> String
  ) -> (String, Int, [String]) {
    (label, elements.count, elements.prefix(named).map(text))
  }

  private static func more(_ count: Int) -> String { count > named ? " and \(count - named) more" : "" }

  /// Elements that came or went.
  private static func list(_ verb: String, _ values: [JSONValue]) -> String? {
    guard !values.isEmpty else { return nil }
    return values.prefix(named).map { "\(verb) \(code(ValueText.text($0)))" }.joined(separator: ", ")
      + more(values.count)
  }

  private static func block(_ change: Change) -> String {
    let signs: [Change.Action: String] = [.add: "➕", .remove: "➖", .update: "✏️", .rename: "🔀"]
    var text = "- \(signs[change.action] ?? "") \(code(change.name.path))"
    if let old = change.oldName { text += " was \(code(old.path))" }
    text += " \(escaped("\(change.place.file):\(change.place.line)"))"
    if let breaks = change.breaks { text += " — ⚠️ \(escaped(breaks))" }
    text += "\n"
    for field in change.fields.prefix(50) {
      text += "  - \(code(field.path)): "
      if let (added, removed) = ValueText.members(field.old, field.new) {
        text += [list("added", added), list("removed", removed)].compactMap { $0 }.joined(separator: ", ")
      } else {
        let old = field.old.map { code(ValueText.text($0, limit: 200)) } ?? "—"
        text += "\(old) → \(field.new.map { code(ValueText.text($0, limit: 200)) } ?? "—")"
      }
      if let breaks = field.breaks { text += " — ⚠️ \(escaped(breaks))" }
      text += "\n"
    }
    if change.fields.count > 50 { text += "  - … and \(change.fields.count - 50) more\n" }
    return text
  }

  /// A code span: longer than any run of backticks inside, and no break of a table's cell.
  private static func code(_ text: String) -> String {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let plain = text.replacing("\n", with: " ").replacing("\r", with: " ").replacing("|", with: "\\|")
    let pad = plain.hasPrefix("`") || plain.hasSuffix("`") ? " " : ""
    return fence + pad + plain + pad + fence
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "&", "@": result += "\\\(character)"
      case "\n", "\r", "\r\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
