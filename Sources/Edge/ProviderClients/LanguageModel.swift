package import Dialog
package import HTTPClient
package import Providers
package import Resources

/// A language model a Provider declares, with everything that keeps its failures from a call: one per provider and
/// model, shared by all calls, so that they share its limit and its circuit breaker.
package struct LanguageModel: ChatClient {
  private let client: any ChatClient

  /// `secret` gives the value of a reference; it is asked once, here. Throws `.unsupported` for a provider of another
  /// driver and `.refused` where the endpoint, the model or the secret is missing.
  package init(
    provider: Provider, model: String? = nil, http: HTTPClient,
    secret: @Sendable (SecretReference) throws -> String, time: Timekeeper = .system
  ) throws(ProviderError) {
    let name = provider.metadata.name
    guard provider.driver == .openAIChat else {
      throw ProviderError(.unsupported, "provider \(name) is no language model")
    }
    guard let endpoint = provider.endpoint else { throw ProviderError(.refused, "provider \(name) has no endpoint") }
    guard let model = model ?? provider.model else { throw ProviderError(.refused, "provider \(name) has no model") }
    var settings = OpenAIChatClient.Settings(endpoint: endpoint, model: model)
    settings.connect = provider.timeouts.connect
    settings.firstByte = provider.timeouts.firstToken
    settings.stall = max(provider.timeouts.firstToken, .seconds(5))
    settings.total = provider.timeouts.total
    settings.temperature = provider.temperature
    settings.maximumTokens = provider.maxTokens
    if let reference = provider.secret {
      // The thrown error may hold the secret's text or path; only the reference's kind is repeated.
      do { settings.key = try secret(reference) } catch {
        throw ProviderError(.refused, "the secret of provider \(name) cannot be read")
      }
    }
    let plain = WrittenCallChatClient(OpenAIChatClient(settings: settings, http: http))
    let guarded = CircuitBreakerChatClient(plain, time: time)
    let retrying = RetryingChatClient(guarded, time: time)
    client = provider.limits.concurrent.map { LimitedChatClient(retrying, limit: $0) } ?? retrying
  }

  package func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> { client.answer(request) }
}
