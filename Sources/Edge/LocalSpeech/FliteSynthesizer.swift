import CSpeech
import Glibc
package import Providers

/// The voice slt of flite: dated but clear, and there without any model. The fallback.
///
/// Unchecked: the voice carries settings, so it is used under `lock`.
final class FliteSynthesizer: ClauseSynthesizer, @unchecked Sendable {
  let sampleRate = 16000
  private let textToWave: FliteTextToWave
  private let deleteWave: FliteDeleteWave
  private let setFloat: FliteSetFloat
  private let voice: UnsafeMutablePointer<FliteVoice>
  private let lock = RecursiveLock()
  /// flite keeps the pointer, not a copy, so the name lives as long as the process.
  private let stretch: UnsafePointer<CChar>

  init() throws(ProviderError) {
    let remedy = "apt-get install libflite1"
    let flite = try DynamicLibrary("libflite.so.1", remedy: remedy)
    // The voice finds its language and its lexicon among the libraries already open.
    _ = try DynamicLibrary("libflite_usenglish.so.1", remedy: remedy)
    _ = try DynamicLibrary("libflite_cmulex.so.1", remedy: remedy)
    let slt = try DynamicLibrary("libflite_cmu_us_slt.so.1", remedy: remedy)
    let initialize: FliteInitialize = try flite.function("flite_init")
    let register: FliteRegisterVoice = try slt.function("register_cmu_us_slt")
    textToWave = try flite.function("flite_text_to_wave")
    deleteWave = try flite.function("delete_wave")
    setFloat = try flite.function("flite_feat_set_float")
    _ = initialize()
    guard let voice = register(nil) else { throw ProviderError(.unavailable, "flite has no voice slt") }
    self.voice = voice
    guard let stretch = strdup("duration_stretch") else { throw ProviderError(.unavailable, "out of memory") }
    self.stretch = UnsafePointer(stretch)
  }

  func synthesize(_ clause: String, rate: Double) throws(ProviderError) -> [Int16] {
    let samples = lock.locked { () -> [Float]? in
      setFloat(voice.pointee.features, stretch, Float(1 / rate))
      guard let wave = textToWave(clause, voice) else { return nil }
      defer { deleteWave(wave) }
      let samples = UnsafeBufferPointer(start: wave.pointee.samples, count: Int(wave.pointee.sample_count))
      return samples.map { Float($0) / 32768 }
    }
    guard let samples else { throw ProviderError(.malformed, "flite made no audio of a clause") }
    return samples.withUnsafeBufferPointer {
      SpeechShaping.shape($0, sampleRate: sampleRate, pause: SpeechShaping.pause(after: clause))
    }
  }
}

/// Text to speech by flite.
package enum FliteTextToSpeech {
  /// Throws `.unavailable` with the command to run where flite is not installed.
  package static func load(pool: InferencePool) throws(ProviderError) -> ClauseTextToSpeech {
    ClauseTextToSpeech(synthesizer: try FliteSynthesizer(), pool: pool)
  }
}
