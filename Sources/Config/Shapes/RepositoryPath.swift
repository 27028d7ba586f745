package import Resources

/// What a path in the repository holds.
package enum RepositoryPath: Equatable {
  case project
  /// `tenant` is the folder under `bots/`; nil for a file directly in it.
  case bots(tenant: String?)
  /// `isMain` for the file that must hold the scenario; others may be anything.
  case scenario(name: String, isMain: Bool)
  /// A conversation test of the scenario, in `tests/` or deeper in it.
  case test(scenario: String)
  /// What one environment changes. It declares no resource.
  case environment(name: String)
  /// Deeper in the folder of a scenario: no place for a resource, which is told if there is one.
  case elsewhere

  package init?(_ path: String) {
    if path == "voicebot.yaml" {
      self = .project
      return
    }
    let ending = path.suffix(5).lowercased()
    guard ending == ".yaml" || ending.hasSuffix(".yml") else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }) else { return nil }
    switch parts[0] {
    case "bots" where parts.count == 2: self = .bots(tenant: nil)
    case "bots" where parts.count > 2: self = .bots(tenant: String(parts[1]))
    case "scenarios" where parts.count == 3:
      self = .scenario(name: String(parts[1]), isMain: parts[2] == "scenario.yaml")
    case "scenarios" where parts.count >= 4 && parts[2] == "tests": self = .test(scenario: String(parts[1]))
    case "scenarios" where parts.count != 3: self = .elsewhere
    case "environments" where parts.count == 2:
      self = .environment(name: String(parts[1].prefix { $0 != "." }))
    default: return nil
    }
  }

  package func accepts(_ kind: ResourceName.Kind) -> Bool {
    switch (self, kind) {
    case (.project, .project), (.scenario, .scenario), (.scenario, .knowledgeBase), (.test, .test): true
    case (.bots, .tenant), (.bots, .trunk), (.bots, .provider), (.bots, .bot): true
    case (.bots, .ivr), (.bots, .sink), (.bots, .knowledgeBase): true
    default: false
    }
  }

  package static func home(of kind: ResourceName.Kind) -> String {
    switch kind {
    case .project: "voicebot.yaml"
    case .tenant: "bots/<tenant>/tenant.yaml"
    case .trunk, .provider, .bot, .ivr, .sink: "bots/<tenant>/"
    case .scenario: "scenarios/<name>/scenario.yaml"
    case .knowledgeBase: "bots/<tenant>/ or scenarios/<name>/"
    case .test: "scenarios/<name>/tests/"
    }
  }
}
