package import Diagnostics

/// A rule of the project over its resources.
package struct Policy: Sendable, Hashable {
  package enum Rule: Sendable, Hashable {
    /// A bot that records announces it.
    case recordingConsent(required: Bool)
    /// A tenant keeps recordings no longer.
    case retention(maximum: Duration)
    /// Transfers lead to these prefixes, or these hosts.
    case transferPrefixes(allow: [String], hosts: [String])
    /// Bots use these providers only.
    case audioProviders(allow: [String])
    /// Commits are signed; `signers` is a file of the repository.
    case signedCommits(required: Bool, signers: String?)
    /// These files and kinds are changed by these people only.
    case owners(paths: [String], kinds: [ResourceName.Kind], people: [String])
  }

  /// An exception, until the end of its last day.
  package struct Waiver: Sendable, Hashable {
    package var resource: String
    package var reason: String
    package var expires: CivilDate
    package init(resource: String, reason: String, expires: CivilDate) {
      self.resource = resource
      self.reason = reason
      self.expires = expires
    }
  }

  package var name: String
  package var severity: Diagnostic.Severity
  package var owner: String
  /// Nil is every tenant.
  package var tenants: Set<String>?
  package var rule: Rule
  package var waivers: [Waiver]

  package init(
    name: String, severity: Diagnostic.Severity = .error, owner: String, tenants: Set<String>? = nil, rule: Rule,
    waivers: [Waiver] = []
  ) {
    self.name = name
    self.severity = severity
    self.owner = owner
    self.tenants = tenants
    self.rule = rule
    self.waivers = waivers
  }

  /// Whether it is about who made a change, not about what came of it.
  package var judgesChanges: Bool { if case .owners = rule { true } else { false } }

  /// The code its findings have.
  package var code: DiagnosticCode {
    switch rule {
    case .recordingConsent: .recordingConsent
    case .retention: .retentionCeiling
    case .transferPrefixes: .transferPrefix
    case .audioProviders: .audioProvider
    case .signedCommits: .unsignedCommit
    case .owners: .notOwner
    }
  }
}

/// What was found out about the signature of the commit that is loaded.
package enum CommitSignature: Sendable, Hashable {
  case missing
  /// It is there and wrong, or by somebody unknown; with what was found.
  case untrusted(String)
  case trusted(signer: String)
}
