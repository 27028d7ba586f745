package import JSON
import Store

/// A commit that a client wants live.
package struct ChangeRequest: Sendable {
  package enum Content: Sendable {
    /// What `RevisionFiles` can unpack.
    case bundle([UInt8])
    /// A commit that is kept, or that the followed repository has.
    case commit(String)
  }
  package var content: Content
  /// The revision it was made for; nil takes the live one.
  package var expected: Int?
  /// The commit of that revision, where it is known; nil takes any.
  package var expectedCommit: String?
  package var prune = RevisionMachine.PruneRule.never
  package var message = ""
  package var by: String
  /// Only resources of these tenants may change; nil is all.
  package var tenants: Set<String>?
  package var isRehearsal = false
  /// It goes back to a revision that was live.
  var isRollback = false

  package init(_ content: Content, by: String) {
    self.content = content
    self.by = by
  }
}

/// What an apply, a plan or a rollback came to.
package struct ChangeReport: Sendable {
  /// The live revision afterwards.
  package var revision: Int
  package var commit: String
  /// The revision that it was judged against; nil where none was live.
  package var base: Int?
  package var baseCommit: String?
  package var isUnchanged = false
  package var isRehearsal = false
  package var changes: ChangeSet
  package var diagnostics: [JSONValue] = []
  /// Calls in progress at bots that are removed or changed, by `tenant/bot`. They end on the revision they began with.
  package var liveCalls: [String: Int] = [:]
  package var signer: String?
}

/// Why nothing was changed.
package struct ChangeFailure: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case conflict, suspended, quarantined, safety, invalid, unsigned, forbidden, notFound, badRequest, storage, source
  }
  package var code: Code
  package var message: String
  package var fix: String?
  package var diagnostics: [JSONValue] = []
  package var detail: JSONValue = .null

  package init(_ code: Code, _ message: String, fix: String? = nil) {
    self.code = code
    self.message = message
    self.fix = fix
  }

  package var description: String { message }
}

extension ChangeFailure {
  init(_ error: RevisionFilesError) {
    switch error.code {
    case .badBundle: self.init(.badRequest, error.message)
    case .missing: self.init(.notFound, error.message)
    case .failed, .cancelled: self.init(.storage, error.message)
    }
  }

  init(_ error: StoreError) {
    switch error.code {
    case .removed: self.init(.notFound, error.message, fix: "voicebot history")
    default: self.init(.storage, error.message, fix: "look at the space left on the data directory")
    }
  }

  init(_ refusal: RevisionMachine.Refusal, commit: String) {
    switch refusal {
    case .conflict(let expected, let live):
      let was = expected.map { "revision \($0)" } ?? "no revision"
      guard let live else {
        self.init(.conflict, "the change was made for \(was), and none is live", fix: "plan again")
        return
      }
      self.init(
        .conflict,
        "the change was made for \(was); live is revision \(live.number), commit \(live.commit), by \(live.by)",
        fix: "plan again against revision \(live.number)")
      detail = [
        "expected": expected.map { .integer(Int64($0)) } ?? .null, "revision": .integer(Int64(live.number)),
        "commit": .string(live.commit), "by": .string(live.by), "time": .integer(live.time),
      ]
    case .suspended(let suspension):
      self.init(
        .suspended, "changes are suspended by \(suspension.by): \(suspension.reason)", fix: "voicebot resume")
      detail = suspension.json
    case .quarantined(let commit, let reason):
      self.init(
        .quarantined, "commit \(commit) is quarantined: \(reason)",
        fix: "apply a commit that mends it, or go back to its revision with `voicebot rollback`")
    case .safety(let deletions, let limit):
      self.init(
        .safety,
        limit == 0
          ? "the change deletes \(deletions) resources, and nothing was said about deleting"
          : "the change deletes \(deletions) resources; \(limit) are allowed",
        fix: limit == 0 ? "voicebot apply --prune" : "voicebot apply --prune --prune-limit \(deletions)")
      detail = ["deletions": .integer(Int64(deletions)), "limit": .integer(Int64(limit))]
    case .invalid: self.init(.invalid, "commit \(commit) is not valid", fix: "voicebot validate")
    case .noSuchRevision(let number):
      self.init(.notFound, "there is no revision \(number) that was live", fix: "voicebot history")
    case .nothingBefore: self.init(.notFound, "there is no earlier revision to go back to", fix: "voicebot history")
    }
  }
}
