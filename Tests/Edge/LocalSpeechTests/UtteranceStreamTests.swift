import FuzzRounds
import LocalSpeech
import Providers
import Synchronization
import Testing

/// Says how many milliseconds it was given, rounded to tenths of a second; waits at the gate where there is one.
private final class CountingDecoder: UtteranceDecoder {
  let calls = Recorder<Int>()
  let started = Signal()
  private let gate: Gate?
  init(gate: Gate? = nil) { self.gate = gate }

  func decode(_ samples: ArraySlice<Int16>) -> String {
    calls.add(samples.count)
    if let gate {
      started.send()
      gate.wait()
    }
    return "heard \(samples.count / 1600)"
  }
}

@Suite(.timeLimit(.minutes(1)))
struct UtteranceStreamTests {
  private func open(
    _ decoder: some UtteranceDecoder, pool: InferencePool = InferencePool(.init(workers: 1))
  ) throws -> (any TranscriptionStream, AsyncStream<TranscriptEvent>.Iterator, Recorder<TranscriptEvent>) {
    let (events, continuation) = AsyncStream<TranscriptEvent>.makeStream()
    let log = Recorder<TranscriptEvent>()
    let stream = try UtteranceSpeechToText(decoder: decoder, pool: pool).stream { event in
      log.add(event)
      continuation.yield(event)
    }
    return (stream, events.makeAsyncIterator(), log)
  }

  private func final(_ event: TranscriptEvent?) -> (text: String, utterance: Int)? {
    if case .final(let text, let utterance, _, _)? = event { (text, utterance) } else { nil }
  }

  @Test func decodesWithPrerollAndTrimsSilence() async throws {
    let decoder = CountingDecoder()
    var (stream, events, _) = try open(decoder)
    stream.begin(utterance: 7, preroll: silence(milliseconds: 500) + tone(milliseconds: 500, level: -20))
    stream.push(silence(milliseconds: 50))
    stream.end()
    var event = await events.next()
    if case .partial? = event { event = await events.next() }
    #expect(final(event)?.utterance == 7)
    #expect(final(event)?.text.hasPrefix("heard") == true)
    // 100 ms before, 500 ms of speech, and the 50 ms there are after it.
    #expect(decoder.calls.values.last.map { abs($0 - 650 * 16) <= 320 } == true)
    stream.close()
  }

  @Test func silenceAloneIsEmptyWithoutDecoding() async throws {
    let decoder = CountingDecoder()
    var (stream, events, _) = try open(decoder)
    stream.begin(utterance: 1, preroll: silence(milliseconds: 600))
    stream.end()
    #expect(final(await events.next())?.text == "")
    stream.begin(utterance: 2, preroll: tone(milliseconds: 60, level: -20) + silence(milliseconds: 400))
    stream.end()
    #expect(final(await events.next())?.text == "")
    #expect(decoder.calls.values.isEmpty)
    stream.close()
  }

  @Test func aPauseDecodesEarlyAndTheFinalCostsNothing() async throws {
    let decoder = CountingDecoder()
    var (stream, events, _) = try open(decoder)
    stream.begin(utterance: 1, preroll: tone(milliseconds: 280, level: -20))
    stream.push(silence(milliseconds: 130))
    #expect(await events.next() == .partial("heard 4", utterance: 1))
    for _ in 0..<20 { stream.push(silence(milliseconds: 20)) }
    stream.end()
    #expect(final(await events.next())?.text == "heard 4")
    #expect(decoder.calls.values.count == 1)
    stream.close()
  }

  @Test func oneDecodingAtATimeAndFinalsInOrder() async throws {
    let gate = Gate()
    let decoder = CountingDecoder(gate: gate)
    let pool = InferencePool(.init(workers: 2))
    var (stream, events, log) = try open(decoder, pool: pool)
    let speech = tone(milliseconds: 400, level: -20)
    stream.begin(utterance: 1, preroll: speech)
    stream.push(speech)  // starts a partial, which waits at the gate
    await decoder.started.next()
    stream.push(speech)
    stream.push(speech)
    stream.end()
    stream.begin(utterance: 2, preroll: speech)
    stream.end()
    #expect(decoder.calls.values.count == 1)
    for _ in 0..<3 { gate.open() }
    #expect(final(await events.next())?.utterance == 1)
    #expect(final(await events.next())?.utterance == 2)
    #expect(log.values.count == 2)  // the partial of an ended utterance is not delivered
    stream.close()
    pool.shutdown()
  }

