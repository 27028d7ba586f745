package import Providers

/// Runs the tools a brain asks for.
package protocol ToolExecutor: Sendable {
  /// Gives exactly one result, in bounded time. `turn` counts the caller's turns, for the idempotency of writes.
  func run(_ call: ToolCall, turn: Int) async -> ToolResult
}

/// Runs one response of a brain to its end, tools included.
///
/// Invariants: every tool call gets exactly one result and the brain sees it, even where the response was cancelled
/// in between; no tool begins after a cancellation; what the brain says after one is dropped.
package struct BrainRunner: Sendable {
  package enum Output: Sendable {
    case brain(BrainOutput)
    case toolStarted(ToolCall)
    case toolFinished(ToolResult, took: Duration)
  }

  /// Rounds of tool calls one response may take before it is given up as circling.
  package static let maximumRounds = 8

  package let session: any BrainSession
  package let tools: any ToolExecutor

  package init(session: any BrainSession, tools: any ToolExecutor) {
    self.session = session
    self.tools = tools
  }

  /// Throws `ProviderError` of the brain, `CancellationError`, or `.malformed` for a brain that circles.
  package func respond(to input: BrainInput, turn: Int, emit: (Output) -> Void) async throws {
    var input = input
    for _ in 0..<Self.maximumRounds {
      var calls: [ToolCall] = []
      for try await output in session.respond(to: input) {
        if case .call(let call) = output { calls.append(call) }
        emit(.brain(output))
      }
      guard !calls.isEmpty else { return try Task.checkCancellation() }
      var results: [ToolResult] = []
      for call in calls {
        guard !Task.isCancelled else {
          results.append(ToolResult(call: call, outcome: .failed("not run: the caller went on speaking")))
          continue
        }
        emit(.toolStarted(call))
        let (result, took) = await shielded(call, turn: turn)
        emit(.toolFinished(result, took: took))
        results.append(result)
      }
      input = .toolResults(results)
      if Task.isCancelled {
        await settle(input)
        throw CancellationError()
      }
    }
    throw ProviderError(.malformed, "the brain called tools \(Self.maximumRounds) times in a row without speaking")
  }

  /// A tool that has begun runs to its end: a cancelled wait would leave its effect without a record.
  private func shielded(_ call: ToolCall, turn: Int) async -> (ToolResult, Duration) {
    let tools = tools
    return await Task {
      let clock = ContinuousClock()
      let start = clock.now
      let result = await tools.run(call, turn: turn)
      return (result, clock.now - start)
    }.value
  }

  private func settle(_ input: BrainInput) async {
    let session = session
    await Task {
      do { for try await _ in session.respond(to: input) {} } catch {}
    }.value
  }
}
