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
    case openAITranscriptions = "openai-transcriptions"
    case openAISpeech = "openai-speech"
    case openAIEmbeddings = "openai-embeddings"
    case openAIRealtime = "openai-realtime"

    /// Whether a provider of the driver's name is there without being declared.
    package var isBuiltIn: Bool { !isRemote }

    /// Whether it speaks to a server, so that it needs an endpoint and a model.
    package var isRemote: Bool {
      switch self {
      case .local, .flow, .echo: false
      case .openAIChat, .openAITranscriptions, .openAISpeech, .openAIEmbeddings, .openAIRealtime: true
      }
    }

    /// What services of the driver can do.
    package var capabilities: Set<Capability> {
      switch self {
      case .local: [.speechToText, .voice]
      case .flow, .openAIChat: [.brain, .tools]
      case .echo: [.brain]
      case .openAITranscriptions: [.speechToText]
      case .openAISpeech: [.voice]
      case .openAIEmbeddings: [.embedding]
      case .openAIRealtime: [.realtime, .tools]
      }
    }
  }
  package enum Capability: String, Sendable, Hashable, CaseIterable {
    case speechToText, brain, tools, voice, embedding, realtime
  }
  package struct Timeouts: Sendable, Hashable {
    package var connect: Duration = .seconds(3)
    /// Until the first piece of the answer.
    package var firstToken: Duration = .seconds(5)
    package var total: Duration = .seconds(60)
    package init() {}
  }
  package struct Limits: Sendable, Hashable {
    /// Requests at a time; nil is no limit.
    package var concurrent: Int?
    package var requestsPerMinute: Int?
    package init() {}
  }
  package struct Price: Sendable, Hashable {
    package enum Unit: String, Sendable, Hashable, CaseIterable {
      case millionTokens = "million-tokens"
      case millionCharacters = "million-characters"
      case minute, request
    }
    package var input: Double
    package var output = 0.0
    package var per: Unit
    package var currency = "USD"
    package init(input: Double, per: Unit) {
      self.input = input
      self.per = per
    }
  }
  package var metadata: Metadata
  package var driver: Driver
  /// Base URL, such as `http://127.0.0.1:8811/v1`.
  package var endpoint: String?
  package var model: String?
  package var secret: SecretReference?
  package var timeouts = Timeouts()
  package var limits = Limits()
  /// What the service can do: those of its driver, or the fewer that it declares.
  package var capabilities: Set<Capability>
  /// Nil for one without a limit.
  package var languages: [String]?
  package var price: Price?
  package var temperature: Double?
  package var maxTokens: Int?
  package init(metadata: Metadata, driver: Driver) {
    self.metadata = metadata
    self.driver = driver
    capabilities = driver.capabilities
  }
}
