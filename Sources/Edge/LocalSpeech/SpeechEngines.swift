package import Models
package import Providers

/// The embedded engines, loaded once and shared by all calls.
package final class SpeechEngines: Sendable {
  package let pool: InferencePool
  /// Moonshine.
  package let speechToText: any SpeechToText
  /// Piper behind a cache.
  package let textToSpeech: CachedTextToSpeech
  /// Bytes of resident memory that loading added to the process.
  package let residentBytes: Int

  /// Opens the libraries and models; takes about a second and blocks.
  /// Throws `.unavailable` with the command to run where something is missing.
  package static func load(store: ModelStore, pool: InferencePool = InferencePool()) throws(ProviderError)
    -> SpeechEngines
  { fatalError() }

  /// A detector for one call.
  package func voiceActivity(_ configuration: VoiceActivityConfiguration = .init()) -> any VoiceActivity {
    fatalError()
  }
  init() { fatalError() }
}

package struct VoiceActivityConfiguration: Sendable {
  /// Probability from which a window counts as speech; 0...1.
  package var threshold: Float = 0.5
  package var minimumSpeech: Duration = .milliseconds(96)
  package var minimumSilence: Duration = .milliseconds(200)
  /// Windows below this level are not judged while no one speaks; dBFS.
  package var gate: Float = -55
  package init() {}
}

package final class FliteTextToSpeech: TextToSpeech {
  package let format = AudioFormat(sampleRate: 16000)
  package static func load(pool: InferencePool) throws(ProviderError) -> FliteTextToSpeech { fatalError() }
  package func speak(_ request: SpeechRequest) -> AsyncThrowingStream<[Int16], any Error> { fatalError() }
  init() {}
}

package final class CachedTextToSpeech: TextToSpeech {
  package var format: AudioFormat { base.format }
  private let base: any TextToSpeech
  package init(_ base: any TextToSpeech, capacityBytes: Int = 64 << 20) { self.base = base }
  package func speak(_ request: SpeechRequest) -> AsyncThrowingStream<[Int16], any Error> { fatalError() }
  /// Renders at lower priority what is not there yet. Returns at once; failures are left to the later `speak`.
  package func prefetch(_ requests: [SpeechRequest]) {}
}
