import FuzzRounds
import LocalSpeech
import Models
import Providers
import Synchronization
import Testing

@Suite(.enabled(if: Installed.hasModels, "needs the speech models"), .serialized, .timeLimit(.minutes(2)))
struct EngineTests {
  private func engines() throws -> SpeechEngines { try Installed.engines.get() }

  /// Feeds frames of 20 ms as a call does, but at once.
  private func transcribe(_ engine: any SpeechToText, _ samples: [Int16], utterance: Int = 0) async throws -> String {
    let (finals, continuation) = AsyncThrowingStream<String, any Error>.makeStream()
    let stream = try engine.stream { event in
      switch event {
      case .final(let text, _, _, _): continuation.yield(text)
      case .failed(let error, _): continuation.finish(throwing: error)
      case .partial: break
      }
    }
    stream.begin(utterance: utterance, preroll: [])
    for start in stride(from: 0, to: samples.count, by: 320) {
      stream.push(Array(samples[start..<min(start + 320, samples.count)]))
    }
    stream.end()
    defer { stream.close() }
    for try await text in finals { return text }
    return ""
  }

  private func speak(_ engine: any TextToSpeech, _ text: String) async throws -> [Int16] {
    var samples: [Int16] = []
    for try await chunk in engine.speak(SpeechRequest(text: text, voice: "en-us")) { samples += chunk }
    return samples
  }

  @Test(.enabled(if: Installed.recordings != nil, "needs VOICEBOT_TESTDATA"))
  func recognisesPeople() async throws {
    let engine = try engines().speechToText
    var (errors, total) = (0, 0)
    for recording in Recordings.load(Installed.recordings ?? "") where recording.kind.hasPrefix("human") {
      let heard = try await transcribe(engine, recording.samples)
      let reference = words(recording.text)
      let wrong = distance(reference, words(heard))
      if wrong > 0 { print("\(recording.name): \(heard)") }
      errors += wrong
      total += reference.count
    }
    print("word error rate of people: \(errors) of \(total)")
    #expect(total > 100)
    #expect(errors * 100 <= total * 10)
  }

  @Test(arguments: [
    "I would like a large pizza with extra cheese.", "Your table is booked for two people tonight.",
    "Thank you for calling, goodbye.",
  ])
  func hearsItself(text: String) async throws {
    let engines = try engines()
    let spoken = try await speak(engines.textToSpeech, text)
    let rate = engines.textToSpeech.format.sampleRate
    let heard = try await transcribe(engines.speechToText, Recordings.resample(spoken, rate, 16000))
    #expect(distance(words(text), words(heard)) <= 1, "heard: \(heard)")
  }

  @Test func saysAmountsOneCanUnderstand() async throws {
    let engines = try engines()
    let spoken = try await speak(engines.textToSpeech, "That is $12.50, ready in 20 minutes.")
    let rate = engines.textToSpeech.format.sampleRate
    let heard = try await transcribe(engines.speechToText, Recordings.resample(spoken, rate, 16000)).lowercased()
    #expect(heard.contains("twelve") || heard.contains("12"), "heard: \(heard)")
    #expect(heard.contains("fifty") || heard.contains("50"), "heard: \(heard)")
  }

  @Test func speechStartsAtOnceAndIsLevel() async throws {
    let engines = try engines()
    let spoken = try await speak(engines.textToSpeech, "Good evening.")
    let rate = engines.textToSpeech.format.sampleRate
    let first = try #require(spoken.firstIndex { abs(Int($0)) > 184 })
    #expect(first <= rate / 50)
    #expect(!spoken.contains { $0 == .max || $0 == .min })
    var track = LevelTrack(sampleRate: rate)
    track.append(spoken)
    #expect(try #require(track.extent()).peak > -20)
  }

  @Test func eightAtOnce() async throws {
    let engines = try engines()
    let text = "My name is Peter Johnson."
    let rate = engines.textToSpeech.format.sampleRate
    let speech = Recordings.resample(try await speak(engines.textToSpeech, text), rate, 16000)
    let heard = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<8 {
        group.addTask {
          // A different text each, so that synthesis runs among the recognitions.
          _ = try await self.speak(engines.textToSpeech, "Line \(number).")
          return try await self.transcribe(engines.speechToText, speech, utterance: number)
        }
      }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(heard.count == 8)
    #expect(Set(heard).count == 1)
    #expect(distance(words(text), words(heard.first ?? "")) <= 1, "heard: \(heard)")
    #expect(engines.pool.statistics.dropped == 0)
  }

