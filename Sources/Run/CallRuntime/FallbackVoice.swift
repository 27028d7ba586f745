import PCM
package import Providers

/// A voice with another behind it: where the first fails before it has made a sound, the second says the clause.
///
/// Invariant: a clause is spoken by one voice from its first sample on; a failure after that is thrown.
package struct FallbackVoice: TextToSpeech {
  private let primary: any TextToSpeech
  private let fallback: any TextToSpeech

  package init(_ primary: any TextToSpeech, fallback: any TextToSpeech) {
    self.primary = primary
    self.fallback = fallback
  }

  package var format: AudioFormat { primary.format }

  package func speak(_ request: SpeechRequest) -> AsyncThrowingStream<[Int16], any Error> {
    let (stream, output) = AsyncThrowingStream.makeStream(of: [Int16].self)
    let task = Task {
      do {
        try await speak(request, output)
        output.finish()
      } catch {
        output.finish(throwing: error)
      }
    }
    output.onTermination = { reason in
      if case .cancelled = reason { task.cancel() }
    }
    return stream
  }

  private func speak(
    _ request: SpeechRequest, _ output: AsyncThrowingStream<[Int16], any Error>.Continuation
  ) async throws {
    var hasBegun = false
    do {
      for try await chunk in primary.speak(request) {
        hasBegun = hasBegun || !chunk.isEmpty
        output.yield(chunk)
      }
    } catch {
      guard !hasBegun, !Task.isCancelled else { throw error }
      var resampler = Resampler(from: fallback.format.sampleRate, to: format.sampleRate)
      for try await chunk in fallback.speak(request) {
        var samples: [Int16] = []
        chunk.withUnsafeBufferPointer { resampler.process($0, into: &samples) }
        output.yield(samples)
      }
      var rest: [Int16] = []
      resampler.finish(into: &rest)
      output.yield(rest)
    }
  }
}
