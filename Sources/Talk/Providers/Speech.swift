/// Mono signed 16-bit linear audio.
package struct AudioFormat: Sendable, Hashable {
  /// Samples a second.
  package var sampleRate: Int
  package init(sampleRate: Int) { self.sampleRate = sampleRate }
  package static let telephone = AudioFormat(sampleRate: 8000)
  package static let wideband = AudioFormat(sampleRate: 16000)
}

/// What went wrong in a provider, in words an operator can act on. Never holds a secret.
package struct ProviderError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case unavailable, timeout, overloaded, refused, malformed, cancelled, unsupported
  }
  package var code: Code
  package var message: String
  /// How long the provider asked us to stay away, where it did.
  package var retryAfter: Duration?
  package init(_ code: Code, _ message: String, retryAfter: Duration? = nil) {
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
  }
  package var description: String { "\(code.rawValue): \(message)" }
}

// MARK: - Speech to text

package enum TranscriptEvent: Sendable, Equatable {
  /// The best guess so far at utterance `utterance`; replaces earlier partials of it.
  case partial(String, utterance: Int)
  /// The last word on utterance `utterance`; may be empty where there was no speech in it.
  /// `compute` is the time the engine worked on it, without queueing.
  case final(String, utterance: Int, queued: Duration, compute: Duration)
  case failed(ProviderError, utterance: Int)
}

/// Turns a caller's speech into text. One instance serves all calls that use the provider.
package protocol SpeechToText: Sendable {
  /// Rate the audio handed to `push` must have.
  var format: AudioFormat { get }
  /// Opens a stream for one call. Events arrive in order, from any thread, never after `close` has returned.
  func stream(onEvent: @escaping @Sendable (TranscriptEvent) -> Void) throws(ProviderError) -> any TranscriptionStream
}

/// One call's transcription. The caller's side decides where utterances start and end (voice activity); calls come
/// from one thread at a time and never block.
package protocol TranscriptionStream: AnyObject, Sendable {
  /// A new utterance begins; `preroll` is the audio just before its onset was noticed.
  func begin(utterance: Int, preroll: [Int16])
  func push(_ samples: [Int16])
  /// The utterance has ended; `.final` (or `.failed`) follows for it, exactly once.
  func end()
  /// Drops the utterance in progress without a final.
  func cancel()
  func close()
}

// MARK: - Text to speech

package struct SpeechRequest: Sendable, Hashable {
  /// One clause or sentence of plain text.
  package var text: String
  package var voice: String
  /// 1 is the voice's own pace; 0.5...2.
  package var rate: Double
  package enum Priority: Int, Sendable, Hashable, Comparable {
    case callerWaits, prefetch
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }
  package var priority: Priority
  package init(text: String, voice: String, rate: Double = 1, priority: Priority = .callerWaits) {
    self.text = text
    self.voice = voice
    self.rate = rate
    self.priority = priority
  }
}

/// Turns text into speech. One instance serves all calls.
package protocol TextToSpeech: Sendable {
  /// Rate of the audio it yields.
  var format: AudioFormat { get }
  /// Audio in order as it is made, in chunks of any length; ends after the last. Cancelling the consuming task
  /// cancels the work. Throws `ProviderError`.
  func speak(_ request: SpeechRequest) -> AsyncThrowingStream<[Int16], any Error>
}

// MARK: - Voice activity

/// Judges voice activity on 16 kHz audio. One instance per call; not shared. `push` takes well under 1 ms.
package protocol VoiceActivity: AnyObject {
  /// Probability-like verdict per window after pushing `samples` (16 kHz): true while speech is present.
  func push(_ samples: [Int16]) -> Bool
  func reset()
}
