import Diagnostics
import Resources
import YAMLTree

/// The rules of one bot against the rest of the repository.
struct BotRules {
  let declaration: Declaration
  let repository: RepositoryRules

  var spec: YAMLNode { declaration.node["spec"] ?? declaration.node }
  private var providers: ProviderRules { ProviderRules(repository: repository, tenant: declaration.name.tenant) }

  func check(_ report: inout Report) {
    providers.check(spec["speechToText"], "speechToText", .speechToText, &report)
    providers.check(spec["brain"], "brain", .brain, &report)
    providers.check(spec["voice"], "voice", .voice, &report)
    checkScenario(&report)
    checkTexts(&report)
    checkTiming(&report)
    checkDiversions(&report)
    checkTimeZone(&report)
    checkKnowledge(&report)
    checkRollout(&report)
    TransferRules(declaration: declaration, repository: repository).check(&report)
    checkSilence(&report)
    checkTurns(&report)
    checkLimits(&report)
    checkLanguage(&report)
    checkTransfers(&report)
    checkCapabilities(&report)
    FailureRules(declaration: declaration, repository: repository).check(&report)
    NumberRules.check(declaration, repository, &report)
  }

  /// The tenant's provider of that name; nil for the built-in ones.
  func provider(_ name: String) -> Declaration? {
    repository.byName[ResourceName(kind: .provider, tenant: declaration.name.tenant, name: name)]
  }

  /// The provider that a field has, by itself, by its tenant or by the language.
  func providerName(_ field: String) -> String {
    declaration.spec[field]["provider"].text
      ?? repository.defaults(of: declaration.name.tenant)[field]["provider"].text
      ?? (field == "brain" ? "flow" : "local")
  }

  func driver(_ name: String) -> Provider.Driver? { providers.driver(name) }

  private func checkTimeZone(_ report: inout Report) {
    guard let node = spec["hours"]?["timezone"], let name = node.scalar?.text, !TimeZoneNames.contains(name) else {
      return
    }
    let match = report.closest(name, among: TimeZoneNames.all)
    report.add(
      .unknownTimeZone, "`\(name)` is no time zone that is known here", node.range,
      suggestion: match.map { "did you mean `\($0)`?" } ?? "write one such as `Europe/Berlin`")
  }

  private func checkScenario(_ report: inout Report) {
    guard let node = spec["scenario"], let name = node.scalar?.text else {
      let defaults = repository.defaults(of: declaration.name.tenant)
      let brain = spec["brain"]?["provider"]?.scalar?.text ?? defaults["brain"]["provider"].text ?? "flow"
      if providers.driver(brain) != .echo {
        report.add(
          .noScenario, "the bot has no scenario", declaration.nameRange,
          suggestion: "only a bot whose brain is `echo` needs none")
      }
      return
    }
    guard let scenario = repository.byName[ResourceName(kind: .scenario, tenant: nil, name: name)] else {
      // What is wrong with its file is told there.
      if repository.index.isUnreadable(scenario: name) { return report.noteError() }
      return report.addUnknown(
        .unknownScenario, "there is no scenario `\(name)`", node.range, name: name,
        known: repository.names(.scenario, tenant: nil))
    }
    guard scenario.isSound else { return }
    let variables = Set((spec["variables"]?.entries ?? []).map(\.name))
    for need in scenario.needs.variables where !variables.contains(need.name) {
      report.add(
        .unknownVariable, "scenario `\(name)` uses the variable `\(need.name)`, which this bot does not define",
        node.range, related: [Diagnostic.Related(place: need.place, message: "used here")])
    }
    let targets = Set((spec["transfer"]?.entries ?? []).map(\.name))
    for need in scenario.needs.transfers where !targets.contains(need.name) {
      report.add(
        .unknownTransfer, "scenario `\(name)` transfers to `\(need.name)`, which this bot does not define",
        node.range, related: [Diagnostic.Related(place: need.place, message: "named here")])
    }
    let known = Set((spec["knowledge"]?.elements ?? []).compactMap { $0.scalar?.text })
    for need in scenario.needs.knowledge where !known.contains(need.name) {
      guard repository.byName[ResourceName(kind: .knowledgeBase, tenant: nil, scenario: name, name: need.name)] == nil
      else { continue }
      report.add(
        .unknownKnowledgeBase,
        "scenario `\(name)` answers from `\(need.name)`, which is neither in its folder nor in this bot's `knowledge`",
        node.range, related: [Diagnostic.Related(place: need.place, message: "named here")])
    }
  }

  private func checkTexts(_ report: inout Report) {
    let turns = spec["turns"]
    var texts = [spec["greeting"], spec["recording"]?["announce"]]
    texts += [spec["onFailure"]?["say"], spec["hours"]?["closed"]?["say"]]
    texts += (turns?["silence"]?.elements ?? []).map { $0["say"] }
    texts += turns?["filler"]?["say"]?.elements ?? []
    let variables = (spec["variables"]?.entries ?? []).map(\.name)
    let known = KnownNames(variables)
    for node in texts { report.checkVariables(node, known: known) }
    let scenario = spec["scenario"]?.scalar.flatMap { name in
      repository.byName[ResourceName(kind: .scenario, tenant: nil, name: name.text)]
    }
    let slots = scenario?.spec["slots"].entries.map(\.name) ?? []
    let shown = slots.isEmpty ? known : KnownNames(variables + slots)
    for target in spec["transfer"]?.entries ?? [] {
      report.checkVariables(target.value["screen"], known: shown)
    }
  }

  private func checkTiming(_ report: inout Report) {
    let delays = FieldReader(spec)["turns"]["endpointing"]
    let turns = Bot.Turns.Endpointing()
    let least = delays["minDelay"].duration ?? turns.minDelay
    let most = delays["maxDelay"].duration ?? turns.maxDelay
    if least > most, let node = (delays["maxDelay"].node ?? delays["minDelay"].node) {
      report.add(.outOfRange, "`maxDelay` is less than `minDelay`", node.range)
    }
  }

  private func checkDiversions(_ report: inout Report) {
    let targets = KnownNames((spec["transfer"]?.entries ?? []).map(\.name))
    for node in [spec["onFailure"], spec["hours"]?["closed"]] {
      repository.checkName(node?["ivr"], .ivr, tenant: declaration.name.tenant, .unknownIvr, &report)
      report.checkTransfer(node?["transfer"], among: targets)
    }
  }

  private func checkKnowledge(_ report: inout Report) {
    let scenario = spec["scenario"]?.scalar?.text
    for node in spec["knowledge"]?.elements ?? [] {
      guard let name = node.scalar?.text else { continue }
      let places = [
        ResourceName(kind: .knowledgeBase, tenant: declaration.name.tenant, name: name),
        ResourceName(kind: .knowledgeBase, tenant: nil, scenario: scenario, name: name),
      ]
      guard !places.contains(where: { repository.byName[$0] != nil }) else { continue }
      report.addUnknown(
        .unknownKnowledgeBase, "there is no knowledge base `\(name)`", node.range, name: name,
        known: repository.names(.knowledgeBase, tenant: declaration.name.tenant)
          + repository.names(.knowledgeBase, tenant: nil, scenario: scenario))
    }
  }

  private func checkRollout(_ report: inout Report) {
    var last = 0
    for step in spec["rollout"]?["steps"]?.elements ?? [] {
      guard let node = step["weight"], let weight = FieldReader(node).integer else { continue }
      if weight <= last {
        report.add(.outOfRange, "the weight is not more than that of the step before", node.range)
      }
      last = weight
    }
  }
}
