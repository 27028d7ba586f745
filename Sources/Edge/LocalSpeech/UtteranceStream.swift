import Providers

// Invariants
// - One job of a stream is in the pool at a time: a partial, or the final of the oldest utterance that has ended. So
//   events come in order and no utterance is decoded by two threads.
// - `.final` exactly once for every `end` before `close`; nothing is delivered after `close` has returned.
// - An ended utterance whose speech is already decoded gets its final at once, without another decoding.
// - Lock order: `delivery`, then `state`. Jobs are submitted and events delivered without `state`.

/// Transcription of one call. A handler may be called on the thread that calls `end`.
///
/// Unchecked: `current`, `ending` and `working` are touched under `state` only; `isClosed` under `delivery`.
final class UtteranceStream: TranscriptionStream, @unchecked Sendable {
  private enum Step {
    case rest
    case partial(Int)
    case final(Int)
    case deliver(TranscriptEvent)
  }

  private let decoder: any UtteranceDecoder
  private let pool: InferencePool
  private let onEvent: @Sendable (TranscriptEvent) -> Void
  private let state = RecursiveLock()
  /// Recursive so that a handler may call `close`.
  private let delivery = RecursiveLock()
  private var current: Utterance?
  private var ending: [Utterance] = []
  /// Number of the utterance whose job is in the pool or whose event is being delivered.
  private var working: Int?
  private var isClosed = false

  init(
    decoder: any UtteranceDecoder, pool: InferencePool, onEvent: @escaping @Sendable (TranscriptEvent) -> Void
  ) {
    self.decoder = decoder
    self.pool = pool
    self.onEvent = onEvent
  }

  func begin(utterance: Int, preroll: [Int16]) {
    perform(
      state.locked {
        abandon()
        current = Utterance(number: utterance, preroll: preroll)
        return next()
      })
  }

  func push(_ samples: [Int16]) {
    let saturated = pool.isSaturated
    perform(
      state.locked {
        current?.append(samples)
        return saturated ? .rest : nextPartial()
      })
  }

  func end() {
    perform(
      state.locked {
        guard var utterance = current else { return .rest }
        // A partial that waits is overtaken; one that runs is waited for: it may be all there is to decode.
        if let ticket = utterance.partial, pool.cancel(ticket) { working = nil }
        utterance.ended = .now
        current = nil
        ending.append(utterance)
        return next()
      })
  }

  func cancel() {
    perform(
      state.locked {
        abandon()
        return next()
      })
  }

  func close() {
    state.locked {
      abandon()
      ending = []
    }
    delivery.locked { isClosed = true }
  }

  private func abandon() {
    if let ticket = current?.partial, pool.cancel(ticket) { working = nil }
    current = nil
  }

  // MARK: What to do next

  private func nextPartial() -> Step {
    guard working == nil, ending.isEmpty, let utterance = current, utterance.wantsPartial else { return .rest }
    current?.asked = utterance.audio.count
    working = utterance.number
    return .partial(utterance.number)
  }

  private func next() -> Step {
    guard working == nil, let utterance = ending.first, let ended = utterance.ended else { return .rest }
    working = utterance.number
    guard let text = utterance.finalText else { return .final(utterance.number) }
    return .deliver(.final(text, utterance: utterance.number, queued: .zero, compute: .now - ended))
  }

  private func perform(_ first: Step) {
    var step = first
    while true {
      switch step {
      case .rest: return
      case .partial(let number):
        let ticket = pool.submit(.partial, dropped: { [weak self] in self?.idle() }) { [weak self] _ in
          self?.runPartial(number)
        }
        state.locked { if current?.number == number { current?.partial = ticket } }
        return
      case .final(let number):
        pool.submit(
          .finalTranscript,
          dropped: { [weak self] in
            self?.perform(
              .deliver(.failed(ProviderError(.overloaded, "the inference queue is full"), utterance: number)))
          },
          body: { [weak self] queued in self?.runFinal(number, queued: queued) })
        return
      case .deliver(let event):
        deliver(event) { true }
        step = state.locked {
          if !ending.isEmpty { ending.removeFirst() }
          working = nil
          return next()
        }
      }
    }
  }

  /// The job in the pool is over.
  private func idle() {
    perform(
      state.locked {
        working = nil
        return next()
      })
  }

  // MARK: In the pool

  private func runPartial(_ number: Int) {
    if let text = decode(number), !text.isEmpty {
      deliver(.partial(text, utterance: number)) { state.locked { current?.number == number } }
    }
    state.locked { if current?.number == number { current?.partial = nil } }
    idle()
  }

  private func runFinal(_ number: Int, queued: Duration) {
    let start = ContinuousClock.now
    let text = decode(number) ?? ""
    perform(.deliver(.final(text, utterance: number, queued: queued, compute: .now - start)))
  }

  /// Decodes what is new of the utterance, piece by piece. Nil where there is no speech in it or it is gone.
  private func decode(_ number: Int) -> String? {
    while true {
      var known: String?
      var samples = 0
      let work = state.locked { () -> (audio: ArraySlice<Int16>, extent: LevelTrack.Extent, isPiece: Bool)? in
        guard let utterance = utterance(number) else { return nil }
        known = utterance.finalText
        samples = utterance.audio.count
        guard known == nil, let work = utterance.work() else { return nil }
        return (utterance.audio[work.range], work.extent, work.isPiece)
      }
      guard let work else { return known }
      let text = decoder.decode(work.audio)
      let range = work.audio.startIndex..<work.audio.endIndex
      let whole = state.locked { () -> String? in
        update(number) { $0.decoded(range, work.extent, isPiece: work.isPiece, samples: samples, text: text) }
        return utterance(number)?.latest?.text
      }
      if !work.isPiece { return whole }
    }
  }

  private func utterance(_ number: Int) -> Utterance? {
    current?.number == number ? current : ending.first { $0.number == number }
  }

  private func update(_ number: Int, _ change: (inout Utterance) -> Void) {
    if current?.number == number {
      change(&current!)
    } else if let index = ending.firstIndex(where: { $0.number == number }) {
      change(&ending[index])
    }
  }

  private func deliver(_ event: TranscriptEvent, while condition: () -> Bool) {
    delivery.locked {
      if !isClosed && condition() { onEvent(event) }
    }
  }
}
