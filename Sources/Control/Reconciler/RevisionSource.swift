package import Git

/// A repository that is followed.
package protocol RevisionSource: Sendable {
  /// Which repository and branch it is, in one line without credentials.
  var origin: String { get }
  /// The commit that is wanted now. Asked again and again: cheap where nothing moved.
  func tip() async throws(GitError) -> String
  func commit(_ id: String) async throws(GitError) -> GitCommit
  func contents(at id: String, _ selection: TreeSelection) async throws(GitError) -> TreeContents
  /// The directory of a local repository that has the commits.
  var repository: String { get }
  /// Has the next `tip` look at once, where it otherwise waits for its turn.
  func hurry()
}

extension GitSource: RevisionSource {
  package var origin: String { "\(path)\(branch.map { "#\($0)" } ?? "")" }
  package var repository: String { path }
  /// Every look is at the repository itself.
  package func hurry() {}
}
