import Diagnostics
import JSON
import JSONSchema
import Resources
import Shapes
import YAMLTree

/// The rules of one test against the bot it calls and that bot's scenario.
struct TestRules {
  package let declaration: Declaration
  let repository: RepositoryRules
  /// Of the test's scenario, where that is sound.
  private let scenario: FieldReader?
  private var tools: [String: YAMLNode] = [:]
  private let names: ScenarioNames

  init(declaration: Declaration, repository: RepositoryRules) {
    self.declaration = declaration
    self.repository = repository
    let name = ResourceName(kind: .scenario, tenant: nil, name: declaration.name.scenario ?? "")
    let found = repository.byName[name].flatMap { $0.isSound ? $0 : nil }
    scenario = found?.spec
    names = ScenarioNames(found?.spec)
    for tool in scenario?["tools"].elements ?? [] {
      if let name = tool["name"].text, let node = tool.node { tools[name] = node }
    }
  }

  private var spec: FieldReader { declaration.spec }

  package func check(_ report: inout Report) {
    checkBot(&report)
    checkGiven(&report)
    checkModel(&report)
    var checks = 0
    for turn in spec["turns"].elements {
      checkTurn(turn, &report)
      checks += turn["hears"].exists || !(turn["expect"].node?.entries ?? []).isEmpty ? 1 : 0
    }
    if checks == 0, spec["always"].node == nil {
      report.add(
        .testChecksNothing, "the test expects nothing, so it cannot fail", declaration.nameRange,
        suggestion: "add `hears` or `expect` to a turn")
    }
    checkAudio(&report)
  }

  // MARK: The bot

  /// The bots the name may mean.
  private func bots(_ name: String) -> [Declaration] {
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    let tenants = parts.count == 2 ? [parts[0]] : repository.names(.tenant, tenant: nil)
    let plain = parts.last ?? name
    return tenants.compactMap { repository.byName[ResourceName(kind: .bot, tenant: $0, name: plain)] }
  }

  private func checkBot(_ report: inout Report) {
    guard let node = spec["bot"].node, let name = node.scalar?.text else { return }
    let found = bots(name)
    guard let bot = found.first else {
      let known = repository.names(.tenant, tenant: nil).flatMap { repository.names(.bot, tenant: $0) }
      return report.addUnknown(.testBot, "there is no bot `\(name)`", node.range, name: name, known: known)
    }
    guard found.count == 1 else {
      let tenants = found.compactMap(\.name.tenant).map { "`\($0)/\(name)`" }.joined(separator: " or ")
      return report.add(.testBot, "there are several bots `\(name)`", node.range, suggestion: "write \(tenants)")
    }
    let folder = declaration.name.scenario ?? ""
    if let other = bot.spec["scenario"].text, other != folder {
      report.add(
        .testScenario, "bot `\(name)` has the scenario `\(other)`, and the test lies in the folder of `\(folder)`",
        node.range, related: [related(bot, "scenario", "named here")])
    } else if bot.spec["scenario"].text == nil {
      report.add(.testScenario, "bot `\(name)` has no scenario to talk about", node.range)
    }
    checkNames(
      spec["given"]["variables"], among: KnownNames(bot.spec["variables"].entries.map(\.name)),
      "bot `\(name)` has no variable", &report)
    let targets = KnownNames(bot.spec["transfer"].entries.map(\.name))
    for turn in spec["turns"].elements {
      guard let target = turn["expect"]["transfer"].node else { continue }
      checkName(target, among: targets, "bot `\(name)` cannot transfer to", &report)
    }
  }

  private func related(_ other: Declaration, _ field: String, _ message: String) -> Diagnostic.Related {
    let range = other.spec[field].node?.range ?? other.nameRange
    return Diagnostic.Related(place: Report(file: other.path).place(range), message: message)
  }

  // MARK: Given and model

  private func checkGiven(_ report: inout Report) {
    if let today = spec["given"]["today"].node, let text = today.scalar?.text, !DayText.isDay(text) {
      report.add(.testMeasure, "`\(text.prefix(40))` is not a day such as `2026-01-05`", today.range)
    }
    if scenario != nil {
      checkNames(spec["given"]["tools"], among: toolNames, "there is no tool", &report)
    }
  }

