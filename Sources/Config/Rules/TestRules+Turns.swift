import Diagnostics
import JSON
import JSONSchema
import Resources
import Shapes
import YAMLTree

/// What is said in a turn, and what must come of it.
extension TestRules {
  func checkTurn(_ turn: FieldReader, _ report: inout Report) {
    guard let node = turn.node, let entries = node.entries else { return }
    let actions = entries.filter { ["says", "presses", "silence", "interrupts"].contains($0.name) }
    if actions.count > 1 {
      report.add(
        .testTurn, "a turn is one thing the caller does; `\(actions[1].name)` is a second", actions[1].nameRange,
        suggestion: "begin another turn")
    } else if actions.isEmpty, !turn["hears"].exists, !turn["expect"].exists {
      report.add(.testTurn, "the turn neither does nor expects anything", node.range.startOnly)
    }
    if actions.isEmpty, let times = node.entry("times") {
      report.add(.testTurn, "`times` repeats what the caller does, and there is nothing here", times.nameRange)
    }
    if let keys = turn["presses"].node, let text = keys.scalar?.text {
      if text.utf8.count > 64 || !text.utf8.allSatisfy({ "0123456789*#ABCD".utf8.contains($0) }) {
        report.add(.testTurn, "`\(text.prefix(80))` is not keys: 0 to 9, `*`, `#`, A to D", keys.range)
      }
    }
    if let hears = turn["hears"].node { checkMatcher(hears, &report) }
    checkExpectation(turn["expect"], &report)
  }

  func checkMatcher(_ node: YAMLNode, _ report: inout Report) {
    let kinds = ["contains", "equals", "matches", "any", "not"]
    if node.scalar != nil { return checkWords(node, &report) }
    guard let entries = node.entries, let entry = entries.first, entries.count == 1 else {
      return report.add(
        .testMatcher, "is a text, or one of \(kinds.map { "`\($0)`" }.joined(separator: ", "))", node.range.startOnly)
    }
    switch entry.name {
    case "any":
      guard let elements = entry.value.elements, !elements.isEmpty else {
        return report.add(.testMatcher, "`any` is a list", entry.nameRange)
      }
      for element in elements { checkMatcher(element, &report) }
    case "not": checkMatcher(entry.value, &report)
    case "contains", "equals": checkWords(entry.value, &report)
    case "matches":
      checkWords(entry.value, &report)
      guard let text = entry.value.scalar?.text else { return }
      do { try Pattern.check(text) } catch {
        report.add(.testMatcher, error.message, entry.value.range(offset: error.offset, count: 1))
      }
    default:
      report.addUnknown(
        .testMatcher, "`\(entry.name)` is no way to compare texts", entry.nameRange, name: entry.name, known: kinds)
    }
  }

  func checkWords(_ node: YAMLNode, _ report: inout Report) {
    guard let scalar = node.scalar else {
      return report.add(.testMatcher, "must be a text, not \(node.kindText)", node.range.startOnly)
    }
    if scalar.resolved != .string {
      let quoted = YAMLScalarText.quoted(scalar.text)
      report.add(
        .unquoted, "`\(scalar.text)` is not read as a text", node.range, suggestion: "write `\(quoted)`",
        replacement: quoted)
    } else if !scalar.text.unicodeScalars.contains(where: {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }) {
      report.add(.testMatcher, "has no words to compare", node.range)
    }
  }

  // MARK: Names

  var toolNames: KnownNames { names.tools }

  func checkName(_ node: YAMLNode, among known: KnownNames, _ message: String, _ report: inout Report) {
    guard let name = node.scalar?.text, !known.contains(name) else { return }
    report.addUnknown(.testReference, "\(message) `\(name)`", node.range, name: name, known: known)
  }

  func checkNames(_ map: FieldReader, among known: KnownNames, _ message: String, _ report: inout Report) {
    for entry in map.node?.entries ?? [] where !known.contains(entry.name) {
      report.addUnknown(.testReference, "\(message) `\(entry.name)`", entry.nameRange, name: entry.name, known: known)
    }
  }

