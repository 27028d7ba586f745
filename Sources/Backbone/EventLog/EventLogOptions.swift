/// How the log trades latency, memory and safety.
package struct EventLogOptions: Sendable, Hashable {
  /// When a commit counts as being on disk.
  package enum Durability: Sendable, Hashable {
    /// After `fsync`: an event that a consumer has seen survives a power failure, so that its offset never comes to mean
    /// another event. SQLite's `synchronous=FULL`; one `fsync` a group, waited for by the writer's thread only.
    case powerFailure
    /// After the write: survives the death of the process, not that of the machine. SQLite's `synchronous=NORMAL`.
    case processFailure
  }
  package var durability = Durability.powerFailure
  /// Longest that an event waits for others to be committed with it.
  package var groupMilliseconds = 20
  /// So many waiting events are committed at once.
  package var groupEvents = 256
  /// So many events may wait for the disk; beyond that partial transcripts give way, the oldest first.
  package var queueEvents = 8192
  /// So much memory may the waiting events hold when no partial transcript is left to drop.
  package var spillBytes = 64 << 20
  package init() {}
}

/// What became of appended events since the log was opened.
package struct EventLogStatistics: Sendable, Hashable {
  package var committed: Int64 = 0
  package var groups: Int64 = 0
  /// Partial transcripts given up to keep the queue short.
  package var partialsDropped: Int64 = 0
  /// Events taken beyond the queue's length.
  package var spilled: Int64 = 0
  /// Events that found no memory left. Nothing else is ever lost.
  package var lost: Int64 = 0
  /// Commits that failed and were tried again.
  package var failures: Int64 = 0
  /// What the disk says while it refuses.
  package var failure: String?
  package init() {}
}
