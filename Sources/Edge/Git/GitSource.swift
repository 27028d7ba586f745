import Dispatch

/// A repository directory as something to ask again and again, without blocking the asker's thread.
///
/// The repository is opened when first needed and again after every failure, since the directory may have been moved,
/// made anew or packed meanwhile.
package final class GitSource: Sendable {
  package let path: String
  package let branch: String?
  private let queue = DispatchQueue(label: "git")
  private let cell = RepositoryCell()

  /// `branch` nil follows HEAD, whatever it is at.
  package init(path: String, branch: String? = nil) {
    self.path = path
    self.branch = branch
  }

  /// The id of the commit that is wanted now.
  package func tip() async throws(GitError) -> String {
    try await perform { [branch] repository throws(GitError) in try repository.tip(branch: branch) }
  }

  package func commit(_ id: String) async throws(GitError) -> GitCommit {
    try await perform { repository throws(GitError) in try repository.commit(id) }
  }

  package func contents(at id: String, _ selection: TreeSelection) async throws(GitError) -> TreeContents {
    try await perform { repository throws(GitError) in try repository.contents(at: id, selection) }
  }

  private func perform<Value: Sendable>(
    _ body: @escaping @Sendable (borrowing GitRepository) throws(GitError) -> Value
  ) async throws(GitError) -> Value {
    let result: Result<Value, GitError> = await withCheckedContinuation { continuation in
      queue.async { [cell, path] in
        continuation.resume(returning: cell.use(path, body))
      }
    }
    return try result.get()
  }
}

/// Holds the open repository. `@unchecked Sendable`: only its source's serial queue touches it.
private final class RepositoryCell: @unchecked Sendable {
  private var repository: GitRepository?

  func use<Value>(
    _ path: String, _ body: (borrowing GitRepository) throws(GitError) -> Value
  ) -> Result<Value, GitError> {
    do throws(GitError) {
      let open = if let held = repository.take() { held } else { try GitRepository(path: path) }
      let value = try body(open)
      repository = consume open
      return .success(value)
    } catch {
      return .failure(error)
    }
  }
}
