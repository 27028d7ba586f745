import CSpeech
import Models
import Providers

/// The Piper voice of the store.
///
/// Unchecked: the synthesiser holds no state between calls and may be used from several threads.
final class PiperSynthesizer: ClauseSynthesizer, @unchecked Sendable {
  let sampleRate: Int
  private let libraries: SpeechLibraries
  private let phonemizer: Phonemizer
  private let synthesizer: UnsafeRawPointer

  init(libraries: SpeechLibraries, store: ModelStore, phonemizer: Phonemizer) throws(ProviderError) {
    self.libraries = libraries
    self.phonemizer = phonemizer
    let package = ModelCatalogue.voice
    let strings = [store.path(package, "voice.onnx"), store.path(package, "tokens.txt"), "cpu"]
    let synthesizer = withCStrings(strings) { strings in
      var configuration = SherpaSynthesizerConfiguration()
      configuration.vits_model = strings[0]
      configuration.vits_tokens = strings[1]
      configuration.vits_noise_scale = 0.667
      configuration.vits_noise_scale_w = 0.8
      configuration.vits_length_scale = 1
      configuration.num_threads = 1
      configuration.provider = strings[2]
      configuration.max_num_sentences = 1
      return libraries.createSynthesizer(&configuration)
    }
    guard let synthesizer else {
      throw ProviderError(.unavailable, "\(strings[0]) cannot be loaded: run `voicebot models verify`")
    }
    self.synthesizer = synthesizer
    sampleRate = Int(libraries.synthesizerSampleRate(synthesizer))
  }

  func synthesize(_ clause: String, rate: Double) throws(ProviderError) -> [Int16] {
    let phonemes = phonemizer.phonemes(clause)
    if phonemes.isEmpty { return [] }
    var length = Int32(phonemes.count)
    let audio = phonemes.withUnsafeBufferPointer { phonemes in
      withUnsafePointer(to: &length) { length in
        var configuration = SherpaGenerationConfiguration()
        configuration.silence_scale = 0.2
        configuration.speed = Float(rate)
        configuration.phonemes = phonemes.baseAddress
        configuration.phoneme_lengths = length
        configuration.phoneme_sentences = 1
        return libraries.generate(synthesizer, clause, &configuration, nil, nil)
      }
    }
    guard let audio else { throw ProviderError(.malformed, "the voice made no audio of a clause") }
    defer { libraries.destroyAudio(audio) }
    let samples = UnsafeBufferPointer(start: audio.pointee.samples, count: Int(audio.pointee.count))
    return SpeechShaping.shape(samples, sampleRate: sampleRate, pause: SpeechShaping.pause(after: clause))
  }
}
