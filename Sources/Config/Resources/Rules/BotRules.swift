import YAMLTree

/// The rules of one bot against the rest of the repository.
struct BotRules {
  let declaration: Declaration
  let repository: RepositoryRules

  var spec: YAMLNode { declaration.node["spec"] ?? declaration.node }

  func check(_ report: inout Report) {
    for field in ["speechToText", "brain", "voice"] { checkProviders(field, &report) }
    checkScenario(&report)
    checkTexts(&report)
    checkTiming(&report)
    checkSilence(&report)
    checkTurns(&report)
    checkLimits(&report)
    checkLanguage(&report)
    checkNumbers(&report)
    checkTransfers(&report)
  }

  /// The tenant's provider of that name; nil for the built-in ones.
  func provider(_ name: String) -> Declaration? {
    repository.byName[ResourceName(kind: .provider, tenant: declaration.name.tenant, name: name)]
  }

  func driver(_ name: String) -> Provider.Driver? {
    if let own = provider(name) { return own.spec["driver"].text.flatMap(Provider.Driver.init(rawValue:)) }
    return Provider.Driver(rawValue: name).flatMap { $0 == .openAIChat ? nil : $0 }
  }

  private func checkProviders(_ field: String, _ report: inout Report) {
    guard let pinned = spec[field] else { return }
    let fitting = ProviderRules.drivers(for: field)
    for node in [pinned["provider"]].compactMap({ $0 }) + (pinned["fallback"]?.elements ?? []) {
      guard let name = node.scalar?.text else { continue }
      guard let driver = driver(name) else {
        let known = repository.names(.provider, tenant: declaration.name.tenant) + fitting.map(\.rawValue)
        let key = ResourceName(kind: .provider, tenant: declaration.name.tenant, name: name)
        if repository.byName[key] == nil {
          report.addUnknown(
            .unknownProvider, "there is no provider `\(name)`", node.range, name: name,
            known: known.filter { $0 != "openai-chat" })
        }
        continue
      }
      if !fitting.contains(driver) {
        let names = fitting.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        report.add(
          .wrongDriver, "provider `\(name)` (driver `\(driver.rawValue)`) cannot be used for `\(field)`", node.range,
          suggestion: "needs driver \(names)")
      }
    }
  }

  private func checkScenario(_ report: inout Report) {
    guard let node = spec["scenario"], let name = node.scalar?.text else {
      let brain = spec["brain"]?["provider"]?.scalar?.text ?? "flow"
      if driver(brain) != .echo {
        report.add(
          .noScenario, "the bot has no scenario", declaration.nameRange,
          suggestion: "only a bot whose brain is `echo` needs none")
      }
      return
    }
    guard let scenario = repository.byName[ResourceName(kind: .scenario, tenant: nil, name: name)] else {
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
  }

  private func checkTexts(_ report: inout Report) {
    let turns = spec["turns"]
    var texts = [spec["greeting"], spec["recording"]?["announce"]]
    texts += (turns?["silence"]?.elements ?? []).map { $0["say"] }
    texts += turns?["filler"]?["say"]?.elements ?? []
    let known = (spec["variables"]?.entries ?? []).map(\.name)
    for node in texts {
      guard let node, let text = node.scalar?.text else { continue }
      let (found, problem) = Template.references(in: text)
      for reference in found where !known.contains(reference.name) {
        let match = Closest.match(reference.name, among: known)
        report.add(
          .unknownVariable, "there is no variable `\(reference.name)`",
          node.range(offset: reference.offset, count: reference.count),
          suggestion: match.map { "did you mean `{{\($0)}}`?" })
      }
      if let problem {
        report.add(.badTemplate, problem.message, node.range(offset: problem.offset, count: 2))
      }
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

  private func checkNumbers(_ report: inout Report) {
    for node in spec["numbers"]?.elements ?? [] {
      guard let text = node.scalar?.text, let first = repository.numbers.place(of: text),
        first != report.place(node.range)
      else { continue }
      report.add(
        .numberTwice, "number `\(text)` is answered twice", node.range,
        related: [Diagnostic.Related(place: first, message: "the first is here")])
    }
  }
}
