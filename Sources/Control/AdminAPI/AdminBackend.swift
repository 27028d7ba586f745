package import EventLog
package import JSON

/// What the API tells of and acts on. Closures are called on no particular thread and may be called at once.
package struct AdminBackend: Sendable {
  package var log: EventLog
  /// The answer of `/v1/status`.
  package var status: @Sendable (Identity) async -> JSONValue
  /// An element's `tenant` says who may see it, as in `calls` and `call`.
  package var bots: @Sendable () async -> [JSONValue]
  package var calls: @Sendable () async -> [JSONValue]
  /// Nil where no such call is in progress.
  package var call: @Sendable (_ id: String) async -> JSONValue?
  /// False where no such call is in progress.
  package var hangUp: @Sendable (_ id: String) async -> Bool
  /// Nil where the configuration cannot be changed here.
  package var configuration: (any ConfigurationOperations)?
  package var access: AdminAccess
  /// What signs the notices of the followed repository's host; nil takes them unsigned.
  package var webhookSecret: [UInt8]?

  package init(
    log: EventLog,
    status: @escaping @Sendable (Identity) async -> JSONValue = { _ in [:] },
    bots: @escaping @Sendable () async -> [JSONValue] = { [] },
    calls: @escaping @Sendable () async -> [JSONValue] = { [] },
    call: @escaping @Sendable (_ id: String) async -> JSONValue? = { _ in nil },
    hangUp: @escaping @Sendable (_ id: String) async -> Bool = { _ in false },
    configuration: (any ConfigurationOperations)? = nil, access: AdminAccess = AdminAccess(),
    webhookSecret: [UInt8]? = nil
  ) {
    self.log = log
    self.status = status
    self.bots = bots
    self.calls = calls
    self.call = call
    self.hangUp = hangUp
    self.configuration = configuration
    self.access = access
    self.webhookSecret = webhookSecret
  }
}
