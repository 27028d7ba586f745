package import Dialog
package import HTTPClient
import Providers

/// Any server of OpenAI's chat completions protocol (vLLM, Ollama, llama.cpp, Groq, Mistral and OpenAI itself).
///
/// A broken answer always ends in an error, never in a shorter answer: an answer counts as whole only with a finish
/// reason, the end mark, or, where the server does not stream, as one JSON document.
package struct OpenAIChatClient: ChatClient {
  package struct Settings: Sendable {
    /// Base URL, such as `http://127.0.0.1:8811/v1`.
    package var endpoint: String
    package var model: String
    /// Sent as a bearer token; appears in no error.
    package var key: String?
    package var temperature: Double?
    package var maximumTokens: Int?
    package var connect: Duration = .seconds(3)
    /// Until the first piece of the answer; a server that only sends comments has not begun.
    package var firstByte: Duration = .seconds(5)
    /// Between two pieces.
    package var stall: Duration = .seconds(5)
    package var total: Duration = .seconds(60)
    package init(endpoint: String, model: String) {
      self.endpoint = endpoint
      self.model = model
    }
  }

  let settings: Settings
  let http: HTTPClient

  package init(settings: Settings, http: HTTPClient) {
    self.settings = settings
    self.http = http
  }

  package func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
    let (stream, output) = AsyncThrowingStream.makeStream(of: ChatEvent.self)
    let task = Task {
      do {
        try await exchange(request, output)
        output.finish()
      } catch {
        output.finish(throwing: Task.isCancelled ? ProviderError(.cancelled, "cancelled") : providerError(error))
      }
    }
    output.onTermination = { reason in
      if case .cancelled = reason { task.cancel() }
    }
    return stream
  }

  private func exchange(
    _ request: ChatRequest, _ output: AsyncThrowingStream<ChatEvent, any Error>.Continuation
  ) async throws {
    let started = ContinuousClock.now
    let response = try await http.send(httpRequest(request))
    guard (200..<300).contains(response.head.status) else {
      let body = try await Self.prefix(of: response.body, limit: 16 << 10)
      throw ChatFailure.error(status: response.head.status, retryAfter: response.head["Retry-After"], body: body)
    }
    var answer = ChatAnswer(contentType: response.head["Content-Type"] ?? "")
    for try await bytes in response.body {
      for event in try answer.push(bytes) { output.yield(event) }
      if !answer.hasBegun, ContinuousClock.now - started > settings.firstByte {
        throw ProviderError(.timeout, "the model said nothing for \(settings.firstByte)")
      }
      if answer.isFinished { break }
    }
    for event in try answer.finish() { output.yield(event) }
  }

  private func httpRequest(_ request: ChatRequest) -> HTTPRequest {
    var base = settings.endpoint[...]
    while base.hasSuffix("/") { base = base.dropLast() }
    var headers = [
      HTTPRequest.Header("Content-Type", "application/json"), HTTPRequest.Header("Accept", "text/event-stream"),
    ]
    if let key = settings.key { headers.append(HTTPRequest.Header("Authorization", "Bearer \(key)")) }
    let body = ChatRequestWriter.bytes(
      request, model: settings.model, temperature: settings.temperature, maximumTokens: settings.maximumTokens)
    var http = HTTPRequest("POST", url: "\(base)/chat/completions", headers: headers, body: body)
    http.timeouts.firstByte = settings.firstByte
    http.timeouts.idle = settings.stall
    http.timeouts.total = settings.total
    http.timeouts.connect = min(settings.firstByte, settings.connect)
    http.maximumBodyBytes = 4 << 20
    return http
  }

  private func providerError(_ error: any Error) -> ProviderError {
    var failure = ChatFailure.error(error)
    // A server may repeat the request's key in what it complains about.
    if let key = settings.key, !key.isEmpty { failure.message = failure.message.replacing(key, with: "…") }
    return failure
  }

  private static func prefix(of body: HTTPBody, limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await chunk in body {
      bytes += chunk
      if bytes.count >= limit { break }
    }
    return bytes
  }
}
