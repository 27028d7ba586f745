package import Git
import Glibc
import Reconciler
package import Resources

/// A remote repository that the runtime follows, as it is configured: secrets by reference, other parts as files.
package struct RemoteRepository: Sendable {
  package var url: String
  /// Nil is the remote's default branch.
  package var branch: String?
  package var poll = Duration.seconds(30)
  /// A token for https.
  package var secret: SecretReference?
  /// A private key for ssh.
  package var sshKey: SecretReference?
  /// PEM file of the authorities to trust for https.
  package var authorities: String?
  /// OpenSSH known hosts file.
  package var knownHosts: String?
  /// The child process that fetches.
  package var child: GitMirror.Child = .voicebot

  package init(url: String, branch: String? = nil) {
    self.url = url
    self.branch = branch
  }

  /// As a project declares it.
  package init(_ source: Project.Source) {
    self.init(url: source.url, branch: source.branch)
    poll = source.poll
    secret = source.secret
    sshKey = source.sshKey
    authorities = source.ca
    knownHosts = source.knownHosts
  }

  /// Whether the text names a remote rather than a directory.
  package static func isRemote(_ text: String) -> Bool {
    if text.contains("://") { return true }
    guard !text.hasPrefix("/"), !text.hasPrefix("."), let colon = text.firstIndex(of: ":") else { return false }
    return text[..<colon].contains("@")
  }

  func source(dataDirectory: String) -> RemoteSource {
    var settings = RemoteSource.Settings(url: url, branch: branch) { () throws(GitError) in try remote() }
    settings.poll = poll
    return RemoteSource(mirror: GitMirror(directory: dataDirectory + "/mirror.git", child: child), settings)
  }

  /// Throws where it can never be reached as it is configured: a secret or a file that is not there, a URL that is no
  /// remote's or holds a password.
  func check() throws(GitError) { try remote().check() }

  private func remote() throws(GitError) -> GitRemote {
    var remote = GitRemote(url: url, branch: branch)
    remote.knownHosts = try knownHosts.map { path throws(GitError) in try Self.read(.file(path)) }
    remote.authorities = try authorities.map { path throws(GitError) in try Self.read(.file(path)) }
    if let sshKey {
      remote.credentials = .sshKey(try Self.read(sshKey) + "\n")
    } else if let secret {
      remote.credentials = .token(try Self.read(secret))
    }
    return remote
  }

  private static func read(_ reference: SecretReference) throws(GitError) -> String {
    guard let text = try? Secrets.read(reference), !text.isEmpty else {
      switch reference {
      case .environment(let variable): throw .failed(code: 0, message: "the environment has no \(variable)")
      case .file(let path): throw .failed(code: 0, message: "\(path) cannot be read, or is empty")
      }
    }
    return text
  }
}
