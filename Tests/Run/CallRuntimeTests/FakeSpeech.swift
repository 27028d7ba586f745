import Foundation
import Providers
import Synchronization

/// A voice whose every word is 200 ms of tone.
struct ToneVoice: TextToSpeech {
  static let framesOfWord = 10
  let format = AudioFormat.telephone
  /// Texts with this in them cannot be spoken.
  var unspeakable: String?

  func speak(_ request: SpeechRequest) -> AsyncThrowingStream<[Int16], any Error> {
    AsyncThrowingStream { continuation in
      if let unspeakable, request.text.contains(unspeakable) {
        return continuation.finish(throwing: ProviderError(.unsupported, "cannot speak that"))
      }
      let words = request.text.split(separator: " ").count
      for _ in 0..<words { continuation.yield(tone(frames: Self.framesOfWord)) }
      continuation.finish()
    }
  }
}

/// A steady tone at about −12 dBFS, whole frames at 8 kHz.
func tone(frames: Int) -> [Int16] {
  (0..<frames * 160).map { Int16(sin(2 * .pi * 400 * Double($0) / 8000) * 11000) }
}

/// Speech is what is loud; it has ended after 200 ms that are not.
final class LoudnessActivity: VoiceActivity {
  private var isSpeaking = false
  private var quiet = 0

  func push(_ samples: [Int16]) -> Bool {
    if (samples.map { abs(Int($0)) }.max() ?? 0) > 1000 {
      isSpeaking = true
      quiet = 0
    } else {
      quiet += samples.count
      if quiet >= 3200 { isSpeaking = false }
    }
    return isSpeaking
  }

  func reset() {
    isSpeaking = false
    quiet = 0
  }
}

/// Understands the texts it was given, one for each utterance.
final class ScriptedRecognizer: SpeechToText {
  let format = AudioFormat.wideband
  private let texts: Mutex<[String]>

  init(_ texts: [String]) { self.texts = Mutex(texts) }

  func stream(
    onEvent: @escaping @Sendable (TranscriptEvent) -> Void
  ) throws(ProviderError) -> any TranscriptionStream {
    Stream(next: { self.texts.withLock { $0.isEmpty ? "" : $0.removeFirst() } }, onEvent: onEvent)
  }

  private final class Stream: TranscriptionStream {
    private let next: @Sendable () -> String
    private let onEvent: @Sendable (TranscriptEvent) -> Void
    private let utterance = Mutex<Int?>(nil)

    init(next: @escaping @Sendable () -> String, onEvent: @escaping @Sendable (TranscriptEvent) -> Void) {
      self.next = next
      self.onEvent = onEvent
    }

    func begin(utterance: Int, preroll: [Int16]) { self.utterance.withLock { $0 = utterance } }
    func push(_ samples: [Int16]) {}
    func end() {
      guard let utterance = take() else { return }
      onEvent(.final(next(), utterance: utterance, queued: .zero, compute: .zero))
    }
    func cancel() { _ = take() }
    func close() { _ = take() }

    private func take() -> Int? {
      utterance.withLock { utterance in
        defer { utterance = nil }
        return utterance
      }
    }
  }
}
