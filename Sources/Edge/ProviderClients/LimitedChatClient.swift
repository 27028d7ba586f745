package import Dialog
import Providers
import Synchronization

/// Lets a number of answers be in progress at a time. One more fails at once as overloaded: a caller is better served
/// by the fallback than by a queue.
package final class LimitedChatClient: ChatClient {
  private let base: any ChatClient
  private let limit: Int
  private let running = Mutex(0)

  package init(_ base: any ChatClient, limit: Int) {
    self.base = base
    self.limit = limit
  }

  package func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
    relay { [self] output in
      let admitted = running.withLock { running in
        guard running < limit else { return false }
        running += 1
        return true
      }
      guard admitted else { throw ProviderError(.overloaded, "\(limit) requests are already in progress") }
      defer { running.withLock { $0 -= 1 } }
      for try await event in base.answer(request) { output.yield(event) }
    }
  }
}
