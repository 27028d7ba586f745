import Dialog
import JSON
import Providers
import Resources
import Synchronization
import Testing

@testable import ProviderClients

@Suite(.timeLimit(.minutes(1))) struct SessionTests {
  static func session(_ scripts: [ScriptedChatClient.Script]) -> (LanguageModelSession, ScriptedChatClient) {
    var settings = DialogSettings()
    settings.greeting = "Welcome to {{business}}."
    settings.variables = ["business": "Roma"]
    settings.transferTargets = ["staff"]
    let client = ScriptedChatClient(scripts)
    let dialog = Dialog(scenario: Scenario(metadata: Metadata(name: "s")), settings: settings)
    return (LanguageModelSession(dialog: dialog, client: client), client)
  }

  static func outputs(_ session: any BrainSession, _ input: BrainInput) async throws -> [BrainOutput] {
    var outputs: [BrainOutput] = []
    for try await output in session.respond(to: input) { outputs.append(output) }
    return outputs
  }

  static func call(_ id: String, _ name: String, _ arguments: (String, JSONValue)...) -> ToolCall {
    ToolCall(id: id, name: name, arguments: JSONObject(distinct: arguments))
  }

  @Test func aConversation() async throws {
    let place = Self.call("c1", "place_order", ("size", "large"))
    let (session, client) = Self.session([
      .events([.text("One "), .text("moment."), .call(place), .finished(.toolCalls, nil)]),
      .events([.text("Nine euros. Goodbye."), .call(Self.call("c2", "end_call")), .finished(.toolCalls, nil)]),
    ])
    #expect(await session.greeting() == "Welcome to Roma.")
    #expect(try await Self.outputs(session, .said("a large one")) == [.text("One "), .text("moment."), .call(place)])
    let result = ToolResult(call: place, outcome: .value(["total": 9]))
    #expect(try await Self.outputs(session, .toolResults([result])) == [.text("Nine euros. Goodbye."), .hangup])
    #expect(
      Array(client.requests[1].messages.dropFirst()) == [
        .assistant("Welcome to Roma.", calls: []), .user("a large one"), .assistant("One moment.", calls: [place]),
        .tool(callID: "c1", name: "place_order", text: #"{"total":9}"#),
      ])
  }

  @Test func transfersToKnownTargetsOnly() async throws {
    let (session, client) = Self.session([
      .events([.call(Self.call("c1", "transfer_call", ("target", "boss"))), .finished(.toolCalls, nil)]),
      .events([.call(Self.call("c1", "transfer_call", ("target", "staff"))), .finished(.toolCalls, nil)]),
    ])
    #expect(try await Self.outputs(session, .said("a person")) == [.transfer("staff")])
    #expect(
      client.requests[1].messages.last
        == .tool(callID: "c1", name: "transfer_call", text: #"{"error":"target must be one of: staff"}"#))
    // The server used the same id twice; history has two.
    #expect(await session.history.turns.flatMap(\.replies).flatMap(\.calls).map(\.id) == ["c1", "c1-1"])
  }

  @Test func builtInToolsWaitForTheOthers() async throws {
    let place = Self.call("c1", "place_order")
    let (session, _) = Self.session([
      .events([.call(place), .call(Self.call("c2", "end_call")), .finished(.toolCalls, nil)])
    ])
    #expect(try await Self.outputs(session, .said("go")) == [.call(place)])
  }

  @Test func aModelThatNeverLearnsIsLeft() async throws {
    let (session, client) = Self.session([
      .events([.call(Self.call("c", "transfer_call")), .finished(.toolCalls, nil)])
    ])
    #expect(try await Self.outputs(session, .said("a person")).isEmpty)
    #expect(client.requests.count == 3)
  }

  @Test func interruptedResponseKeepsWhatWasHeard() async throws {
    let (session, client) = Self.session([
      .hanging([.text("We have many pizzas. "), .text("First, ")]), .events([.text("Yes."), .finished(.stop, nil)]),
    ])
    let task = Task {
      var count = 0
      for try await _ in session.respond(to: .said("what do you have")) {
        count += 1
        if count == 2 { break }
      }
    }
    try await task.value
    await session.heard("We have many")
    #expect(try await Self.outputs(session, .said("stop")) == [.text("Yes.")])
    #expect(
      Array(client.requests[1].messages.dropFirst()) == [
        .user("what do you have"), .assistant("We have many", calls: []), .user("stop"),
      ])
  }

  @Test func failuresAreThrown() async {
    let (session, _) = Self.session([.failing([.text("a")], ProviderError(.unavailable, "cut"))])
    await #expect(throws: ProviderError(.unavailable, "cut")) { try await Self.outputs(session, .said("x")) }
  }

  /// Answers every input with its name.
  final class Echo: BrainSession {
    let inputs = Mutex<[BrainInput]>([])
    func greeting() async -> String { "echo" }
    func respond(to input: BrainInput) -> AsyncThrowingStream<BrainOutput, any Error> {
      inputs.withLock { $0.append(input) }
      return AsyncThrowingStream { output in
        output.yield(.text("fallback"))
        output.finish()
      }
    }
    func heard(_ text: String) async {}
    func cancelTurn() async {}
    var expectation: Providers.Expectation { get async { .yesOrNo } }
  }

  @Test func fallsBackWithinTheTurnAndStays() async throws {
    let (primary, client) = Self.session([.failing([], ProviderError(.timeout, "slow"))])
    let moves = Mutex<[ProviderError]>([])
    let echo = Echo()
    let session = FallbackSession(primary: primary, fallback: echo) { error in moves.withLock { $0.append(error) } }
    #expect(await session.greeting() == "Welcome to Roma.")
    #expect(try await Self.outputs(session, .said("one")) == [.text("fallback")])
    #expect(try await Self.outputs(session, .said("two")) == [.text("fallback")])
    #expect(moves.withLock { $0 } == [ProviderError(.timeout, "slow")])
    #expect(await session.expectation == .yesOrNo)
    #expect(client.requests.count == 1)
  }

  @Test func afterTheFirstWordsTheNextTurnFallsBack() async throws {
    let (primary, _) = Self.session([.failing([.text("Well")], ProviderError(.unavailable, "cut"))])
    let session = FallbackSession(primary: primary, fallback: Echo()) { _ in }
    await #expect(throws: ProviderError(.unavailable, "cut")) { try await Self.outputs(session, .said("one")) }
    #expect(try await Self.outputs(session, .said("two")) == [.text("fallback")])
  }

  @Test func fallbackHearsTheCallerInsteadOfToolResults() async throws {
    let place = Self.call("c1", "place_order")
    let (primary, _) = Self.session([
      .events([.call(place), .finished(.toolCalls, nil)]), .failing([], ProviderError(.unavailable, "down")),
    ])
    let echo = Echo()
    let session = FallbackSession(primary: primary, fallback: echo) { _ in }
    _ = try await Self.outputs(session, .said("go"))
    #expect(
      try await Self.outputs(session, .toolResults([ToolResult(call: place, outcome: .value(1))])) == [
        .text("fallback")
      ])
    #expect(echo.inputs.withLock { $0 } == [.said("go")])
  }
}
