package import Providers

/// What happened. After `flushOutput` or `cancelTurn` nothing that belongs to the dropped output may be reported.
package enum TurnInput: Sendable, Hashable {
  case answered
  /// Voice activity began. Utterances are numbered by the runtime, rising.
  case speechStarted(utterance: Int)
  /// Voice activity ended; `at` is when speech really ended, not later than now.
  case speechEnded(utterance: Int, at: Duration)
  case partial(String, utterance: Int)
  /// The last word on an utterance; empty for noise, and where transcription failed.
  case final(String, utterance: Int)
  /// The first packet with bot speech left, or it began again after a pause between clauses.
  case botStarted
  /// Everything queued has been played.
  case botFinished
  case brainStarted
  /// The response is whole. `willSpeak` says whether any of it is still to be played or playing.
  case brainFinished(willSpeak: Bool)
  /// The turn in progress did something that cannot be taken back (a tool was called): from here on it is never
  /// cancelled.
  case turnCommitted
  /// Keys the caller pressed.
  case digits(String)
  case held
  case unheld
  case expectation(Expectation)
  case tick
  case hungUp
}