  @Test func partialsGrowBeforeTheFinal() async throws {
    let engines = try engines()
    let rate = engines.textToSpeech.format.sampleRate
    let speech = Recordings.resample(
      try await speak(engines.textToSpeech, "I would like to book a double room for two nights."), rate, 16000)
    let (events, continuation) = AsyncStream<TranscriptEvent>.makeStream()
    let stream = try engines.speechToText.stream { continuation.yield($0) }
    defer { stream.close() }
    stream.begin(utterance: 1, preroll: [])
    // A partial that says what the one before said is not told again, so the pool says when a portion is done with.
    for start in stride(from: 0, to: speech.count, by: 9600) {
      stream.push(Array(speech[start..<min(start + 9600, speech.count)]))
      while engines.pool.statistics.queued + engines.pool.statistics.running > 0 { await Task.yield() }
    }
    stream.end()
    var partials: [String] = []
    for await event in events {
      if case .partial(let text, utterance: 1) = event { partials.append(text) } else { break }
    }
    // A later look at the same words may take fewer letters for them, but not for the whole utterance.
    #expect(partials.count >= 2)
    #expect((partials.first?.count ?? 0) < (partials.last?.count ?? 0), "\(partials)")
  }
}

@Suite(.enabled(if: Installed.hasModels, "needs the speech models"))
struct VoiceActivityTests {
  private func run(_ vad: any VoiceActivity, _ samples: [Int16]) -> [Bool] {
    stride(from: 0, to: samples.count, by: 320).map { vad.push(Array(samples[$0..<min($0 + 320, samples.count)])) }
  }

  @Test func silenceAndHumAreNotSpeech() throws {
    let vad = try Installed.engines.get().voiceActivity()
    #expect(!run(vad, silence(milliseconds: 3000)).contains(true))
    #expect(!run(vad, tone(milliseconds: 3000, level: -50, frequency: 50)).contains(true))
    var random = SeededRandom(seed: 1)
    let hiss = (0..<48000).map { _ in Int16.random(in: -250...250, using: &random) }
    #expect(!run(vad, hiss).contains(true))
  }

  @Test(.enabled(if: Installed.recordings != nil, "needs VOICEBOT_TESTDATA"))
  func hearsOnsetAndEndInTime() throws {
    let engines = try Installed.engines.get()
    var onsets: [Int] = []
    for recording in Recordings.load(Installed.recordings ?? "") where recording.kind.hasPrefix("human") {
      var track = LevelTrack(sampleRate: 16000)
      track.append(recording.samples)
      let extent = try #require(track.extent())
      // Long silence before: the gate is closed when speech begins.
      let lead = 1000
      let verdicts = run(
        try engines.voiceActivity(),
        silence(milliseconds: lead) + recording.samples + silence(milliseconds: 1000))
      let onset = try #require(verdicts.firstIndex(of: true), "\(recording.name) was not heard")
      let end = try #require(verdicts.lastIndex(of: true))
      onsets.append((onset + 1) * 20 - (lead + extent.first * 10))
      #expect((end + 1) * 20 <= lead + (extent.last + 1) * 10 + 400, "\(recording.name) ended late")
      #expect(onset * 20 >= lead, "\(recording.name) was heard before it began")
    }
    onsets.sort()
    try #require(onsets.count > 10)
    print("voice onset to verdict, ms: median \(onsets[onsets.count / 2]), worst \(onsets[onsets.count - 1])")
    #expect(onsets[onsets.count / 2] <= 160)
  }

  @Test(.enabled(if: Installed.recordings != nil, "needs VOICEBOT_TESTDATA"))
  func theGateChangesNoVerdict() throws {
    let engines = try Installed.engines.get()
    var ungated = VoiceActivityConfiguration()
    ungated.gate = -200
    for recording in Recordings.load(Installed.recordings ?? "").prefix(6) {
      let signal = silence(milliseconds: 2000) + recording.samples + silence(milliseconds: 1500)
      let gated = run(try engines.voiceActivity(), signal)
      let open = run(try engines.voiceActivity(ungated), signal)
      // The network's memory of long silence may move an edge by one window.
      let different = zip(gated, open).count { $0 != $1 }
      #expect(different <= 8, "\(recording.name): \(different) frames differ")
    }
  }

  @Test func resetForgets() throws {
    let engines = try Installed.engines.get()
    let vad = try engines.voiceActivity()
    _ = run(vad, tone(milliseconds: 500, level: -20, frequency: 180))
    vad.reset()
    #expect(!run(vad, silence(milliseconds: 200)).contains(true))
  }
}

@Suite struct MissingEnginesTests {
  @Test func saysWhatToRun() {
    #expect {
      _ = try SpeechEngines.load(store: ModelStore(root: "/nonexistent/voicebot"))
    } throws: { error in
      let error = error as? ProviderError
      return error?.code == .unavailable && error?.message.contains("voicebot models install") == true
    }
  }

  @Test(.enabled(if: Installed.hasFlite, "needs libflite1")) func fliteSpeaks() async throws {
    let speech = try FliteTextToSpeech.load(pool: InferencePool(.init(workers: 1)))
    var lengths: [Int] = []
    for rate in [1.0, 1.5] {
      var samples: [Int16] = []
      for try await chunk in speech.speak(SpeechRequest(text: "Good evening.", voice: "slt", rate: rate)) {
        samples += chunk
      }
      lengths.append(samples.count)
      var track = LevelTrack(sampleRate: 16000)
      track.append(samples)
      #expect(try #require(track.extent()).loud > 30)
    }
    #expect(lengths[1] < lengths[0])
    #expect((8000...48000).contains(lengths[0]))
  }
}
