import Glibc
package import Models
package import Providers

/// The embedded engines, loaded once and shared by all calls.
package final class SpeechEngines: Sendable {
  package let pool: InferencePool
  /// Moonshine, English.
  package let speechToText: any SpeechToText
  /// Piper behind a cache.
  package let textToSpeech: CachedTextToSpeech
  /// Bytes of resident memory that loading added to the process.
  package let residentBytes: Int
  private let silero: SileroModel

  /// Opens the libraries and models and runs each once; takes about a second and blocks.
  /// Throws `.unavailable` with the command to run where something is missing.
  package static func load(
    store: ModelStore, pool: InferencePool = InferencePool(), cacheBytes: Int = 64 << 20
  ) throws(ProviderError) -> SpeechEngines {
    if let listing = store.list().first(where: { $0.state != .installed }) {
      throw ProviderError(
        .unavailable, "\(listing.name) is \(listing.state.rawValue) in \(store.root): run `voicebot models install`")
    }
    let before = residentMemory()
    let libraries = try SpeechLibraries(store: store)
    let silero = try SileroModel(
      runtime: libraries.onnx, path: store.path(ModelCatalogue.voiceActivity, "silero_vad.onnx"))
    let decoder = try MoonshineDecoder(libraries: libraries, store: store)
    let voice = try PiperSynthesizer(
      libraries: libraries, store: store, phonemizer: try Phonemizer(voice: "en-us"))
    // The first run of a model is slower than the others; no caller should be the one who waits for it.
    let sample = try voice.synthesize("Hello there.", rate: 1)
    _ = decoder.decode(sample[...])
    return SpeechEngines(
      pool: pool, speechToText: UtteranceSpeechToText(decoder: decoder, pool: pool),
      textToSpeech: CachedTextToSpeech(
        ClauseTextToSpeech(synthesizer: voice, pool: pool), capacityBytes: cacheBytes),
      residentBytes: residentMemory() - before, silero: silero)
  }

  /// A detector for one call: about 12 kB, no thread of its own.
  package func voiceActivity(
    _ configuration: VoiceActivityConfiguration = .init()
  ) throws(ProviderError) -> any VoiceActivity {
    try SileroVoiceActivity(model: silero, configuration: configuration)
  }

  /// Bytes of this process that are in memory.
  package static func residentMemory() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let fields = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.split(separator: UInt8(ascii: " "))
    guard fields.count > 1 else { return 0 }
    return (Int(String(decoding: fields[1], as: UTF8.self)) ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }

  private init(
    pool: InferencePool, speechToText: any SpeechToText, textToSpeech: CachedTextToSpeech, residentBytes: Int,
    silero: SileroModel
  ) {
    self.pool = pool
    self.speechToText = speechToText
    self.textToSpeech = textToSpeech
    self.residentBytes = residentBytes
    self.silero = silero
  }
}
