package import Store

extension Reconciler {
  /// A change is over: what it left behind may be compacted now.
  func left() {
    gate.leave()
    guard retention.isDue else { return }
    Task.detached(priority: .utility) { [self] in try? await compact() }
  }

  /// Removes records and files of revisions that are not kept, unless a change is under way or comes meanwhile.
  ///
  /// - Returns: whether it was done.
  @discardableResult
  package func compact() async throws -> Bool {
    let outcome: Result<Void, any Error>? = await gate.compact { isWanted in
      do {
        try await retention.compact(isWanted: isWanted)
        return .success(())
      } catch { return .failure(error) }
    }
    guard let outcome else { return false }
    do { try outcome.get() } catch let error as RevisionFilesError where error.code == .cancelled { return false }
    return true
  }

  /// What is no longer kept; nil where all is.
  package func compaction() throws(ChangeFailure) -> Compaction? {
    do throws(StoreError) { return try store.compaction() } catch { throw ChangeFailure(error) }
  }

  /// Has a compaction that is under way end, and lets none begin. To be called before the data directory is let go of.
  package func stopCompacting() async { await gate.close() }
}
