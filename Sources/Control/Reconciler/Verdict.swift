package import Diagnostics
package import Git
import JSON
package import Loading
package import Resources

/// What the reconciler does not do itself. The two notices are called in the order of what happened and must not block.
package struct ReconcilerHooks: Sendable {
  /// Which paths of the repository are configuration.
  package var isPart: @Sendable (String) -> Bool
  /// Loads and checks a revision's files, which are in the order of their paths. The verdict on the commit's signature
  /// is nil where it was not looked at.
  package var check: @Sendable (_ files: [TreeFile], _ commit: GitCommit, SignatureVerdict?) async -> LoadResult
  /// Loads a revision that was live before the process ended: with a snapshot also where the rules are against it now.
  package var reload: @Sendable (_ files: [TreeFile], _ commit: GitCommit) async -> LoadResult
  /// Paths of files that are no configuration and are kept with a revision's all the same.
  package var keptBesides: @Sendable (_ files: [TreeFile]) -> Set<String>
  /// What stands against the change itself, rather than against what it leads to: who made it, and what it touches.
  /// The second result is the change's, the first is what is live. Going back is not asked about.
  package var judgeChange: @Sendable (GitCommit, SignatureVerdict?, LoadResult?, LoadResult) async -> [Diagnostic]
  /// What must not even be kept in the files that a client sent: secrets written in clear.
  package var screen: @Sendable ([TreeFile]) -> [Diagnostic]
  /// Says who signed the commit, which the first of the local repositories has; nil where nobody asks. `live` is what is
  /// live now, and in one of the repositories: whoever asks for signatures there is not outdone by the commit itself.
  package var verify:
    @Sendable (_ commit: GitCommit, _ repositories: [String], _ live: LoadResult?) async -> SignatureVerdict?
  /// What the second changes against the first.
  package var compare: @Sendable (LoadResult?, LoadResult) -> ChangeSet
  /// The part of the resources that a new tip may delete without being asked, 0 to 1.
  package var pruneLimit: @Sendable (Snapshot) -> Double
  /// Calls in progress, by `tenant/bot`.
  package var liveCalls: @Sendable () -> [String: Int]
  /// Makes ready what calls will need (renders greetings) before the snapshot is live. Cancelled at the deadline; the
  /// swap happens all the same.
  package var prepare: @Sendable (Snapshot) async -> Void
  package var onLive: @Sendable (Snapshot, GitCommit) -> Void
  package var onRefused: @Sendable (_ revision: String, _ diagnostics: [String]) -> Void
  /// What is live after a restart would be refused today.
  package var onShortcomings: @Sendable (_ revision: String, _ diagnostics: [String]) -> Void

  package init(
    isPart: @escaping @Sendable (String) -> Bool,
    check: @escaping @Sendable (_ files: [TreeFile], _ commit: GitCommit, SignatureVerdict?) async -> LoadResult,
    reload: (@Sendable (_ files: [TreeFile], _ commit: GitCommit) async -> LoadResult)? = nil,
    keptBesides: @escaping @Sendable ([TreeFile]) -> Set<String> = { _ in [] },
    judgeChange: @escaping @Sendable (GitCommit, SignatureVerdict?, LoadResult?, LoadResult) async -> [Diagnostic] = {
      _, _, _, _ in []
    },
    screen: @escaping @Sendable ([TreeFile]) -> [Diagnostic] = { _ in [] },
    verify: @escaping @Sendable (GitCommit, [String], LoadResult?) async -> SignatureVerdict? = { _, _, _ in nil },
    compare: @escaping @Sendable (LoadResult?, LoadResult) -> ChangeSet = { ChangeSet.make(from: $0, to: $1) },
    pruneLimit: @escaping @Sendable (Snapshot) -> Double = { _ in 0.5 },
    liveCalls: @escaping @Sendable () -> [String: Int] = { [:] },
    prepare: @escaping @Sendable (Snapshot) async -> Void = { _ in },
    onLive: @escaping @Sendable (Snapshot, GitCommit) -> Void = { _, _ in },
    onRefused: @escaping @Sendable (_ revision: String, _ diagnostics: [String]) -> Void = { _, _ in },
    onShortcomings: @escaping @Sendable (_ revision: String, _ diagnostics: [String]) -> Void = { _, _ in }
  ) {
    self.isPart = isPart
    self.check = check
    self.reload = reload ?? { await check($0, $1, nil) }
    self.keptBesides = keptBesides
    self.judgeChange = judgeChange
    self.screen = screen
    self.verify = verify
    self.compare = compare
    self.pruneLimit = pruneLimit
    self.liveCalls = liveCalls
    self.prepare = prepare
    self.onLive = onLive
    self.onRefused = onRefused
    self.onShortcomings = onShortcomings
  }
}

/// The reconciler's periods and bounds.
package struct ReconcilerOptions: Sendable, Hashable {
  /// Between two looks at the tip: a few microseconds of work each.
  package var pollInterval = Duration.milliseconds(100)
  /// Longest that `prepare` may hold up a swap.
  package var prepareDeadline = Duration.seconds(20)
  /// Between tries while the source fails, doubled up to the source's own limit.
  package var retryInterval = Duration.milliseconds(500)
  /// So many revisions can be gone back to; records and files of older ones are removed, but for what is live, pinned
  /// or quarantined. A thousand are weeks of a busy team's changes, and what a revision shares with others is stored
  /// once.
  package var keptRevisions = 1000
  /// Commits of the last so many plans are kept beside them, so that an apply can name them.
  package var keptPlans = 64
  /// The files are compacted when they lie in so many pieces; every bundle that is taken in is one. More make reading
  /// slower, fewer make more work of it.
  package var compactedPieces = 100
  package init() {}
}

/// What stands against a revision, for people and for programs.
struct Findings: Sendable {
  var texts: [String] = []
  var json: [JSONValue] = []
  /// Beyond that many nobody reads on, and every revision's are stored.
  static let limit = 200

  init(_ diagnostics: [Diagnostic]) {
    texts = diagnostics.prefix(Self.limit).map { DiagnosticText().print($0) }
    json = diagnostics.prefix(Self.limit).map(\.json)
  }

  init(_ problems: [TreeProblem]) {
    for problem in problems.prefix(Self.limit) { add(problem.description, file: problem.path) }
  }

  init(_ message: String) { add(message, file: nil) }

  static func + (first: Findings, second: Findings) -> Findings {
    var both = first
    both.texts += second.texts
    both.json += second.json
    return both
  }

  private mutating func add(_ message: String, file: String?) {
    texts.append("error: \(message)")
    json.append([
      "severity": "error", "message": .string(message), "file": file.map { .string($0) } ?? .null,
    ])
  }
}
