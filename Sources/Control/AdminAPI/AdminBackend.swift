package import EventLog
package import JSON

/// What the API tells of and acts on. Closures are called on no particular thread and may be called at once.
package struct AdminBackend: Sendable {
  package var log: EventLog
  /// The answer of `/v1/status`.
  package var status: @Sendable () async -> JSONValue
  package var bots: @Sendable () async -> [JSONValue]
  package var calls: @Sendable () async -> [JSONValue]
  /// Nil where no such call is in progress.
  package var call: @Sendable (_ id: String) async -> JSONValue?
  /// False where no such call is in progress.
  package var hangUp: @Sendable (_ id: String) async -> Bool

  package init(
    log: EventLog,
    status: @escaping @Sendable () async -> JSONValue = { [:] },
    bots: @escaping @Sendable () async -> [JSONValue] = { [] },
    calls: @escaping @Sendable () async -> [JSONValue] = { [] },
    call: @escaping @Sendable (_ id: String) async -> JSONValue? = { _ in nil },
    hangUp: @escaping @Sendable (_ id: String) async -> Bool = { _ in false }
  ) {
    self.log = log
    self.status = status
    self.bots = bots
    self.calls = calls
    self.call = call
    self.hangUp = hangUp
  }
}
