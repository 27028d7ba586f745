package import Git
package import Resources

/// What the check of a revision's files came to.
package enum Verdict: Sendable {
  case accepted(Snapshot)
  /// Printed diagnostics; at least one.
  case refused([String])
}

/// What the reconciler does not do itself.
package struct ReconcilerHooks: Sendable {
  /// Which paths of the repository are configuration.
  package var isPart: @Sendable (String) -> Bool
  /// Loads and checks a revision's files, which are in the order of their paths.
  package var check: @Sendable (_ files: [TreeFile], _ revision: String) async -> Verdict
  /// Makes ready what calls will need (renders greetings) before the snapshot is live. Cancelled at the deadline; the
  /// swap happens all the same.
  package var prepare: @Sendable (Snapshot) async -> Void
  /// Called after each swap, in order.
  package var onLive: @Sendable (Snapshot, GitCommit) async -> Void
  /// Called after each refusal.
  package var onRefused: @Sendable (_ revision: String, _ diagnostics: [String]) async -> Void

  package init(
    isPart: @escaping @Sendable (String) -> Bool,
    check: @escaping @Sendable (_ files: [TreeFile], _ revision: String) async -> Verdict,
    prepare: @escaping @Sendable (Snapshot) async -> Void = { _ in },
    onLive: @escaping @Sendable (Snapshot, GitCommit) async -> Void = { _, _ in },
    onRefused: @escaping @Sendable (_ revision: String, _ diagnostics: [String]) async -> Void = { _, _ in }
  ) {
    self.isPart = isPart
    self.check = check
    self.prepare = prepare
    self.onLive = onLive
    self.onRefused = onRefused
  }
}

/// The reconciler's periods.
package struct ReconcilerOptions: Sendable, Hashable {
  /// Between two looks at the tip: a few microseconds of work each.
  package var pollInterval = Duration.milliseconds(100)
  /// Longest that `prepare` may hold up a swap.
  package var prepareDeadline = Duration.seconds(20)
  /// Between tries while the source fails, doubled up to thirty seconds.
  package var retryInterval = Duration.milliseconds(500)
  package init() {}
}
