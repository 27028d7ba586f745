import Diagnostics
import Git
import Glibc
import Loading
package import Shapes
package import Store
import Synchronization

/// Keeps the live snapshot equal to what is wanted: the tip of a followed branch, or what an operator applied.
///
/// Invariants: a snapshot is swapped whole or not at all; a failure of the source (missing directory, damaged object,
/// no commit, a tree without configuration) and a refused commit leave the live snapshot as it is; a refused commit is
/// judged once, until the tip moves. What decides is `RevisionMachine`; what writes and swaps is `RevisionKeeper`.
package final class Reconciler: Sendable {
  package let live = LiveSnapshot()
  let source: (any RevisionSource)?
  let files: any RevisionFiles
  let store: RevisionStore
  let keeper: RevisionKeeper
  let hooks: ReconcilerHooks
  let options: ReconcilerOptions
  let selection: TreeSelection
  let box: StatusBox
  let gate = ChangeGate()
  let retention: Retention
  private let isHurried = Mutex(false)

  /// Without a source only `apply` makes something live. Without a store nothing outlives the process.
  package init(
    source: (any RevisionSource)?, store: RevisionStore? = nil, files: (any RevisionFiles)? = nil,
    options: ReconcilerOptions = ReconcilerOptions(), hooks: ReconcilerHooks
  ) throws(StoreError) {
    self.source = source
    self.hooks = hooks
    self.options = options
    self.files = files ?? MemoryRevisionFiles()
    selection = TreeSelection(isPart: hooks.isPart)
    let store = if let store { store } else { try RevisionStore(try StoreDatabase.inMemory()) }
    self.store = store
    retention = Retention(store: store, files: self.files, options: options, now: Self.now)
    let box = StatusBox()
    self.box = box
    keeper = try RevisionKeeper(
      store: store, source: source, live: live, status: box, hooks: hooks, now: Self.now)
  }

  /// Which repository and branch are followed; nil where none is.
  package var origin: String? { source?.origin }
  /// What the live revision declares.
  package var resources: [Resource] { get async { await keeper.base?.resources ?? [] } }
  package var status: ReconcilerStatus { box.value }

  /// Makes the revision that was live when the process ended live again, from what is kept of it or the followed
  /// repository has of it. What today's rules have against it is told and stands in the status, and does not keep it
  /// from being live: calls are answered as they were. False where there is none, it is of another repository than the
  /// followed one, or it cannot be read.
  @discardableResult
  package func restore() async -> Bool {
    await gate.enter()
    defer { left() }
    guard let stored = await keeper.stored else { return false }
    do throws(RevisionFilesError) {
      let (commit, contents) = try await recovered(stored.commit)
      let result = await hooks.reload(contents.files, commit)
      guard result.snapshot != nil else {
        await keeper.restoreFailed("its configuration cannot be read")
        return false
      }
      let errors = result.diagnostics.filter { $0.severity == .error }
      await keeper.restored(result, commit, Findings(contents.problems) + Findings(errors))
      return true
    } catch {
      await keeper.restoreFailed(error.message)
      return false
    }
  }

  /// What is kept of the commit; where that is lost, what the followed repository has of it, which is kept from then on.
  func recovered(_ id: String) async throws(RevisionFilesError) -> (GitCommit, TreeContents) {
    do throws(RevisionFilesError) {
      return (try await files.commit(id), try await files.contents(of: id, selection))
    } catch {
      guard let source, let commit = try? await source.commit(id),
        let contents = try? await source.contents(at: id, selection)
      else { throw error }
      try? await files.store(commit, contents, from: source.repository, besides: hooks.keptBesides(contents.files))
      return (commit, contents)
    }
  }

  /// Looks at the tip once, for so long at most. False where it took longer.
  @discardableResult
  package func reconcile(within limit: Duration) async -> Bool { await Deadline.run(limit) { await self.reconcile() } }

  /// Follows the tip until the task is cancelled.
  package func run() async {
    var pause = options.pollInterval
    while !Task.isCancelled {
      let works = await reconcile()
      pause =
        works ? options.pollInterval : min(max(pause * 2, options.retryInterval), source?.retryLimit ?? .seconds(30))
      await rest(for: pause)
    }
  }

  /// Has the source looked at at once: somebody was told that it moved.
  package func hurry() {
    source?.hurry()
    isHurried.withLock { $0 = true }
  }

  private func rest(for pause: Duration) async {
    var left = pause
    while left > .zero, !Task.isCancelled {
      if isHurried.withLock({ hurried in
        defer { hurried = false }
        return hurried
      }) {
        return
      }
      let slice = min(left, options.pollInterval)
      try? await Task.sleep(for: slice)
      left -= slice
    }
  }

  /// Looks at the tip once and judges it where it is new. False where the source failed.
  @discardableResult
  package func reconcile() async -> Bool {
    guard let source else { return true }
    var begun: RevisionMachine.AttemptID?
    do {
      let tip = try await source.tip()
      begun = try await keeper.tipSeen(tip)
      guard let attempt = begun else {
        sourceWorks()
        return true
      }
      await gate.enter()
      defer { left() }
      let commit = try await source.commit(tip)
      let contents = try await source.contents(at: tip, selection)
      sourceWorks()
      let judging = try await judge(
        attempt, commit, contents, ChangeRequest(.commit(tip), by: "source"), repository: source.repository)
      if judging.isUnverified, let reason = judging.isUnsigned {
        await keeper.gaveUp(attempt)
        sourceFails(reason)
        return false
      }
      guard !Task.isCancelled else {
        await keeper.gaveUp(attempt)
        return true
      }
      if judging.proposal.result?.snapshot != nil { try await keep(commit, contents, source.repository) }
      let outdated = await outdated(by: commit)
      _ = try await keeper.judged(attempt, judging.proposal, outdated: outdated)
      if await keeper.liveNumber != nil { await retention.discardOld() }
      return true
    } catch {
      if let begun { await keeper.gaveUp(begun) }
      sourceFails("\(error)")
      return false
    }
  }

  private func keep(_ commit: GitCommit, _ contents: TreeContents, _ repository: String) async throws {
    store.point(.beforeFiles)
    try await files.store(commit, contents, from: repository, besides: hooks.keptBesides(contents.files))
    store.point(.afterFiles)
  }

  private func sourceWorks() { box.withLock { $0.set(.sourceReady, true, at: Self.now()) } }

  private func sourceFails(_ message: String) {
    box.withLock { status in
      status.sourceFailures += 1
      status.set(.sourceReady, false, message, at: Self.now())
    }
  }

  static let now: @Sendable () -> Int64 = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
