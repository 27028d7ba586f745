import PCM
import Providers

/// One thing the bot is saying: a response of the brain, or a prompt of the turn machine.
struct SpeechOutput {
  enum Kind: Equatable {
    case greeting
    case response(turn: Int)
    case prompt
  }

  struct Clause: Sendable {
    var text: String
    var isFiller: Bool
  }

  let kind: Kind
  /// Distinguishes this output's late audio from that of an output that was dropped.
  let generation: Int
  /// Frames of the media epoch that were written before the first of this output.
  let base: Int
  var playout = Playout()
  var resampler: Resampler
  /// Clauses in order to the task that speaks them.
  let clauses: AsyncStream<Clause>.Continuation
  var hasStarted = false
  var speaker: Task<Void, Never>?
  /// What to do when all of it has been heard.
  var afterwards: Afterwards?

  enum Afterwards: Equatable {
    case hangUp(String)
    case transfer(String)
  }
}