  func checkExpectation(_ expect: FieldReader, _ report: inout Report) {
    guard let entries = expect.node?.entries else { return }
    if let with = expect.node?.entry("with"), !expect["tool"].exists {
      report.add(.testTurn, "`with` needs a `tool`", with.nameRange)
    }
    if expect["tool"].exists, expect["noTool"].boolean == true, let node = expect.node?.entry("noTool") {
      report.add(.testTurn, "no tool and a tool cannot both be expected", node.nameRange)
    }
    guard scenario != nil else { return }
    for entry in entries {
      switch entry.name {
      case "intent": checkName(entry.value, among: names.intents, "there is no intent", &report)
      case "step": checkName(entry.value, among: names.steps, "there is no step", &report)
      case "tool": checkName(entry.value, among: toolNames, "there is no tool", &report)
      case "noTool" where FieldReader(entry.value).boolean == nil:
        checkName(entry.value, among: toolNames, "there is no tool", &report)
      case "with": checkArguments(entry.value, of: expect["tool"].text ?? "", &report)
      case "slots":
        checkNames(FieldReader(entry.value), among: names.slots, "there is no slot", &report)
        for slot in entry.value.entries ?? [] { checkSlot(slot, FieldReader(names.slotNodes[slot.name]), &report) }
      case "outcome":
        let known = names.outcome
        if !known.ordered.isEmpty {
          checkNames(FieldReader(entry.value), among: known, "the outcome has no field", &report)
          checkOutcome(entry.value, &report)
        }
      default: break
      }
    }
  }

  // MARK: Values

  func checkArguments(_ with: YAMLNode, of tool: String, _ report: inout Report) {
    guard let parameters = tools[tool]?["parameters"], let schema = try? Schema(parameters.json) else { return }
    for argument in with.entries ?? [] {
      guard let property = schema.property(argument.name) else {
        if !schema.acceptsOtherProperties {
          report.addUnknown(
            .testReference, "tool `\(tool)` has no parameter `\(argument.name)`", argument.nameRange,
            name: argument.name, known: schema.propertyNames)
        }
        continue
      }
      // Of an object only a part may be expected, so what it lacks is no finding.
      guard argument.value.entries == nil, let failure = property.validate(argument.value.json).first else { continue }
      report.add(
        .testValue, "`\(argument.name)` of tool `\(tool)` \(failure.message), so it is never this",
        argument.value.range)
    }
  }

  func checkOutcome(_ outcome: YAMLNode, _ report: inout Report) {
    guard let node = scenario?["outcome"].node, let schema = try? Schema(node.json) else { return }
    for field in outcome.entries ?? [] {
      // Of an object only a part may be expected, so what it lacks is no finding.
      guard field.value.entries == nil, let failure = schema.property(field.name)?.validate(field.value.json).first
      else { continue }
      report.add(
        .testValue, "`\(field.name)` of the outcome \(failure.message), so it is never this", field.value.range)
    }
  }

  func checkSlot(_ entry: YAMLEntry, _ slot: FieldReader, _ report: inout Report) {
    guard slot.exists, entry.value.json != .null else { return }
    let value = FieldReader(entry.value)
    let problem: String?
    switch Scenario.SlotType(slot) {
    case .enumeration(let values):
      let isOne = values.contains { $0.value == value.text } && entry.value.scalar?.resolved == .string
      problem = isOne || slot["many"].boolean == true ? nil : "is not one of its values"
      if problem != nil, let text = value.text {
        return report.addUnknown(
          .testValue, "slot `\(entry.name)` is never `\(text)`", entry.value.range, name: text,
          known: values.map(\.value))
      }
    case .integer(let minimum, let maximum):
      problem = value.integer.map { $0 >= minimum ?? .min && $0 <= maximum ?? .max } ?? false ? nil : "is out of range"
    case .number(let minimum, let maximum):
      problem =
        value.number.map { $0 >= minimum ?? -.infinity && $0 <= maximum ?? .infinity } ?? false
        ? nil : "is out of range"
    case .boolean: problem = value.boolean == nil ? "is not true or false" : nil
    case .digits(let count):
      let isText = entry.value.scalar?.resolved == .string
      problem = !isText || count.map { $0 != value.text?.utf8.count } ?? false ? "has not its digits, in quotes" : nil
    case .date: problem = DayText.isDay(value.text ?? "") ? nil : "is not a day such as `2026-01-05`"
    case .phone, .time, .name, .text: problem = entry.value.scalar?.resolved == .string ? nil : "is not a text"
    }
    if let problem {
      report.add(.testValue, "slot `\(entry.name)`: `\(value.text ?? "this")` \(problem)", entry.value.range)
    }
  }
}
