/// Why a repository could not be read. None of these is a verdict on a commit: see `TreeProblem` for that.
package enum GitError: Error, Sendable, Hashable, CustomStringConvertible {
  case noSuchDirectory(String)
  case notARepository(String)
  /// The directory belongs to another user, who could have planted it.
  case otherOwner(String)
  /// HEAD names a branch that has no commit yet.
  case noCommits(String)
  case noSuchBranch(String)
  case noSuchCommit(String)
  /// An object or reference is missing or damaged.
  case damaged(String)
  case failed(code: Int32, message: String)

  package var description: String {
    switch self {
    case .noSuchDirectory(let path): "there is no directory \(path)"
    case .notARepository(let path): "\(path) is not a Git repository"
    case .otherOwner(let path):
      "\(path) is owned by another user; run as its owner, change the owner, or say that it is to be trusted"
    case .noCommits(let path): "the repository \(path) has no commit yet"
    case .noSuchBranch(let name): "there is no branch \(name)"
    case .noSuchCommit(let id): "there is no commit \(id)"
    case .damaged(let message): "the repository is damaged: \(message)"
    case .failed(let code, let message): "libgit2 failed with \(code): \(message)"
    }
  }
}
