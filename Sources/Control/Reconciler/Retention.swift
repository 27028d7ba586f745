import Store
import Synchronization

/// Decides what is kept of revisions: the latest ones, what is live, pinned or quarantined, and what was planned last.
///
/// Invariant: what can be gone back to has its files; a record goes no later than its files. Only what the runtime has
/// stored itself is ever touched, no repository of anybody else's.
final class Retention: Sendable {
  private let store: RevisionStore
  private let files: any RevisionFiles
  private let options: ReconcilerOptions
  private let now: @Sendable () -> Int64
  /// The latest last.
  private let planned = Mutex<[String]>([])
  /// Where compacting failed: so many more pieces have to come before it is tried again.
  private let patience = Mutex(0)

  init(
    store: RevisionStore, files: any RevisionFiles, options: ReconcilerOptions, now: @escaping @Sendable () -> Int64
  ) {
    self.store = store
    self.files = files
    self.options = options
    self.now = now
  }

  func note(planned commit: String) {
    planned.withLock { planned in
      planned.removeAll { $0 == commit }
      planned.append(commit)
      planned.removeFirst(max(0, planned.count - options.keptPlans))
    }
  }

  /// Lets go of the files of revisions too old to go back to; a failure is tried again with the next revision.
  func discardOld() async {
    guard let kept = try? store.keptCommits(options.keptRevisions) else { return }
    try? await files.keep(kept.union(planned.withLock { $0 }))
  }

  var isDue: Bool { files.pieces >= options.compactedPieces + patience.withLock { $0 } }

  /// Removes records and files of what is not kept. Gives up where it is no longer wanted, to be called again.
  func compact(isWanted: @escaping @Sendable () -> Bool) async throws {
    do {
      try store.removeOld(keeping: options.keptRevisions, now: now())
      let kept = try store.keptCommits(options.keptRevisions)
      try await files.keep(kept.union(planned.withLock { $0 }))
      let compacted = try await files.compact(isWanted: isWanted)
      try store.noteCompaction(
        bytesBefore: compacted.bytesBefore, bytesAfter: compacted.bytesAfter, now: now())
      patience.withLock { $0 = 0 }
    } catch {
      if (error as? RevisionFilesError)?.code != .cancelled {
        patience.withLock { $0 = max(options.compactedPieces, 2 * $0) }
      }
      throw error
    }
  }
}
