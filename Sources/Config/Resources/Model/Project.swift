/// The project: `voicebot.yaml` at the root of the repository.
package struct Project: Sendable, Hashable {
  package struct Runtime: Sendable, Hashable {
    package struct SIP: Sendable, Hashable {
      package var host = "127.0.0.1"
      package var port = 5060
      package init() {}
    }
    package struct API: Sendable, Hashable {
      package var host = "127.0.0.1"
      package var port = 8080
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
  package var metadata: Metadata
  package var defaultTenant: String?
  package var runtime = Runtime()
  package init(metadata: Metadata) { self.metadata = metadata }
}

/// A tenant: quotas and defaults for its bots (`bots/<tenant>/tenant.yaml`).
package struct Tenant: Sendable, Hashable {
  package var metadata: Metadata
  /// Calls at a time over all bots of the tenant; nil is no limit of its own.
  package var concurrentCalls: Int?
  package var retention: Duration?
  package init(metadata: Metadata) { self.metadata = metadata }
}

/// A carrier or PBX that may send calls here, known by its source addresses.
package struct Trunk: Sendable, Hashable {
  package var metadata: Metadata
  /// IPv4 addresses or CIDR blocks the trunk sends from.
  package var sources: [String] = []
  /// `host:port` calls out are sent to.
  package var hosts: [String] = []
  /// Codec names in order of preference, such as `PCMU`.
  package var codecs: [String] = ["PCMU", "PCMA"]
  package var concurrentCalls: Int?
  package init(metadata: Metadata) { self.metadata = metadata }
}

/// One speech, language or voice service.
package struct Provider: Sendable, Hashable {
  package enum Driver: String, Sendable, Hashable, CaseIterable {
    /// The embedded speech engines (speech to text and text to speech).
    case local
    /// The deterministic brain.
    case flow
    /// Returns the caller's own audio; no engine runs.
    case echo
    /// Any server of OpenAI's chat completions protocol.
    case openAIChat = "openai-chat"
  }
  package var metadata: Metadata
  package var driver: Driver
  /// Base URL, such as `http://127.0.0.1:8811/v1`.
  package var endpoint: String?
  package var model: String?
  package var secret: SecretReference?
  /// Until the first byte of the answer.
  package var timeout: Duration = .seconds(5)
  package var concurrency: Int?
  package var temperature: Double?
  package var maxTokens: Int?
  package init(metadata: Metadata, driver: Driver) {
    self.metadata = metadata
    self.driver = driver
  }
}
