/// A resource's place in a repository: its kind, the tenant or the scenario it belongs to, and its name.
package struct ResourceName: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case project = "Project"
    case tenant = "Tenant"
    case trunk = "Trunk"
    case provider = "Provider"
    case bot = "Bot"
    case ivr = "Ivr"
    case sink = "Sink"
    case scenario = "Scenario"
    case knowledgeBase = "KnowledgeBase"
    case test = "Test"

    /// Whether resources of the kind belong to a tenant; a KnowledgeBase in the folder of a scenario belongs to that.
    package var hasTenant: Bool {
      switch self {
      case .trunk, .provider, .bot, .ivr, .sink, .knowledgeBase: true
      case .project, .tenant, .scenario, .test: false
      }
    }
  }
  package var kind: Kind
  /// Nil for the Project and for what every tenant may use.
  package var tenant: String?
  /// The folder of the scenario that a Test, or a KnowledgeBase without a tenant, belongs to.
  package var scenario: String?
  package var name: String
  package init(kind: Kind, tenant: String?, scenario: String? = nil, name: String) {
    self.kind = kind
    self.tenant = tenant
    self.scenario = scenario
    self.name = name
  }
  package var description: String { "\(kind.rawValue) \((tenant ?? scenario).map { "\($0)/" } ?? "")\(name)" }
}

package struct Metadata: Sendable, Hashable {
  package var name: String
  /// Nil for the Project and for scenarios, which every tenant may use.
  package var tenant: String?
  package var labels: [String: String] = [:]
  package var annotations: [String: String] = [:]
  package init(name: String, tenant: String? = nil) {
    self.name = name
    self.tenant = tenant
  }
}

/// Where a secret lives; its value never enters a resource.
package enum SecretReference: Sendable, Hashable {
  case environment(String)
  case file(String)
}
