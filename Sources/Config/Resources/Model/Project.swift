/// The project: `voicebot.yaml` at the root of the repository.
package struct Project: Sendable, Hashable {
  package struct Runtime: Sendable, Hashable {
    package struct SIP: Sendable, Hashable {
      package var host = "127.0.0.1"
      package var port = 5060
      package init() {}
    }
    package struct TLS: Sendable, Hashable {
      /// Path of the certificate and its chain, in PEM.
      package var certificate: String
      /// Path of the private key, in PEM.
      package var key: String
      package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
      }
    }
    package enum Authentication: String, Sendable, Hashable, CaseIterable { case none, token }
    package struct API: Sendable, Hashable {
      package var host = "127.0.0.1"
      package var port = 8080
      package var tls: TLS?
      package var authentication = Authentication.none
      package init() {}
    }
    package struct Media: Sendable, Hashable {
      package var host = "127.0.0.1"
      package var portRange: ClosedRange<Int> = 16384...32767
      package init() {}
    }
    package var sip = SIP()
    package var api = API()
    package var media = Media()
    /// Where events, recordings and the scenarios' databases are kept; relative to the repository. Nil: the
    /// runtime's own default.
    package var dataDirectory: String?
    package init() {}
  }
  /// A running server that commands may speak to.
  package struct Context: Sendable, Hashable {
    /// Base URL of its API.
    package var server: String
    package var protected = false
    package init(server: String) { self.server = server }
  }
  /// The remote repository that the runtime follows.
  package struct Source: Sendable, Hashable {
    package var url: String
    package var branch = "main"
    package var poll: Duration = .seconds(30)
    package var secret: SecretReference?
    /// Paths of files, relative to the repository or absolute.
    package var ca: String?
    package var sshKey: SecretReference?
    package var knownHosts: String?
    package var signers: String?
    package init(url: String) { self.url = url }
  }
  package struct Sync: Sendable, Hashable {
    /// A commit that would delete a larger share of the resources, in per cent, is not taken by itself.
    package var pruneLimit = 50.0
    package init() {}
  }
  package var metadata: Metadata
  package var defaultTenant: String?
  package var contexts: [String: Context] = [:]
  package var environments: [String] = []
  /// Held against by every load; the `signedCommits` among them by whoever reads the commits.
  package var policies: [Policy] = []
  package var runtime = Runtime()
  package var source: Source?
  package var sync = Sync()
  package init(metadata: Metadata) { self.metadata = metadata }
}
