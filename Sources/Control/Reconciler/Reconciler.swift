package import Git
import Glibc
import Resources
import Synchronization

/// Keeps the live snapshot equal to the tip of a repository's branch.
///
/// Invariants: a snapshot is swapped whole or not at all; a failure of the source (missing directory, damaged object,
/// no commit, a tree without configuration) and a refused commit leave the live snapshot as it is; a refused commit is
/// judged once, until the tip moves.
package final class Reconciler: Sendable {
  package let live = LiveSnapshot()
  private let source: GitSource
  private let hooks: ReconcilerHooks
  private let options: ReconcilerOptions
  private let selection: TreeSelection
  private let state = Mutex(ReconcilerStatus())

  package init(source: GitSource, options: ReconcilerOptions = ReconcilerOptions(), hooks: ReconcilerHooks) {
    self.source = source
    self.hooks = hooks
    self.options = options
    selection = TreeSelection(isPart: hooks.isPart)
  }

  package var status: ReconcilerStatus { state.withLock { $0 } }

  /// Follows the tip until the task is cancelled.
  package func run() async {
    var pause = options.pollInterval
    while !Task.isCancelled {
      let works = await reconcile()
      pause = works ? options.pollInterval : min(max(pause * 2, options.retryInterval), .seconds(30))
      try? await Task.sleep(for: pause)
    }
  }

  /// Looks at the tip once and judges it where it is new. False where the source failed.
  @discardableResult
  package func reconcile() async -> Bool {
    do throws(GitError) {
      let tip = try await source.tip()
      guard tip != status.attemptedRevision else {
        sourceWorks()
        return true
      }
      if tip == status.liveRevision {
        returnsToLive(tip)
        return true
      }
      let commit = try await source.commit(tip)
      let contents = try await source.contents(at: tip, selection)
      sourceWorks()
      await judge(contents, of: commit)
      return true
    } catch {
      sourceFails("\(error)")
      return false
    }
  }

  private func judge(_ contents: TreeContents, of commit: GitCommit) async {
    if !contents.problems.isEmpty { return await refuse(commit, contents.problems.map { "error: \($0)" }) }
    if contents.files.isEmpty { return await refuse(commit, ["error: the commit has no configuration file"]) }
    switch await hooks.check(contents.files, commit.id) {
    case .refused(let diagnostics): await refuse(commit, diagnostics)
    case .accepted(let snapshot): await accept(snapshot, commit)
    }
  }

  private func refuse(_ commit: GitCommit, _ diagnostics: [String]) async {
    state.withLock { status in
      let now = Self.now()
      status.attemptedRevision = commit.id
      status.attemptedAt = now
      status.diagnostics = diagnostics
      status.refusals += 1
      status.set(.valid, false, diagnostics.first ?? "", at: now)
      status.set(.live, false, "revision \(commit.id) is refused", at: now)
    }
    await hooks.onRefused(commit.id, diagnostics)
  }

  private func accept(_ snapshot: Snapshot, _ commit: GitCommit) async {
    let isPrepared = await Deadline.run(options.prepareDeadline) { [hooks] in await hooks.prepare(snapshot) }
    guard !Task.isCancelled else { return }
    live.swap(snapshot)
    state.withLock { status in
      let now = Self.now()
      status.attemptedRevision = commit.id
      status.attemptedAt = now
      status.diagnostics = []
      status.liveRevision = commit.id
      status.liveTitle = commit.title
      status.liveSince = now
      status.swaps += 1
      status.set(.valid, true, at: now)
      status.set(.live, true, isPrepared ? "" : "not everything was prepared in time", at: now)
    }
    await hooks.onLive(snapshot, commit)
  }

  /// The tip is back at the revision that is live: the refused one in between is gone.
  private func returnsToLive(_ revision: String) {
    state.withLock { status in
      let now = Self.now()
      status.attemptedRevision = revision
      status.attemptedAt = now
      status.diagnostics = []
      for kind in [ReconcilerStatus.Condition.Kind.sourceReady, .valid, .live] { status.set(kind, true, at: now) }
    }
  }

  private func sourceWorks() { state.withLock { $0.set(.sourceReady, true, at: Self.now()) } }

  private func sourceFails(_ message: String) {
    state.withLock { status in
      status.sourceFailures += 1
      status.set(.sourceReady, false, message, at: Self.now())
    }
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
