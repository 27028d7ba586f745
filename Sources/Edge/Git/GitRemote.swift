/// Where to fetch from, and what it takes to be let in and to know that it is the right one.
package struct GitRemote: Sendable {
  /// `https://…`, `ssh://user@host/…`, `user@host:path`, `file:///…` or an absolute path. Plain http is for this
  /// machine only, since nobody could tell what it brings.
  package var url: String
  /// Nil is the remote's default branch.
  package var branch: String?
  package var credentials: GitCredentials?
  /// OpenSSH known hosts. An ssh server whose key is not among them is refused.
  package var knownHosts: String?
  /// PEM certificates of the authorities that may vouch for an https server, instead of the machine's.
  package var authorities: String?

  package init(
    url: String, branch: String? = nil, credentials: GitCredentials? = nil, knownHosts: String? = nil,
    authorities: String? = nil
  ) {
    self.url = url
    self.branch = branch
    self.credentials = credentials
    self.knownHosts = knownHosts
    self.authorities = authorities
  }

  /// Throws `.invalidURL` where it is of no kind that is fetched from, or holds a password: those are secrets, and
  /// URLs are printed.
  package func check() throws(GitError) {
    guard url.utf8.count <= 4096, url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), !url.hasPrefix("-") else {
      throw .invalidURL(url: "…", message: "it is too long or holds a space or control character")
    }
    if url.hasPrefix("/") { return }
    guard let colon = url.firstRange(of: "://") else {
      let isSCP = url.firstIndex(of: ":").map { index in index > url.startIndex && !url[..<index].contains("/") }
      guard isSCP == true else { throw .invalidURL(url: url, message: "it is neither a URL nor an absolute path") }
      return
    }
    let rest = url[colon.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    let user = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
    if user.contains(":") {
      throw .invalidURL(url: "\(url[..<colon.upperBound])…", message: "a password does not belong into a URL")
    }
    let host = authority[authority.index(authority.startIndex, offsetBy: user.isEmpty ? 0 : user.count + 1)...]
    switch url[..<colon.lowerBound].lowercased() {
    case "https", "ssh", "file": return
    case "http":
      let name = host.prefix { $0 != ":" }
      if ["localhost", "127.0.0.1"].contains(name) || host.hasPrefix("[::1]") { return }
      throw .invalidURL(url: url, message: "http cannot be trusted; use https or ssh")
    case let scheme:
      throw .invalidURL(url: url, message: "\(scheme) is not fetched from; use https, ssh or file")
    }
  }
}

/// Never printed, never in arguments or the environment of a process.
package enum GitCredentials: Sendable {
  /// GitHub and GitLab take a token with any user's name; others want the user's.
  case token(String, user: String = "x-access-token")
  /// An OpenSSH private key's text.
  case sshKey(String, passphrase: String? = nil, user: String = "git")
}

/// Bounds on one fetch, held by the child process on itself.
package struct FetchLimits: Sendable, Hashable {
  /// Of the pack that is received.
  package var bytes = 1 << 30
  package var objects = 5_000_000
  /// Address space of the child.
  package var memory = 4 << 30
  package init() {}
}

/// How far a fetch is.
package struct FetchProgress: Sendable, Hashable {
  package var receivedObjects: Int
  package var totalObjects: Int
  package var receivedBytes: Int
}

/// What a fetch has brought.
package struct FetchResult: Sendable, Hashable {
  package enum Movement: Sendable, Hashable {
    /// The branch was not there before.
    case created(new: String)
    case unchanged(String)
    /// The new tip descends from the old one.
    case advanced(old: String, new: String)
    /// The new tip does not descend from the old one: history was rewritten, or the branch reset.
    case rewritten(old: String, new: String)
  }
  package var branch: String
  package var movement: Movement
  package var receivedBytes: Int

  package var tip: String {
    switch movement {
    case .created(let new), .unchanged(let new), .advanced(_, let new), .rewritten(_, let new): new
    }
  }
}
