package import Dialog
import Providers

/// Asks again where an answer failed before its first event, a few times, after a pause that grows and varies.
package struct RetryingChatClient: ChatClient {
  let base: any ChatClient
  let attempts: Int
  /// Of the first pause; each next one is twice as long, and each is drawn from its upper half.
  let pause: Duration
  /// A caller waits: a server that wants longer than this is left alone and the failure handed on.
  let longestPause: Duration
  let time: Timekeeper

  package init(
    _ base: any ChatClient, attempts: Int = 3, pause: Duration = .milliseconds(100),
    longestPause: Duration = .seconds(1), time: Timekeeper = .system
  ) {
    self.base = base
    self.attempts = attempts
    self.pause = pause
    self.longestPause = longestPause
    self.time = time
  }

  package func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
    relay { output in
      var attempt = 1
      while true {
        var started = false
        do {
          for try await event in base.answer(request) {
            started = true
            output.yield(event)
          }
          return
        } catch let error as ProviderError {
          guard !started, attempt < attempts, let wait = wait(after: error, attempt: attempt) else { throw error }
          try await time.sleep(wait)
          attempt += 1
        }
      }
    }
  }

  /// How long to wait before the next attempt; nil where another one is no use. A timeout has already cost the caller
  /// all the patience there is.
  private func wait(after error: ProviderError, attempt: Int) -> Duration? {
    switch error.code {
    case .unavailable, .overloaded:
      let backoff = pause * Double(1 << (attempt - 1)) * (0.5 + time.random() / 2)
      let wait = max(backoff, error.retryAfter ?? .zero)
      return wait <= longestPause ? wait : nil
    case .timeout, .refused, .malformed, .cancelled, .unsupported: return nil
    }
  }
}

/// A stream fed by `body`; cancelling the consumer cancels it.
func relay(
  _ body: @escaping @Sendable (AsyncThrowingStream<ChatEvent, any Error>.Continuation) async throws -> Void
) -> AsyncThrowingStream<ChatEvent, any Error> {
  let (stream, output) = AsyncThrowingStream.makeStream(of: ChatEvent.self)
  let task = Task {
    do {
      try await body(output)
      output.finish()
    } catch {
      output.finish(throwing: error is CancellationError ? ProviderError(.cancelled, "cancelled") : error)
    }
  }
  output.onTermination = { reason in
    if case .cancelled = reason { task.cancel() }
  }
  return stream
}
