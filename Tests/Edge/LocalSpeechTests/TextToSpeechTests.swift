import LocalSpeech
import Providers
import Synchronization
import Testing

/// Makes one sample for each character; waits at the gate where there is one.
private final class FakeSynthesizer: ClauseSynthesizer {
  let sampleRate = 16000
  let spoken = Recorder<String>()
  let started = Signal()
  private let gate: Gate?
  init(gate: Gate? = nil) { self.gate = gate }

  func synthesize(_ clause: String, rate: Double) throws(ProviderError) -> [Int16] {
    spoken.add(clause)
    if let gate {
      started.send()
      gate.wait()
    }
    if clause.contains("fail") { throw ProviderError(.malformed, "asked to") }
    return [Int16](repeating: Int16(clause.count), count: clause.count)
  }
}

@Suite(.timeLimit(.minutes(1)))
struct TextToSpeechTests {
  private func collect(_ stream: AsyncThrowingStream<[Int16], any Error>) async throws -> [[Int16]] {
    var chunks: [[Int16]] = []
    for try await chunk in stream { chunks.append(chunk) }
    return chunks
  }

  private func request(_ text: String, _ priority: SpeechRequest.Priority = .callerWaits) -> SpeechRequest {
    SpeechRequest(text: text, voice: "en-us", priority: priority)
  }

  @Test func speaksClauseByClause() async throws {
    let synthesizer = FakeSynthesizer()
    let speech = ClauseTextToSpeech(synthesizer: synthesizer, pool: InferencePool(.init(workers: 1)))
    let chunks = try await collect(speech.speak(request("One. Two!")))
    #expect(chunks.map(\.count) == [4, 4])
    #expect(synthesizer.spoken.values == ["One.", "Two!"])
    #expect(try await collect(speech.speak(request(" "))).isEmpty)
  }

  @Test func failuresReachTheListener() async {
    let speech = ClauseTextToSpeech(synthesizer: FakeSynthesizer(), pool: InferencePool(.init(workers: 1)))
    await #expect(throws: ProviderError(.malformed, "asked to")) {
      _ = try await collect(speech.speak(request("One. Then fail. Two.")))
    }
    let long = String(repeating: "a ", count: ClauseTextToSpeech.longestText)
    await #expect(throws: ProviderError.self) { _ = try await collect(speech.speak(request(long))) }
  }

  @Test func cancellingEndsTheWork() async throws {
    let gate = Gate()
    let synthesizer = FakeSynthesizer(gate: gate)
    let pool = InferencePool(.init(workers: 1))
    let speech = ClauseTextToSpeech(synthesizer: synthesizer, pool: pool)
    let task = Task { try await collect(speech.speak(request("One. Two. Three."))) }
    await synthesizer.started.next()
    task.cancel()
    _ = try? await task.value
    gate.open()
    pool.shutdown()
    #expect(synthesizer.spoken.values == ["One."])
  }

  @Test func cachesWhatWasSaid() async throws {
    let synthesizer = FakeSynthesizer()
    let cached = CachedTextToSpeech(
      ClauseTextToSpeech(synthesizer: synthesizer, pool: InferencePool(.init(workers: 1))))
    let first = try await collect(cached.speak(request("Hello. You.")))
    #expect(cached.isCached(request("Hello. You.", .prefetch)))
    #expect(try await collect(cached.speak(request("Hello. You."))) == first)
    #expect(synthesizer.spoken.values.count == 2)
    var other = request("Hello. You.")
    other.rate = 1.5
    #expect(!cached.isCached(other))
    let statistics = cached.statistics
    #expect(statistics.hits == 1 && statistics.misses == 1 && statistics.bytes == 20)
  }

  @Test func evictsTheLeastRecentlyUsed() async throws {
    let cached = CachedTextToSpeech(
      ClauseTextToSpeech(synthesizer: FakeSynthesizer(), pool: InferencePool(.init(workers: 1))), capacityBytes: 20)
    for text in ["aaaa", "bbbb", "aaaa", "cccc"] { _ = try await collect(cached.speak(request(text))) }
    #expect(cached.isCached(request("aaaa")))
    #expect(!cached.isCached(request("bbbb")))
    #expect(cached.isCached(request("cccc")))
    #expect(cached.statistics.evicted == 1)
    _ = try await collect(cached.speak(request("much too long to be kept")))
    #expect(cached.statistics.bytes == 16)
  }

  @Test func sharesOneSynthesis() async throws {
    let gate = Gate()
    let synthesizer = FakeSynthesizer(gate: gate)
    let cached = CachedTextToSpeech(
      ClauseTextToSpeech(synthesizer: synthesizer, pool: InferencePool(.init(workers: 1))))
    let streams = (0..<5).map { _ in cached.speak(request("Hello.")) }
    gate.open()
    for stream in streams { #expect(try await collect(stream).map(\.count) == [6]) }
    #expect(synthesizer.spoken.values == ["Hello."])
    #expect(cached.statistics.shared == 4)
  }

  @Test func oneListenerLeavingDoesNotEndItForOthers() async throws {
    let gate = Gate()
    let synthesizer = FakeSynthesizer(gate: gate)
    let pool = InferencePool(.init(workers: 1))
    let cached = CachedTextToSpeech(ClauseTextToSpeech(synthesizer: synthesizer, pool: pool))
    let leaving = Task { try await collect(cached.speak(request("Hello. You."))) }
    await synthesizer.started.next()
    let staying = cached.speak(request("Hello. You."))
    leaving.cancel()
    _ = try? await leaving.value
    gate.open()
    gate.open()
    #expect(try await collect(staying).map(\.count) == [6, 4])
    #expect(synthesizer.spoken.values == ["Hello.", "You."])
  }

  @Test func aCallerOvertakesThePrefetchOfHisWords() async throws {
    let gate = Gate()
    let synthesizer = FakeSynthesizer(gate: gate)
    let pool = InferencePool(.init(workers: 1))
    let cached = CachedTextToSpeech(ClauseTextToSpeech(synthesizer: synthesizer, pool: pool))
    cached.prefetch([request("busy"), request("first"), request("wanted")])
    await synthesizer.started.next()
    let stream = cached.speak(request("wanted"))
    for _ in 0..<3 { gate.open() }
    #expect(try await collect(stream).map(\.count) == [6])
    #expect(synthesizer.spoken.values.prefix(2) == ["busy", "wanted"])
    // What was prefetched before is still made, once.
    #expect(try await collect(cached.speak(request("first"))).map(\.count) == [5])
    #expect(synthesizer.spoken.values == ["busy", "wanted", "first"])
    pool.shutdown()
  }

  @Test func aFailureIsNotKept() async throws {
    let synthesizer = FakeSynthesizer()
    let cached = CachedTextToSpeech(
      ClauseTextToSpeech(synthesizer: synthesizer, pool: InferencePool(.init(workers: 1))))
    for _ in 0..<2 {
      await #expect(throws: ProviderError.self) { _ = try await collect(cached.speak(request("fail"))) }
    }
    #expect(synthesizer.spoken.values.count == 2)
    #expect(!cached.isCached(request("fail")))
  }
}
