package import JSON

/// One thing that was tried with the configuration, and what came of it.
package struct RevisionRecord: Sendable, Hashable {
  /// What set it off.
  package enum Source: String, Sendable, Hashable, CaseIterable {
    /// A client sent the commit.
    case apply
    /// The followed repository's tip moved to it.
    case sync
    /// An operator went back to it.
    case rollback
    /// The first revision of a new data directory or of another repository.
    case start
  }

  package enum Result: String, Sendable, Hashable, CaseIterable {
    /// Written, not yet live. Seen only of a process that was killed before the next write.
    case pending
    case live, refused, superseded
    /// Rolled back from: it does not come back by itself.
    case quarantined
  }

  /// From 1, each one more than that before; records of old ones are removed.
  package var number: Int
  /// The commit's id.
  package var commit: String
  package var title: String
  package var author: String
  /// What whoever applied it said.
  package var message: String
  /// Wall-clock milliseconds since 1970-01-01 UTC.
  package var time: Int64
  /// The token's name and id, or `source` for the followed repository.
  package var by: String
  /// Who signed the commit, where that was verified.
  package var signer: String?
  package var source: Source
  package var result: Result
  /// An array of diagnostics.
  package var diagnostics: JSONValue
  /// What it changed against the revision that was live.
  package var changes: JSONValue

  package init(
    number: Int, commit: String, title: String = "", author: String = "", message: String = "", time: Int64 = 0,
    by: String = "", signer: String? = nil, source: Source, result: Result = .pending, diagnostics: JSONValue = [],
    changes: JSONValue = [:]
  ) {
    self.number = number
    self.commit = commit
    self.title = title
    self.author = author
    self.message = message
    self.time = time
    self.by = by
    self.signer = signer
    self.source = source
    self.result = result
    self.diagnostics = diagnostics
    self.changes = changes
  }

  package var json: JSONValue {
    var object = summary.objectValue ?? JSONObject()
    object["diagnostics"] = diagnostics
    object["changes"] = changes
    return .object(object)
  }

  /// Without diagnostics and changes, which may name what is another tenant's.
  package var summary: JSONValue {
    [
      "revision": .integer(Int64(number)), "commit": .string(commit), "title": .string(title),
      "author": .string(author), "message": .string(message), "time": .integer(time), "by": .string(by),
      "signer": signer.map { .string($0) } ?? .null, "source": .string(source.rawValue),
      "result": .string(result.rawValue),
    ]
  }
}
