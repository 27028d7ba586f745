package import Providers
import Synchronization

/// Synthesises one clause. Blocks; may be called from several threads.
package protocol ClauseSynthesizer: Sendable {
  /// Samples a second.
  var sampleRate: Int { get }
  /// Longer is slower where `rate` is below 1. Shaped: levelled, trimmed, with the pause after it.
  func synthesize(_ clause: String, rate: Double) throws(ProviderError) -> [Int16]
}

/// Speaks clause by clause: each is one job of the pool, so that what is more urgent goes between two of them.
package final class ClauseTextToSpeech: TextToSpeech {
  /// Characters of a request.
  package static let longestText = 4000

  package let format: AudioFormat
  private let synthesizer: any ClauseSynthesizer
  private let pool: InferencePool

  package init(synthesizer: any ClauseSynthesizer, pool: InferencePool) {
    self.synthesizer = synthesizer
    self.pool = pool
    format = AudioFormat(sampleRate: synthesizer.sampleRate)
  }

  package func speak(_ request: SpeechRequest) -> AsyncThrowingStream<[Int16], any Error> {
    let (stream, continuation) = AsyncThrowingStream<[Int16], any Error>.makeStream()
    guard request.text.count <= Self.longestText else {
      continuation.finish(
        throwing: ProviderError(.unsupported, "more than \(Self.longestText) characters to say at once"))
      return stream
    }
    let utterance = SpokenUtterance(
      clauses: ClauseSplitter.split(SpokenText.spoken(request.text)), rate: min(2, max(0.5, request.rate)),
      priority: request.priority == .callerWaits ? .speech : .prefetch, synthesizer: synthesizer, pool: pool,
      continuation: continuation)
    continuation.onTermination = { _ in utterance.cancel() }
    utterance.start()
    return stream
  }
}

/// One request on its way through the pool.
private final class SpokenUtterance: Sendable {
  private struct State {
    var ticket: InferencePool.Ticket?
    var isCancelled = false
  }

  private let clauses: [String]
  private let rate: Double
  private let priority: InferencePool.Priority
  private let synthesizer: any ClauseSynthesizer
  private let pool: InferencePool
  private let continuation: AsyncThrowingStream<[Int16], any Error>.Continuation
  private let state = Mutex(State())

  init(
    clauses: [String], rate: Double, priority: InferencePool.Priority, synthesizer: any ClauseSynthesizer,
    pool: InferencePool, continuation: AsyncThrowingStream<[Int16], any Error>.Continuation
  ) {
    self.clauses = clauses
    self.rate = rate
    self.priority = priority
    self.synthesizer = synthesizer
    self.pool = pool
    self.continuation = continuation
  }

  func start() { submit(0) }

  func cancel() {
    let ticket = state.withLock { state in
      state.isCancelled = true
      return state.ticket
    }
    if let ticket { pool.cancel(ticket) }
  }

  private func submit(_ index: Int) {
    guard index < clauses.count else { return continuation.finish() }
    if state.withLock({ $0.isCancelled }) { return }
    let ticket = pool.submit(
      priority,
      dropped: { self.continuation.finish(throwing: ProviderError(.overloaded, "the inference queue is full")) },
      body: { _ in self.run(index) })
    let isCancelled = state.withLock { state in
      state.ticket = ticket
      return state.isCancelled
    }
    if isCancelled { pool.cancel(ticket) }
  }

  private func run(_ index: Int) {
    if state.withLock({ $0.isCancelled }) { return }
    do {
      let samples = try synthesizer.synthesize(clauses[index], rate: rate)
      if !samples.isEmpty { continuation.yield(samples) }
      submit(index + 1)
    } catch {
      continuation.finish(throwing: error)
    }
  }
}
