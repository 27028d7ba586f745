import CSpeech
import Models
package import Providers

/// Decodes one utterance at 16 kHz. Blocks; may be called from several threads.
package protocol UtteranceDecoder: Sendable {
  func decode(_ samples: ArraySlice<Int16>) -> String
}

/// One recogniser for all calls; a stream of its own for every utterance.
///
/// Unchecked: the recogniser may be used from several threads as long as each uses its own stream.
final class MoonshineDecoder: UtteranceDecoder, @unchecked Sendable {
  private let libraries: SpeechLibraries
  private let recognizer: UnsafeRawPointer

  init(libraries: SpeechLibraries, store: ModelStore) throws(ProviderError) {
    self.libraries = libraries
    let package = ModelCatalogue.recognition
    let strings = [
      store.path(package, "encoder_model.ort"), store.path(package, "decoder_model_merged.ort"),
      store.path(package, "tokens.txt"), "cpu", "greedy_search",
    ]
    let recognizer = withCStrings(strings) { strings in
      var configuration = SherpaRecognizerConfiguration()
      configuration.sample_rate = 16000
      configuration.feature_dimension = 80
      configuration.model.moonshine_encoder = strings[0]
      configuration.model.moonshine_merged_decoder = strings[1]
      configuration.model.tokens = strings[2]
      configuration.model.provider = strings[3]
      configuration.model.num_threads = 1
      configuration.decoding_method = strings[4]
      return libraries.createRecognizer(&configuration)
    }
    guard let recognizer else {
      throw ProviderError(.unavailable, "\(strings[0]) cannot be loaded: run `voicebot models verify`")
    }
    self.recognizer = recognizer
  }

  func decode(_ samples: ArraySlice<Int16>) -> String {
    guard let stream = libraries.createStream(recognizer) else { return "" }
    defer { libraries.destroyStream(stream) }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: samples.count) { buffer in
      for (index, sample) in samples.enumerated() { buffer[index] = Float(sample) / 32768 }
      libraries.acceptWaveform(stream, 16000, buffer.baseAddress, Int32(samples.count))
    }
    libraries.decodeStream(recognizer, stream)
    guard let result = libraries.getResult(stream) else { return "" }
    defer { libraries.destroyResult(result) }
    return result.pointee.text.map { String(cString: $0) } ?? ""
  }
}

/// Streaming speech to text on a decoder of whole utterances: partials by decoding the beginning again and again.
package final class UtteranceSpeechToText: SpeechToText {
  package let format = AudioFormat.wideband
  private let decoder: any UtteranceDecoder
  private let pool: InferencePool

  package init(decoder: any UtteranceDecoder, pool: InferencePool) {
    self.decoder = decoder
    self.pool = pool
  }

  package func stream(
    onEvent: @escaping @Sendable (TranscriptEvent) -> Void
  ) throws(ProviderError) -> any TranscriptionStream {
    UtteranceStream(decoder: decoder, pool: pool, onEvent: onEvent)
  }
}
