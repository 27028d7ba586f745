package import Providers
import Synchronization

/// A brain that another one takes over from when it fails.
///
/// Invariants:
/// 1. A failure before the first output of a response is answered by the fallback within the same response. One after
///    it ends the response with the error, and the fallback takes the next input.
/// 2. Once the fallback has taken over it stays for the rest of the call.
/// 3. Tool results the primary had asked for are never handed to the fallback; it hears the caller's last words
///    instead. Idempotency keys keep a write from running twice.
package final class FallbackSession: BrainSession {
  private struct State {
    var moved = false
    var lastInput: BrainInput?
  }

  private let primary: any BrainSession
  private let fallback: any BrainSession
  private let onFallback: @Sendable (ProviderError) -> Void
  private let state = Mutex(State())

  /// `onFallback` is called at most once, with what the primary failed of.
  package init(
    primary: any BrainSession, fallback: any BrainSession, onFallback: @escaping @Sendable (ProviderError) -> Void
  ) {
    self.primary = primary
    self.fallback = fallback
    self.onFallback = onFallback
  }

  /// Whether the fallback has taken over.
  package var hasFallenBack: Bool { state.withLock { $0.moved } }

  private var active: any BrainSession { hasFallenBack ? fallback : primary }

  package func greeting() async -> String { await active.greeting() }

  package func heard(_ text: String) async { await active.heard(text) }

  package func cancelTurn() async { await active.cancelTurn() }

  package var expectation: Expectation {
    get async { await active.expectation }
  }

  package func respond(to input: BrainInput) -> AsyncThrowingStream<BrainOutput, any Error> {
    let moved = state.withLock { state in
      if case .toolResults = input {} else { state.lastInput = input }
      return state.moved
    }
    if moved { return fallback.respond(to: input) }
    let (stream, output) = AsyncThrowingStream.makeStream(of: BrainOutput.self)
    let task = Task { await run(input, output) }
    output.onTermination = { reason in
      if case .cancelled = reason { task.cancel() }
    }
    return stream
  }

  private func run(_ input: BrainInput, _ output: AsyncThrowingStream<BrainOutput, any Error>.Continuation) async {
    var started = false
    do {
      for try await piece in primary.respond(to: input) {
        started = true
        output.yield(piece)
      }
      return output.finish()
    } catch {
      let failure = error as? ProviderError ?? ProviderError(.unavailable, "\(error)")
      guard !Task.isCancelled, failure.code != .cancelled else { return output.finish(throwing: failure) }
      let last = state.withLock { state in
        state.moved = true
        return state.lastInput
      }
      onFallback(failure)
      guard !started, let last else { return output.finish(throwing: failure) }
      do {
        for try await piece in fallback.respond(to: last) { output.yield(piece) }
        output.finish()
      } catch {
        output.finish(throwing: error)
      }
    }
  }
}
