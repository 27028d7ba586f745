/// Why a repository could not be read, written or fetched. None of these is a verdict on a commit: see `TreeProblem`
/// and `SignatureVerdict` for that. No message holds a secret.
package enum GitError: Error, Sendable, Hashable {
  case noSuchDirectory(String)
  case notARepository(String)
  /// The directory belongs to another user, who could have planted it.
  case otherOwner(String)
  /// HEAD names a branch that has no commit yet.
  case noCommits(String)
  case noSuchBranch(String)
  case noSuchCommit(String)
  /// A name that is neither branch, tag, remote branch nor commit.
  case noSuchRevision(String)
  /// A name or abbreviated id that more than one thing bears.
  case ambiguousRevision(String)
  /// Outside the names this reads: see `GitRepository.resolve`.
  case invalidRevision(String)
  /// What is wanted lies beyond the border of a shallow clone.
  case shallow(String)
  /// Objects are borrowed from another directory.
  case alternates(String)
  /// The repository's format is not one that can be read here.
  case unsupported(path: String, message: String)
  /// There is more of something than is read.
  case tooMany(String, limit: Int)
  /// An object or reference is missing or damaged.
  case damaged(String)
  case failed(code: Int32, message: String)

  case invalidURL(url: String, message: String)
  case unreachable(url: String, message: String)
  case authenticationFailed(url: String)
  case untrustedCertificate(url: String)
  /// The known hosts do not hold the ssh server's key.
  case unknownHostKey(host: String, fingerprint: String)
  /// The remote has no branch at all.
  case emptyRemote(url: String)
  /// Another process is fetching into the same mirror.
  case busy(String)
  case timedOut(String, seconds: Int)
  case cancelled
  /// The child process ended without an answer.
  case childFailed(String)
  case invalidBundle(String)
}

extension GitError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noSuchDirectory(let path): "there is no directory \(path)"
    case .notARepository(let path): "\(path) is not a Git repository"
    case .otherOwner(let path):
      "\(path) is owned by another user; run as its owner, change the owner, or say that it is to be trusted"
    case .noCommits(let path): "the repository \(path) has no commit yet"
    case .noSuchBranch(let name): "there is no branch \(name)"
    case .noSuchCommit(let id): "there is no commit \(id)"
    case .noSuchRevision(let name): "there is no branch, tag or commit \(name)"
    case .ambiguousRevision(let name): "\(name) names more than one thing"
    case .invalidRevision(let name): "\(name) is not a name of a commit that is understood"
    case .shallow(let path): "\(path) is a shallow clone, and what is wanted is not in it"
    case .alternates(let path): "\(path) borrows objects from another directory (objects/info/alternates)"
    case .unsupported(let path, let message): "\(path) has a format that is not read: \(message)"
    case .tooMany(let what, let limit): "there are more than \(limit) \(what)"
    case .damaged(let message): "the repository is damaged: \(message)"
    case .failed(0, let message): message
    case .failed(let code, let message): "libgit2 failed with \(code): \(message)"
    case .invalidURL(let url, let message): "the URL \(url) cannot be fetched from: \(message)"
    case .unreachable(let url, let message): "\(url) cannot be reached: \(message)"
    case .authenticationFailed(let url): "\(url) refused the credentials, or wants some"
    case .untrustedCertificate(let url): "the certificate of \(url) is not trusted"
    case .unknownHostKey(let host, let fingerprint): "the known hosts do not hold the key of \(host) (\(fingerprint))"
    case .emptyRemote(let url): "the repository at \(url) is empty"
    case .busy(let path): "another process is fetching into \(path)"
    case .timedOut(let what, let seconds): "\(what) took longer than \(seconds) s"
    case .cancelled: "cancelled"
    case .childFailed(let message): "the git child process failed: \(message)"
    case .invalidBundle(let message): "the bundle is not valid: \(message)"
    }
  }

  /// What to do about it, where there is something to be said.
  package var fix: String? {
    switch self {
    case .noSuchDirectory, .notARepository: "name a Git repository, or make one with `git init`"
    case .otherOwner: "run as its owner or change the owner"
    case .noCommits: "commit the configuration"
    case .emptyRemote: "push the configuration to it"
    case .noSuchBranch, .noSuchRevision: "look at `git branch --all` and `git tag`"
    case .ambiguousRevision: "write the full name (refs/heads/… or refs/tags/…) or more digits"
    case .invalidRevision: "use a branch, a tag, an id, or one of these with ~N or ^N"
    case .shallow: "git fetch --unshallow"
    case .alternates: "git repack -a -d, then delete objects/info/alternates"
    case .unsupported: "clone it into a repository of the SHA-1 format"
    case .damaged: "git fsck says what is wrong; clone anew where it cannot be mended"
    case .authenticationFailed: "check the token or key, and that it may read this repository"
    case .untrustedCertificate: "give the certificate authority that signed it"
    case .unknownHostKey: "compare the fingerprint with the server's own, then add the key to the known hosts"
    case .unreachable: "check the URL, the name and the network"
    case .timedOut: "try again, or give it more time"
    default: nil
    }
  }
}
