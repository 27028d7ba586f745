package import JSON

/// A change that a client wants judged or made.
package struct ProposedChange: Sendable {
  package enum Content: Sendable {
    /// A bundle of Git objects.
    case bundle([UInt8])
    /// The id of a commit that the server has.
    case commit(String)
  }
  /// How much may be deleted.
  package enum Prune: Sendable, Hashable {
    case count(Int)
    /// 0 to 1.
    case part(Double)

    /// `10%`, `3`, or empty for the standard 10 %.
    package init?(_ text: String) {
      if text.isEmpty || text == "true" {
        self = .part(0.1)
      } else if text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) {
        self = .part(percent / 100)
      } else if let count = Int(text), count >= 0 {
        self = .count(count)
      } else {
        return nil
      }
    }
  }
  package var content: Content
  /// The revision that `If-Match` names.
  package var expected: Int?
  /// The commit of that revision, as `X-Voicebot-Base` names it; nil takes any.
  package var expectedCommit: String?
  /// Nil deletes nothing.
  package var prune: Prune?
  package var message = ""
  package var isRehearsal = false
}

/// The API's view of the configuration. Each answer is a JSON object that an identity may see.
package protocol ConfigurationOperations: Sendable {
  /// The live revision's number, for ETags; nil where none is live.
  func liveRevision() async -> Int?
  func revisions(limit: Int, before: Int?, for identity: Identity) async throws(AdminFailure) -> JSONValue
  /// The revision of that number, or the live one.
  func revision(_ number: Int?, for identity: Identity) async throws(AdminFailure) -> JSONValue
  func files(_ number: Int?, for identity: Identity) async throws(AdminFailure) -> JSONValue
  func plan(_ change: ProposedChange, by identity: Identity) async throws(AdminFailure) -> JSONValue
  func apply(_ change: ProposedChange, by identity: Identity) async throws(AdminFailure) -> JSONValue
  func rollback(
    to target: Int?, expected: Int?, message: String, by identity: Identity
  ) async throws(AdminFailure) -> JSONValue
  func suspend(reason: String, by identity: Identity) async throws(AdminFailure) -> JSONValue
  func resume(by identity: Identity) async throws(AdminFailure) -> JSONValue
  func resources(kind: String?, tenant: String?, for identity: Identity) async throws(AdminFailure) -> JSONValue
  func resource(
    kind: String, tenant: String?, name: String, for identity: Identity
  ) async throws(AdminFailure) -> JSONValue
  /// Somebody says that the followed repository moved.
  func sourceMoved() async
}
