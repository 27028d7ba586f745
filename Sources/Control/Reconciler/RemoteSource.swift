package import Git
import Synchronization

/// A branch of a remote repository, by way of a mirror in the data directory.
///
/// The remote is asked every `poll`, or at once after `hurry`; in between the mirror answers. A fetch that fails is
/// the source's failure and leaves the mirror as it was.
package final class RemoteSource: RevisionSource {
  /// How to reach the remote. `remote` is asked before each fetch, so that credentials may change in between.
  package struct Settings: Sendable {
    package var url: String
    /// Nil is the remote's default branch.
    package var branch: String?
    package var poll = Duration.seconds(30)
    package var deadline = Duration.seconds(60)
    package var remote: @Sendable () throws(GitError) -> GitRemote
    package init(url: String, branch: String?, remote: @escaping @Sendable () throws(GitError) -> GitRemote) {
      self.url = url
      self.branch = branch
      self.remote = remote
    }
  }

  private struct State {
    var fetched: ContinuousClock.Instant?
    var isHurried = false
    var source: GitSource?
  }

  private let mirror: GitMirror
  private let settings: Settings
  private let state = Mutex(State())

  package init(mirror: GitMirror, _ settings: Settings) {
    self.mirror = mirror
    self.settings = settings
  }

  package var origin: String {
    RepositoryOrigin.name(path: RepositoryOrigin.trimmed(settings.url), branch: settings.branch)
  }
  package func isOrigin(_ old: String) -> Bool { RepositoryOrigin.isSame(origin, old) }
  package var repository: String { mirror.directory }
  package func hurry() { state.withLock { $0.isHurried = true } }

  package func tip() async throws(GitError) -> String {
    let now = ContinuousClock.now
    let fresh: GitSource? = state.withLock { state in
      guard let fetched = state.fetched, !state.isHurried, now - fetched < settings.poll else { return nil }
      return state.source
    }
    if let fresh { return try await fresh.tip() }
    // Before the fetch: a notice that comes while it runs may be of something it no longer sees, and one that fails is
    // tried again before the mirror is taken for the remote.
    state.withLock { state in
      state.isHurried = false
      state.fetched = nil
    }
    let result = try await mirror.fetch(try settings.remote(), deadline: settings.deadline)
    let source = mirror.source(branch: result.branch)
    state.withLock { state in
      state.fetched = ContinuousClock.now
      state.source = source
    }
    return result.tip
  }

  package func commit(_ id: String) async throws(GitError) -> GitCommit { try await reader().commit(id) }

  package func contents(at id: String, _ selection: TreeSelection) async throws(GitError) -> TreeContents {
    try await reader().contents(at: id, selection)
  }

  /// Before the first fetch, what an earlier process has fetched.
  private func reader() -> GitSource {
    state.withLock { $0.source } ?? mirror.source(branch: settings.branch ?? "HEAD")
  }
}
