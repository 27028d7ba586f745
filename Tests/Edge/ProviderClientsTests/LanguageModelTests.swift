import Dialog
import HTTPClient
import JSON
import Providers
import Resources
import ScriptedServer
import Synchronization
import Testing

@testable import ProviderClients

@Suite(.timeLimit(.minutes(1))) struct OpenAIChatClientTests {
  static let http = HTTPClient()

  static func client(_ server: ScriptedServer, firstByte: Duration = .seconds(20), stall: Duration = .seconds(20))
    -> OpenAIChatClient
  {
    var settings = OpenAIChatClient.Settings(endpoint: "\(server.url)/v1/", model: "test")
    settings.key = "sesame-key"
    settings.temperature = 0.5
    settings.maximumTokens = 100
    settings.firstByte = firstByte
    settings.stall = stall
    return OpenAIChatClient(settings: settings, http: http)
  }

  static func answer(_ client: any ChatClient) async throws -> [ChatEvent] {
    let tool = ChatTool(name: "f", description: "F.", parameters: ["type": "object"])
    var events: [ChatEvent] = []
    for try await event in client.answer(ChatRequest(messages: [.system("s"), .user("u")], tools: [tool])) {
      events.append(event)
    }
    return events
  }

  static func failure(_ client: any ChatClient) async -> ProviderError? {
    do {
      _ = try await answer(client)
      return nil
    } catch { return error as? ProviderError }
  }

  @Test func asksAndReads() async throws {
    let server = ScriptedServer { _ in .chat("One moment.", calling: "f", arguments: ["x": "a long argument", "y": 2]) }
    defer { server.stop() }
    let events = try await Self.answer(Self.client(server))
    let call = ToolCall(id: "call_1", name: "f", arguments: JSONObject(distinct: [("x", "a long argument"), ("y", 2)]))
    #expect(events == [.text("One moment."), .call(call), .finished(.toolCalls, nil)])
    let request = try #require(server.requests.first)
    #expect(request.path == "/v1/chat/completions")
    #expect(request.headers["authorization"] == "Bearer sesame-key")
    let json = try JSONParser.parse(request.body)
    #expect(json["stream"] == true)
    #expect(json["temperature"] == 0.5)
    #expect(json["max_tokens"] == 100)
    #expect(json["messages"]?[1] == ["role": "user", "content": "u"])
    #expect(json["tools"]?[0]?["function"]?["name"] == "f")
  }

  @Test func readsWhatIsNotStreamed() async throws {
    let server = ScriptedServer { _ in .json(#"{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}"#) }
    defer { server.stop() }
    #expect(try await Self.answer(Self.client(server)) == [.text("Hi"), .finished(.stop, nil)])
  }

  static let text = ScriptedReply.chunk(["content": "Hel"])

  @Test(arguments: [
    ("slow first byte", ScriptedReply(contentType: "text/event-stream", body: [.stall]), ProviderError.Code.timeout),
    ("slow head", ScriptedReply(before: [.stall]), .timeout),
    ("stall mid-stream", .events([text], then: [.stall]), .timeout),
    ("cut", .events([text], then: [.cut]), .unavailable),
    ("quiet end", .events([text]), .malformed), ("malformed chunk", .events([text, "{\"choi"]), .malformed),
    ("no key", .json(#"{"error":{"message":"Incorrect API key: sesame-key"}}"#, status: 401), .refused),
    ("server error", .text("oops", status: 500), .unavailable),
    ("html", .text("<html>", contentType: "text/html"), .malformed),
    ("empty", .text(""), .malformed),
  ])
  func faults(_ name: String, _ reply: ScriptedReply, _ code: ProviderError.Code) async {
    let server = ScriptedServer { _ in reply }
    defer { server.stop() }
    let error = await Self.failure(Self.client(server, firstByte: .milliseconds(300), stall: .milliseconds(300)))
    #expect(error?.code == code, "\(name): \(error?.description ?? "no error")")
    #expect(error?.message.contains("sesame") == false)
  }

  @Test func onlyCommentsAreNoBeginning() async {
    let comment = ScriptedReply.Step.send(Array(": wait\n\n".utf8))
    let server = ScriptedServer { _ in
      ScriptedReply(
        contentType: "text/event-stream", body: (0..<200).flatMap { _ in [comment, .pause(milliseconds: 50)] })
    }
    defer { server.stop() }
    #expect(await Self.failure(Self.client(server, firstByte: .milliseconds(400)))?.code == .timeout)
  }

  @Test func tooManyRequests() async {
    let server = ScriptedServer { _ in
      var reply = ScriptedReply.json(#"{"error":{"message":"slow down"}}"#, status: 429)
      reply.headers.append(("Retry-After", "7"))
      return reply
    }
    defer { server.stop() }
    let error = await Self.failure(Self.client(server))
    #expect(error == ProviderError(.overloaded, "the model's server answered 429: slow down", retryAfter: .seconds(7)))
  }

  @Test func cancellingEndsTheRequest() async {
    let server = ScriptedServer { _ in .events([Self.text], then: [.stall]) }
    defer { server.stop() }
    let client = Self.client(server)
    let task = Task {
      for try await _ in client.answer(ChatRequest(messages: [.user("u")])) { return }
    }
    _ = try? await task.value
    while server.abandoned == 0 { await Task.yield() }
    #expect(server.abandoned == 1)
  }
}

/// Answers as told, one script per request; the last is used again.
final class ScriptedChatClient: ChatClient {
  enum Script: Sendable {
    case events([ChatEvent])
    /// Those events, then the error.
    case failing([ChatEvent], ProviderError)
    /// Those events, then nothing until it is cancelled.
    case hanging([ChatEvent])
  }
  private let state: Mutex<(scripts: [Script], requests: [ChatRequest])>

  init(_ scripts: [Script]) { state = Mutex((scripts, [])) }

  var requests: [ChatRequest] { state.withLock { $0.requests } }

  func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
    let script = state.withLock { state in
      state.requests.append(request)
      return state.scripts.count > 1 ? state.scripts.removeFirst() : state.scripts.first ?? .events([])
    }
    let (stream, output) = AsyncThrowingStream.makeStream(of: ChatEvent.self)
    switch script {
    case .events(let events):
      for event in events { output.yield(event) }
      output.finish()
    case .failing(let events, let error):
      for event in events { output.yield(event) }
      output.finish(throwing: error)
    case .hanging(let events): for event in events { output.yield(event) }
    }
    return stream
  }
}

@Suite(.timeLimit(.minutes(1))) struct DecoratorTests {
  /// A clock that jumps.
  final class Clock: Sendable {
    let state = Mutex((now: Duration.zero, sleeps: [Duration]()))
    var time: Timekeeper {
      Timekeeper(
        now: { self.state.withLock { $0.now } },
        sleep: { duration in
          self.state.withLock { state in
            state.now += duration
            state.sleeps.append(duration)
          }
        }, random: { 0.5 })
    }
  }

  static let fine = ScriptedChatClient.Script.events([.text("a"), .finished(.stop, nil)])
  static let down = ScriptedChatClient.Script.failing([], ProviderError(.unavailable, "down"))

  @Test func retriesBeforeTheFirstEvent() async throws {
    let clock = Clock()
    let base = ScriptedChatClient([Self.down, Self.down, Self.fine])
    let client = RetryingChatClient(base, time: clock.time)
    #expect(try await OpenAIChatClientTests.answer(client).count == 2)
    #expect(clock.state.withLock { $0.sleeps } == [.milliseconds(75), .milliseconds(150)])
  }

  @Test(arguments: [
    (ScriptedChatClient.Script.failing([.text("a")], ProviderError(.unavailable, "cut")), 1),
    (.failing([], ProviderError(.refused, "no")), 1), (.failing([], ProviderError(.timeout, "slow")), 1),
    (.failing([], ProviderError(.overloaded, "busy", retryAfter: .seconds(30))), 1),
    (.failing([], ProviderError(.overloaded, "busy", retryAfter: .milliseconds(400))), 3),
  ])
  func givesUp(_ script: ScriptedChatClient.Script, after attempts: Int) async {
    let base = ScriptedChatClient([script])
    #expect(await OpenAIChatClientTests.failure(RetryingChatClient(base, time: Clock().time)) != nil)
    #expect(base.requests.count == attempts)
  }

  @Test func breakerOpensRestsAndCloses() async throws {
    let clock = Clock()
    let base = ScriptedChatClient([Self.down, Self.down, Self.down, Self.fine])
    let client = CircuitBreakerChatClient(base, threshold: 2, rest: .seconds(10), time: clock.time)
    for _ in 0..<5 { #expect(await OpenAIChatClientTests.failure(client)?.code == .unavailable) }
    #expect(base.requests.count == 2)
    clock.state.withLock { $0.now += .seconds(10) }
    // The one request let through fails, and it opens again at once.
    for _ in 0..<3 { #expect(await OpenAIChatClientTests.failure(client) != nil) }
    #expect(base.requests.count == 3)
    clock.state.withLock { $0.now += .seconds(10) }
    for _ in 0..<3 { #expect(try await OpenAIChatClientTests.answer(client).count == 2) }
  }

  @Test func limitRefusesOneMore() async throws {
    let base = ScriptedChatClient([.hanging([.text("a")]), Self.fine])
    let client = LimitedChatClient(base, limit: 1)
    var held: AsyncThrowingStream<ChatEvent, any Error>.AsyncIterator? = client.answer(ChatRequest(messages: []))
      .makeAsyncIterator()
    #expect(try await held?.next() == .text("a"))
    #expect(await OpenAIChatClientTests.failure(client)?.code == .overloaded)
    held = nil
    while await OpenAIChatClientTests.failure(client) != nil {}
  }

  @Test func providersBecomeModels() async throws {
    let server = ScriptedServer { _ in .chat(["Hi"]) }
    defer { server.stop() }
    var provider = Provider(metadata: Metadata(name: "gpt"), driver: .openAIChat)
    provider.endpoint = "\(server.url)/v1"
    provider.model = "small"
    provider.secret = .environment("KEY")
    provider.limits.concurrent = 2
    provider.timeouts.firstToken = .seconds(20)
    let model = try LanguageModel(provider: provider, model: "large", http: OpenAIChatClientTests.http) { _ in "k" }
    #expect(try await OpenAIChatClientTests.answer(model).first == .text("Hi"))
    #expect(try JSONParser.parse(server.requests[0].body)["model"] == "large")
    struct Leak: Error { let secret = "sesame" }
    #expect(throws: ProviderError(.refused, "the secret of provider gpt cannot be read")) {
      try LanguageModel(provider: provider, http: OpenAIChatClientTests.http) { _ in throw Leak() }
    }
  }
}
