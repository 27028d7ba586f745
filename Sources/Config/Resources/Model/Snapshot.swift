/// Everything one revision of a repository declares.
///
/// Invariant: immutable and whole; every reference in it resolves. Only `Loader` makes one, from a tree without
/// errors.
package struct Snapshot: Sendable, Hashable {
  /// The commit's id in hexadecimal, or `working-tree`.
  package var revision: String
  package var project: Project
  package var tenants: [String: Tenant]
  package var trunks: [ResourceName: Trunk]
  package var providers: [ResourceName: Provider]
  package var bots: [ResourceName: Bot]
  package var scenarios: [String: Scenario]
  package var ivrs: [ResourceName: Ivr] = [:]
  package var sinks: [ResourceName: Sink] = [:]
  package var knowledgeBases: [ResourceName: KnowledgeBase] = [:]
  package var tests: [ResourceName: TestCase] = [:]

  package init(
    revision: String, project: Project, tenants: [String: Tenant] = [:], trunks: [ResourceName: Trunk] = [:],
    providers: [ResourceName: Provider] = [:], bots: [ResourceName: Bot] = [:], scenarios: [String: Scenario] = [:]
  ) {
    self.revision = revision
    self.project = project
    self.tenants = tenants
    self.trunks = trunks
    self.providers = providers
    self.bots = bots
    self.scenarios = scenarios
  }

  /// The bot that answers the number, or nil. Numbers are compared exactly, a leading `+` apart.
  package func bot(number: String) -> Bot? {
    let plain = number.hasPrefix("+") ? number.dropFirst() : number[...]
    return bots.values.first { bot in
      bot.numbers.contains { ($0.hasPrefix("+") ? $0.dropFirst() : $0[...]) == plain }
    }
  }

  /// The bot of that name; nil where none or more than one tenant has it. `tenant/name` is exact.
  package func bot(named name: String) -> Bot? {
    let matches = bots.values.filter {
      $0.metadata.name == name || "\($0.metadata.tenant ?? "")/\($0.metadata.name)" == name
    }
    return matches.count == 1 ? matches.first : nil
  }

  package func scenario(of bot: Bot) -> Scenario? { bot.scenario.flatMap { scenarios[$0] } }

  /// The provider a bot's reference means: one of its tenant's, else the built-in of that name.
  package func provider(_ name: String, for bot: Bot) -> Provider? {
    if let own = providers[ResourceName(kind: .provider, tenant: bot.metadata.tenant, name: name)] { return own }
    guard let driver = Provider.Driver(rawValue: name), driver.isBuiltIn else { return nil }
    return Provider(metadata: Metadata(name: name, tenant: bot.metadata.tenant), driver: driver)
  }
}
