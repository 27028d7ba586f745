package import Dialog
package import Providers

/// A piece of a language model's answer.
package enum ChatEvent: Sendable, Hashable {
  package enum FinishReason: Sendable, Hashable {
    case stop, length, toolCalls, contentFilter
    case other(String)
  }
  package struct Usage: Sendable, Hashable {
    package var promptTokens: Int
    package var completionTokens: Int
    package init(promptTokens: Int, completionTokens: Int) {
      self.promptTokens = promptTokens
      self.completionTokens = completionTokens
    }
  }
  case text(String)
  /// A whole call with parsed arguments; calls come after all text, in the model's order.
  case call(ToolCall)
  /// The last event of every answer that did not throw.
  case finished(FinishReason, Usage?)
}

/// A language model behind some protocol. One instance serves every call that uses the provider.
package protocol ChatClient: Sendable {
  /// Streams the answer. Throws `ProviderError`; an answer that ends without `.finished` has thrown or was cancelled.
  /// Cancelling the consuming task cancels the request.
  func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error>
}
