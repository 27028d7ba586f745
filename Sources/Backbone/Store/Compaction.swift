package import JSON

/// What is no longer kept of the revisions, all compactions taken together.
package struct Compaction: Sendable, Hashable {
  /// Records that were removed.
  package var revisions = 0
  /// The latest revision of which the record was removed; earlier ones that were live then, pinned or quarantined may
  /// still be there.
  package var through = 0
  /// Of the last compaction, in wall-clock milliseconds since 1970-01-01 UTC.
  package var time: Int64 = 0
  /// Of the files kept of revisions, before and after the last one; nil where it did not come to them.
  package var bytesBefore: Int?
  package var bytesAfter: Int?
  package init() {}

  package var json: JSONValue {
    [
      "revisions": .integer(Int64(revisions)), "through": .integer(Int64(through)), "time": .integer(time),
      "bytesBefore": bytesBefore.map { .integer(Int64($0)) } ?? .null,
      "bytesAfter": bytesAfter.map { .integer(Int64($0)) } ?? .null,
    ]
  }
}
