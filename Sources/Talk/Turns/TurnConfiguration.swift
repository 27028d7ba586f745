/// The manners of one bot: how long it waits, how it yields, what it does about silence. All times are positive.
package struct TurnConfiguration: Sendable, Hashable {
  package enum SilenceAction: Sendable, Hashable {
    case say(String)
    case hangUp
  }
  package struct SilenceStep: Sendable, Hashable {
    /// Silence of both sides since the last exchange.
    package var after: Duration
    package var action: SilenceAction
    package init(after: Duration, action: SilenceAction) {
      self.after = after
      self.action = action
    }
  }

  /// Silence after which voice activity reports the end of speech; patience counts from the real end of speech.
  package var voiceActivityStop: Duration = .milliseconds(200)
  /// Wait, beyond `voiceActivityStop`, after a text that sounds complete.
  package var minimumDelay: Duration = .milliseconds(250)
  /// Wait, from the real end of speech, after a text that sounds unfinished.
  package var maximumDelay: Duration = .milliseconds(2500)
  /// Whether patience follows the caller's own pauses.
  package var learn = true
  /// Whether the caller can stop the bot by speaking.
  package var interruption = true
  /// Speech over the bot that lasts this long is a real interruption.
  package var confirm: Duration = .milliseconds(400)
  /// Whether a false alarm lets the bot go on; where not, it falls silent and listens.
  package var resume = true
  /// Words that show attention and do not ask for the turn.
  package var backchannels = ["yeah", "uh-huh", "ok", "mm-hmm"]
  /// In rising order of `after`.
  package var silence: [SilenceStep] = [
    SilenceStep(after: .seconds(8), action: .say("Are you still there?")),
    SilenceStep(after: .seconds(16), action: .hangUp),
  ]
  package var fillerAfter: Duration = .milliseconds(900)
  /// Said in rotation while the brain is slow; empty for none.
  package var fillers: [String] = []
  /// How long a final transcript may be late before the last partial is taken for it.
  package var finalTimeout: Duration = .seconds(5)
  /// How long speech that was ordered may take to begin before it is given up.
  package var outputTimeout: Duration = .seconds(15)
  /// Pause after a pressed key that ends a number of unknown length.
  package var keyPause: Duration = .milliseconds(2000)

  package init() {}
}