  @Test func cancelAndCloseAreSilent() async throws {
    let gate = Gate()
    let decoder = CountingDecoder(gate: gate)
    let pool = InferencePool(.init(workers: 1))
    var (stream, events, log) = try open(decoder, pool: pool)
    let speech = tone(milliseconds: 500, level: -20)
    stream.begin(utterance: 1, preroll: speech)
    stream.push(speech)
    await decoder.started.next()
    stream.cancel()
    gate.open()
    gate.open()
    stream.begin(utterance: 2, preroll: speech)
    stream.end()
    #expect(final(await events.next())?.utterance == 2)
    stream.begin(utterance: 3, preroll: speech)
    stream.end()
    stream.close()
    gate.open()
    pool.shutdown()
    #expect(log.values.count == 1)
  }

  @Test func longSpeechIsDecodedInPieces() async throws {
    let decoder = CountingDecoder()
    var (stream, events, _) = try open(decoder)
    // A breath at 27 s, where the cut belongs.
    let speech =
      tone(milliseconds: 27_000, level: -20) + silence(milliseconds: 300) + tone(milliseconds: 12_700, level: -20)
    stream.begin(utterance: 1, preroll: speech)
    stream.end()
    let text = final(await events.next())?.text
    #expect(decoder.calls.values.count == 2)
    #expect(text?.split(separator: " ").count == 4)
    #expect(decoder.calls.values.allSatisfy { $0 <= 30 * 16000 })
    #expect(decoder.calls.values.first.map { abs($0 - 27_150 * 16) <= 100 * 16 } == true)
    stream.close()
  }

  @Test func aFullPoolFailsTheUtteranceOnce() async throws {
    let pool = InferencePool(.init(workers: 1, capacity: 1))
    pool.shutdown()
    var (stream, events, log) = try open(CountingDecoder(), pool: pool)
    stream.begin(utterance: 4, preroll: tone(milliseconds: 500, level: -20))
    stream.end()
    let event = await events.next()
    guard case .failed(let error, utterance: 4)? = event else {
      Issue.record("not a failure: \(String(describing: event))")
      return
    }
    #expect(error.code == .overloaded)
    #expect(log.values.count == 1)
    stream.close()
  }

  @Test func aHandlerMayCloseTheStream() async throws {
    let holder = Mutex<(any TranscriptionStream)?>(nil)
    let (done, continuation) = AsyncStream<Void>.makeStream()
    let recogniser = UtteranceSpeechToText(decoder: CountingDecoder(), pool: InferencePool(.init(workers: 1)))
    let stream = try recogniser.stream { _ in
      let stream = holder.withLock { $0 }
      stream?.close()
      continuation.yield()
    }
    holder.withLock { $0 = stream }
    stream.begin(utterance: 1, preroll: tone(milliseconds: 500, level: -20))
    stream.end()
    var iterator = done.makeAsyncIterator()
    await iterator.next()
    holder.withLock { $0 = nil }
  }

  /// Random calls from one thread: every ended utterance has exactly one final, in order.
  @Test(arguments: 1...20) func randomWalk(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let pool = InferencePool(.init(workers: 2))
    var (stream, events, log) = try open(CountingDecoder(), pool: pool)
    var ended: [Int] = []
    var open: Int?
    for number in 0..<200 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        stream.begin(utterance: number, preroll: tone(milliseconds: 300, level: -25))
        open = number
      case 1:
        stream.end()
        if let number = open { ended.append(number) }
        open = nil
      case 2 where number % 4 == 0:
        stream.cancel()
        open = nil
      default:
        stream.push(Bool.random(using: &random) ? tone(milliseconds: 200, level: -25) : silence(milliseconds: 140))
      }
    }
    stream.begin(utterance: 1000, preroll: tone(milliseconds: 300, level: -25))
    stream.end()
    ended.append(1000)
    while let event = await events.next(), final(event)?.utterance != 1000 {}
    stream.close()
    pool.shutdown()
    #expect(log.values.compactMap { final($0)?.utterance } == ended)
  }
}
