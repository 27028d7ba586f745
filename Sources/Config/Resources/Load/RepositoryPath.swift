/// What a path in the repository holds.
enum RepositoryPath: Equatable {
  case project
  /// `tenant` is the folder under `bots/`; nil for a file directly in it.
  case bots(tenant: String?)
  /// `isMain` for the file that must hold the scenario; others may be anything.
  case scenario(name: String, isMain: Bool)

  init?(_ path: String) {
    if path == "voicebot.yaml" {
      self = .project
      return
    }
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }) else { return nil }
    switch parts[0] {
    case "bots" where parts.count == 2: self = .bots(tenant: nil)
    case "bots" where parts.count > 2: self = .bots(tenant: String(parts[1]))
    case "scenarios" where parts.count == 3:
      self = .scenario(name: String(parts[1]), isMain: parts[2] == "scenario.yaml")
    default: return nil
    }
  }

  func accepts(_ kind: ResourceName.Kind) -> Bool {
    switch (self, kind) {
    case (.project, .project), (.scenario, .scenario): true
    case (.bots, .tenant), (.bots, .trunk), (.bots, .provider), (.bots, .bot): true
    default: false
    }
  }

  static func home(of kind: ResourceName.Kind) -> String {
    switch kind {
    case .project: "voicebot.yaml"
    case .tenant: "bots/<tenant>/tenant.yaml"
    case .trunk, .provider, .bot: "bots/<tenant>/"
    case .scenario: "scenarios/<name>/scenario.yaml"
    }
  }
}