  private func checkModel(_ report: inout Report) {
    let model = spec["model"]
    switch spec["brain"].text {
    case "scripted" where !model.exists:
      report.add(
        .testModel, "a scripted brain needs a `model`", spec["brain"].node?.range ?? declaration.nameRange)
    case "flow" where model.exists:
      report.add(
        .testModel, "the flow brain asks no language model",
        declaration.node["spec"]?.entry("model")?.nameRange
          ?? declaration.nameRange, suggestion: "leave out `model`, or write `brain: scripted`")
    default: break
    }
    for reply in model.elements {
      guard let node = reply.node else { continue }
      let answers = reply["says"].exists || reply["calls"].exists
      if answers == reply["fails"].exists {
        report.add(.testModel, "an answer has `says` and `calls`, or `fails`", node.range.startOnly)
      }
    }
  }

  // MARK: Turns

  private func checkTurn(_ turn: FieldReader, _ report: inout Report) {
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

  private func checkMatcher(_ node: YAMLNode, _ report: inout Report) {
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

  private func checkWords(_ node: YAMLNode, _ report: inout Report) {
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

  private var toolNames: KnownNames { names.tools }

  func checkName(_ node: YAMLNode, among known: KnownNames, _ message: String, _ report: inout Report) {
    guard let name = node.scalar?.text, !known.contains(name) else { return }
    report.addUnknown(.testReference, "\(message) `\(name)`", node.range, name: name, known: known)
  }

  func checkNames(_ map: FieldReader, among known: KnownNames, _ message: String, _ report: inout Report) {
    for entry in map.node?.entries ?? [] where !known.contains(entry.name) {
      report.addUnknown(.testReference, "\(message) `\(entry.name)`", entry.nameRange, name: entry.name, known: known)
    }
  }

  private func checkExpectation(_ expect: FieldReader, _ report: inout Report) {
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

  private func checkArguments(_ with: YAMLNode, of tool: String, _ report: inout Report) {
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

  private func checkOutcome(_ outcome: YAMLNode, _ report: inout Report) {
    guard let node = scenario?["outcome"].node, let schema = try? Schema(node.json) else { return }
    for field in outcome.entries ?? [] {
      // Of an object only a part may be expected, so what it lacks is no finding.
      guard field.value.entries == nil, let failure = schema.property(field.name)?.validate(field.value.json).first
      else { continue }
      report.add(
        .testValue, "`\(field.name)` of the outcome \(failure.message), so it is never this", field.value.range)
    }
  }

  private func checkSlot(_ entry: YAMLEntry, _ slot: FieldReader, _ report: inout Report) {
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

  // MARK: Audio

  private func checkAudio(_ report: inout Report) {
    for entry in spec["always"].node?.entries ?? [] {
      guard let text = entry.value.scalar?.text else { continue }
      let rest = text.hasPrefix("<") ? text.dropFirst().drop { $0 == " " } : ""
      if DurationText.parse(String(rest)) == nil {
        report.add(.testMeasure, "`\(text.prefix(40))` is no bound such as `< 800ms`", entry.value.range)
      }
    }
    for condition in spec["conditions"].elements {
      checkMeasure(condition["noise"]["snr"].node, unit: "dB", 0...100, "a ratio such as `15dB`", &report)
      checkMeasure(condition["network"]["loss"].node, unit: "%", 0...100, "a share such as `3%`", &report)
    }
  }

  private func checkMeasure(
    _ node: YAMLNode?, unit: String, _ range: ClosedRange<Double>, _ wanted: String, _ report: inout Report
  ) {
    guard let node, let text = node.scalar?.text else { return }
    let digits = text.hasSuffix(unit) ? text.dropLast(unit.count) : ""
    let isPlain = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    if isPlain, let value = Double(digits), range.contains(value) { return }
    report.add(.testMeasure, "`\(text.prefix(40))` is not \(wanted)", node.range)
  }
}

/// The names inside a scenario, each kind of them listed when it is first asked for.
private final class ScenarioNames {
  private let scenario: FieldReader?

  init(_ scenario: FieldReader?) { self.scenario = scenario }

  private(set) lazy var intents = names("intents")
  private(set) lazy var steps = names("steps")
  private(set) lazy var slots = names("slots")
  private(set) lazy var tools = KnownNames((scenario?["tools"].elements ?? []).compactMap { $0["name"].text })
  /// Fields of the outcome.
  private(set) lazy var outcome = KnownNames((scenario?["outcome"]["properties"].entries ?? []).map(\.name))

  private(set) lazy var slotNodes = Dictionary(
    (scenario?["slots"].node?.entries ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })

  private func names(_ field: String) -> KnownNames { KnownNames((scenario?[field].entries ?? []).map(\.name)) }
}

/// Days as `YYYY-MM-DD`.
enum DayText {
  static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0
    else { return false }
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && day >= 1 && day <= lengths[month - 1]
  }
}
