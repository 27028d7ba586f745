/// Turns the probability of each 32 ms window into "someone is speaking".
///
/// Invariants: a verdict starts after `speechWindows` windows in a row at or above the threshold, or two that are
/// beyond doubt; it ends after `silenceWindows` windows without one at or above it, the first of them clearly below.
package struct SpeechDecision: Sendable {
  package private(set) var isSpeech = false
  private let threshold: Float
  private let speechWindows: Int
  private let silenceWindows: Int
  private var streak = 0
  private var certain = 0
  private var silence = 0

  /// From there two windows are enough.
  private static let certainty: Float = 0.9
  /// Silence begins that far below the threshold.
  private static let hysteresis: Float = 0.15

  package init(threshold: Float, speechWindows: Int, silenceWindows: Int) {
    self.threshold = threshold
    self.speechWindows = max(1, speechWindows)
    self.silenceWindows = max(1, silenceWindows)
  }

  package mutating func push(_ probability: Float) {
    if isSpeech {
      if probability >= threshold {
        silence = 0
      } else if silence > 0 || probability < threshold - Self.hysteresis {
        silence += 1
      }
      if silence >= silenceWindows { reset() }
    } else {
      streak = probability >= threshold ? streak + 1 : 0
      certain = probability >= Self.certainty ? certain + 1 : 0
      if streak >= speechWindows || certain >= 2 {
        isSpeech = true
        silence = 0
      }
    }
  }

  package mutating func reset() {
    isSpeech = false
    streak = 0
    certain = 0
    silence = 0
  }
}
