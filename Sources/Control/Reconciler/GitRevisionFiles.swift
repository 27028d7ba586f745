package import Git

/// Keeps commits in a bare repository of the runtime's own: each object once, whole commits only, and a reference for
/// each commit that is kept.
package final class GitRevisionFiles: RevisionFiles {
  private static let references = "refs/voicebot/revisions/"
  private let source: GitSource
  private let path: String
  private let selection: TreeSelection

  /// Makes the repository where it is missing. Whoever does so owns it, by the lock on the data directory: what a killed
  /// owner left half written, locks on references above all, is removed first.
  package init(path: String, isPart: @escaping @Sendable (String) -> Bool) throws(RevisionFilesError) {
    GitLeftovers.remove(path)
    GitSource.removeCopy(of: path)
    do throws(GitError) { _ = try GitRepository(bareAt: path) } catch {
      throw RevisionFilesError(.failed, "cannot use \(path): \(error)")
    }
    self.path = path
    source = GitSource(path: path)
    selection = TreeSelection(isPart: isPart)
  }

  package var repository: String? { path }

  package func files(in bundle: [UInt8]) throws(RevisionFilesError) -> [TreeFile] {
    do throws(GitError) { return try CommitBundle.files(bundle, selection) } catch {
      throw RevisionFilesError(.badBundle, "\(error)")
    }
  }

  package func unpack(_ bundle: [UInt8]) async throws(RevisionFilesError) -> String {
    try await perform { [selection] repository throws(GitError) in
      let id = try CommitBundle.unpack(bundle, into: repository, selection)
      try repository.setReference(Self.references + id, id)
      return id
    }
  }

  package func store(
    _ commit: GitCommit, _ contents: TreeContents, from repository: String, besides: Set<String>
  ) async throws(RevisionFilesError) {
    guard repository != path else { return }
    try await perform { [selection] kept throws(GitError) in
      if try kept.reference(Self.references + commit.id) != nil { return }
      var wanted = selection
      wanted.isPart = { selection.isPart($0) || besides.contains($0) }
      let bundle = try CommitBundle.make(try GitRepository(path: repository), commit.id, wanted)
      _ = try CommitBundle.unpack(bundle, into: kept, wanted)
      try kept.setReference(Self.references + commit.id, commit.id)
    }
  }

  package func commit(_ id: String) async throws(RevisionFilesError) -> GitCommit {
    try await perform { repository throws(GitError) in try repository.commit(id) }
  }

  package func contents(of id: String, _ selection: TreeSelection) async throws(RevisionFilesError) -> TreeContents {
    try await perform { repository throws(GitError) in try repository.contents(at: id, selection) }
  }

  package func keep(_ commits: Set<String>) async throws(RevisionFilesError) {
    try await perform { repository throws(GitError) in
      var missing = commits
      for name in try repository.references(under: Self.references) {
        let id = String(name.dropFirst(Self.references.count))
        if missing.remove(id) == nil { try repository.deleteReference(name) }
      }
      // One that had been let go of may be live again; until the next compaction it is still there.
      for id in missing where try repository.has(id) { try repository.setReference(Self.references + id, id) }
    }
  }

  package var pieces: Int { source.packs }

  package func compact(isWanted: @escaping @Sendable () -> Bool) async throws(RevisionFilesError) -> CompactedFiles {
    do throws(GitError) {
      let outcome = try await source.repack(isWanted: isWanted)
      return CompactedFiles(bytesBefore: outcome.bytesBefore, bytesAfter: outcome.bytesAfter)
    } catch {
      throw RevisionFilesError(error == .cancelled ? .cancelled : .failed, "\(error)")
    }
  }

  private func perform<Value: Sendable>(
    _ body: @escaping @Sendable (borrowing GitRepository) throws(GitError) -> Value
  ) async throws(RevisionFilesError) -> Value {
    do throws(GitError) { return try await source.perform(body) } catch {
      switch error {
      case .invalidBundle(let reason): throw RevisionFilesError(.badBundle, "the bundle is refused: \(reason)")
      case .noSuchCommit(let id): throw RevisionFilesError(.missing, "commit \(id) is not kept")
      default: throw RevisionFilesError(.failed, "\(error)")
      }
    }
  }
}
