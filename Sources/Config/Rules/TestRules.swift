import Diagnostics
import JSON
import JSONSchema
import Resources
import Shapes
import YAMLTree

/// The rules of one test against the bot it calls and that bot's scenario.
struct TestRules {
  let declaration: Declaration
  let repository: RepositoryRules
  /// Of the test's scenario, where that is sound.
  let scenario: FieldReader?
  var tools: [String: YAMLNode] = [:]
  let names: ScenarioNames

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

  var spec: FieldReader { declaration.spec }

  func check(_ report: inout Report) {
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
  func bots(_ name: String) -> [Declaration] {
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    let tenants = parts.count == 2 ? [parts[0]] : repository.names(.tenant, tenant: nil)
    let plain = parts.last ?? name
    return tenants.compactMap { repository.byName[ResourceName(kind: .bot, tenant: $0, name: plain)] }
  }

  func checkBot(_ report: inout Report) {
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

  func related(_ other: Declaration, _ field: String, _ message: String) -> Diagnostic.Related {
    let range = other.spec[field].node?.range ?? other.nameRange
    return Diagnostic.Related(place: Report(file: other.path).place(range), message: message)
  }

  // MARK: Given and model

  func checkGiven(_ report: inout Report) {
    if let today = spec["given"]["today"].node, let text = today.scalar?.text, !DayText.isDay(text) {
      report.add(.testMeasure, "`\(text.prefix(40))` is not a day such as `2026-01-05`", today.range)
    }
    if scenario != nil {
      checkNames(spec["given"]["tools"], among: toolNames, "there is no tool", &report)
    }
  }

  func checkModel(_ report: inout Report) {
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

  // MARK: Audio

  func checkAudio(_ report: inout Report) {
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

  func checkMeasure(
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
final class ScenarioNames {
  let scenario: FieldReader?

  init(_ scenario: FieldReader?) { self.scenario = scenario }

  private(set) lazy var intents = names("intents")
  private(set) lazy var steps = names("steps")
  private(set) lazy var slots = names("slots")
  private(set) lazy var tools = KnownNames((scenario?["tools"].elements ?? []).compactMap { $0["name"].text })
  /// Fields of the outcome.
  private(set) lazy var outcome = KnownNames((scenario?["outcome"]["properties"].entries ?? []).map(\.name))

  private(set) lazy var slotNodes = Dictionary(
    (scenario?["slots"].node?.entries ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })

  func names(_ field: String) -> KnownNames { KnownNames((scenario?[field].entries ?? []).map(\.name)) }
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
