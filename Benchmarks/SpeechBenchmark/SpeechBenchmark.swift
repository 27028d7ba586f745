import Glibc
import LocalSpeech
import Models
import Providers
import Synchronization

// Measures the embedded speech engines on this machine, one thing after another on one worker.
// usage: speech-benchmark [--install DIR|URL] [WAV…]   (16-bit mono WAV files; without them the engine's own speech)

@main
struct SpeechBenchmark {
  static func main() async throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let root = getenv("VOICEBOT_MODELS").map { String(cString: $0) }
    let home = getenv("HOME").map { String(cString: $0) } ?? "/root"
    let store = ModelStore(root: root ?? ModelStore.defaultRoot(environment: ["HOME": home]))
    if arguments.first == "--install", arguments.count > 1 {
      try measured("install") { () throws(ModelError) in
        try store.install(source: ModelSource(argument: arguments[1])) { progress in
          if progress.step == .done { print("  \(progress.name) \(progress.bytes) bytes") }
        }
      }
      arguments.removeFirst(2)
    }
    let base = SpeechEngines.residentMemory()
    let pool = InferencePool(.init(workers: 1))
    let start = ContinuousClock.now
    let engines = try SpeechEngines.load(store: store, pool: pool)
    print("load: \(milliseconds(.now - start)) ms, RSS \(base >> 20) → \(SpeechEngines.residentMemory() >> 20) MiB")
    let spoken = try await textToSpeech(engines)
    let recordings = arguments.isEmpty ? spoken : arguments.compactMap(readWave)
    await speechToText(engines, recordings)
    try voiceActivity(engines, recordings)
    print("RSS at the end: \(SpeechEngines.residentMemory() >> 20) MiB; pool \(pool.statistics)")
    pool.shutdown()
  }

  /// Gives what was spoken, at 16 kHz.
  static func textToSpeech(_ engines: SpeechEngines) async throws -> [[Int16]] {
    let texts = [
      "Sure.", "Your table is booked.", "I have one large pepperoni pizza with extra cheese. Anything else?",
      "Thank you for calling. Your booking number is seven four nine two, and breakfast is included. Is there "
        + "anything else I can help you with today?",
      "Your total is $23.50, and it will be ready in 25 minutes.",
    ]
    var spoken: [[Int16]] = []
    var audio = 0.0
    let cpu = processSeconds()
    for text in texts {
      let start = ContinuousClock.now
      var first: Duration?
      var samples: [Int16] = []
      for try await chunk in engines.textToSpeech.speak(SpeechRequest(text: text, voice: "en-us")) {
        first = first ?? .now - start
        samples += chunk
      }
      let seconds = Double(samples.count) / Double(engines.textToSpeech.format.sampleRate)
      audio += seconds
      print(
        "tts: first audio \(milliseconds(first ?? .zero)) ms, all \(milliseconds(.now - start)) ms for",
        "\(rounded(seconds)) s: \(text.prefix(40))")
      spoken.append(resampled(samples, from: engines.textToSpeech.format.sampleRate, to: 16000))
    }
    print("tts: \(rounded((processSeconds() - cpu) / audio)) CPU s per s of audio")
    return spoken
  }

  /// Pushes each recording as fast as it can, then waits for its final.
  static func speechToText(_ engines: SpeechEngines, _ recordings: [[Int16]]) async {
    var audio = 0.0
    var waits: [Double] = []
    let cpu = processSeconds()
    for (index, recording) in recordings.enumerated() {
      let (finals, continuation) = AsyncStream<String>.makeStream()
      guard
        let stream = try? engines.speechToText.stream(onEvent: { event in
          if case .final(let text, _, _, _) = event { continuation.yield(text) }
        })
      else { continue }
      stream.begin(utterance: index, preroll: recording)
      let start = ContinuousClock.now
      stream.end()
      for await text in finals {
        waits.append(milliseconds(.now - start))
        print("stt: \(milliseconds(.now - start)) ms: \(text)")
        break
      }
      stream.close()
      audio += Double(recording.count) / 16000
    }
    waits.sort()
    guard !waits.isEmpty, audio > 0 else { return }
    print(
      "stt: \(rounded((processSeconds() - cpu) / audio)) CPU s per s of audio, final p50 \(waits[waits.count / 2]) ms,",
      "max \(waits[waits.count - 1]) ms")
  }

  static func voiceActivity(_ engines: SpeechEngines, _ recordings: [[Int16]]) throws {
    let samples = recordings.flatMap(\.self)
    let before = SpeechEngines.residentMemory()
    let detectors = try (0..<100).map { _ in try engines.voiceActivity() }
    print("vad: 100 detectors take \((SpeechEngines.residentMemory() - before) >> 10) KiB")
    let vad = detectors[0]
    var worst = Duration.zero
    let cpu = processSeconds()
    var windows = 0
    for start in stride(from: 0, to: samples.count - 512, by: 512) {
      let began = ContinuousClock.now
      _ = vad.push(Array(samples[start..<start + 512]))
      worst = max(worst, .now - began)
      windows += 1
    }
    let spent = (processSeconds() - cpu) * 1e6 / Double(max(1, windows))
    print("vad: \(rounded(spent)) µs CPU per 32 ms window over \(windows), worst \(milliseconds(worst)) ms")
  }

  // MARK: Small things

  static func measured(_ name: String, _ body: () throws(ModelError) -> Void) throws(ModelError) {
    let start = ContinuousClock.now
    try body()
    print("\(name): \(milliseconds(.now - start)) ms")
  }

  static func processSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  static func milliseconds(_ duration: Duration) -> Double { rounded(duration / .milliseconds(1)) }
  static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  /// Linear interpolation: good enough to load the engines, not to judge them.
  static func resampled(_ samples: [Int16], from: Int, to: Int) -> [Int16] {
    guard from != to, samples.count > 1 else { return samples }
    return (0..<samples.count * to / from).map { index in
      let position = Double(index * from) / Double(to)
      let left = min(Int(position), samples.count - 2)
      let part = position - Double(left)
      return Int16(Double(samples[left]) * (1 - part) + Double(samples[left + 1]) * part)
    }
  }

  /// Samples at 16 kHz of a canonical 16-bit mono WAV file; nil for anything else.
  static func readWave(_ path: String) -> [Int16]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 64 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    guard count > 44, bytes[22] == 1, bytes[34] == 16 else { return nil }
    let rate = Int(bytes[24]) | Int(bytes[25]) << 8
    let samples = stride(from: 44, to: count - 1, by: 2).map {
      Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
    return resampled(samples, from: rate, to: 16000)
  }
}
