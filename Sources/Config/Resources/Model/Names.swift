/// A resource's place in a repository: its kind, tenant (nil for those that belong to none) and name.
package struct ResourceName: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case project = "Project"
    case tenant = "Tenant"
    case trunk = "Trunk"
    case provider = "Provider"
    case bot = "Bot"
    case scenario = "Scenario"
  }
  package var kind: Kind
  package var tenant: String?
  package var name: String
  package init(kind: Kind, tenant: String?, name: String) {
    self.kind = kind
    self.tenant = tenant
    self.name = name
  }
  package var description: String { "\(kind.rawValue) \(tenant.map { "\($0)/" } ?? "")\(name)" }
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
