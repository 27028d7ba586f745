package import Git

/// A repository that is followed.
package protocol RevisionSource: Sendable {
  /// Which repository and branch it is, in one line without credentials.
  var origin: String { get }
  /// Whether `old`, which may have been written by an earlier process, is a name of the same repository and branch.
  func isOrigin(_ old: String) -> Bool
  /// The commit that is wanted now. Asked again and again: cheap where nothing moved.
  func tip() async throws(GitError) -> String
  func commit(_ id: String) async throws(GitError) -> GitCommit
  func contents(at id: String, _ selection: TreeSelection) async throws(GitError) -> TreeContents
  /// The directory of a local repository that has the commits.
  var repository: String { get }
  /// Has the next `tip` look at once, where it otherwise waits for its turn.
  func hurry()
  /// Longest between two looks while it fails.
  var retryLimit: Duration { get }
}

extension RevisionSource {
  package var retryLimit: Duration { .seconds(30) }
}

extension GitSource: RevisionSource {
  /// By the directory's real path, so that the same repository is the same however it is spelled.
  package var origin: String { RepositoryOrigin.name(path: RepositoryOrigin.canonical(path), branch: branch) }
  package var repository: String { path }
  /// Every look is at the repository itself.
  package func hurry() {}
  /// A look costs microseconds.
  package var retryLimit: Duration { .seconds(1) }

  package func isOrigin(_ old: String) -> Bool {
    RepositoryOrigin.isSame(origin, RepositoryOrigin.canonical(origin: old))
  }
}
