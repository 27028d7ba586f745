import Providers

/// Decides who may speak. It hears voice activity, transcripts, keys and the marks of what was played, and says
/// when a turn starts, when the bot yields and what happens in silence.
///
///     floor          input                                                  action          floor
///     ─────────────  ─────────────────────────────────────────────────────  ──────────────  ──────────────
///     quiet          speechStarted                                          —               listening
///     listening      finals are there and patience has run out              startTurn       thinking
///     listening      only noise was heard                                   —               quiet
///     thinking       speechStarted, the turn is not committed               cancelTurn      listening
///     thinking       brain is slow                                          filler          thinking
///     thinking       botStarted (caller silent)                             —               speaking
///     thinking       botStarted (caller speaking)                           pauseOutput     paused
///     thinking       brainFinished with nothing to say                      —               quiet
///     speaking       botFinished, brain finished                            —               quiet
///     speaking       botFinished, brain still at work                       —               thinking
///     speaking       speechStarted                                          pauseOutput     paused
///     speaking       key pressed                                            flushOutput     listening
///     speaking       held                                                   pauseOutput     paused
///     paused         speech lasts `confirm`, or says more than "uh-huh"     flushOutput     listening
///     paused         noise or a backchannel; unheld                         resumeOutput    speaking
///     quiet          a step of the silence ladder is due                    say, hangUp     speaking, over
///     any            hungUp                                                 —               over
///
/// Invariants:
/// - One speaker: `startTurn`, `startDigits`, `say` and `filler` come only while no output is unfinished and
///   unflushed.
/// - A `pauseOutput` is followed by exactly one `resumeOutput` or `flushOutput` before the next.
/// - No text is lost: every final that is not empty, and not a backchannel said over the bot, is in exactly one
///   turn that was started and not cancelled, unless the call ends first.
/// - Progress: after `.tick` at `nextDeadline`, the next one is later, or there is none.
/// - A committed turn is never cancelled.
///
/// Contract: `now` does not go back; after `cancelTurn`, and after `flushOutput` of a turn that was not committed,
/// the runtime reports nothing more of the dropped response; `brainFinished(willSpeak: true)`, `say` and `filler`
/// are followed by `botFinished` in the end.
package struct TurnMachine: Sendable {
  enum Output: Sendable, Hashable {
    case silent
    /// Speech was ordered and has not begun.
    case queued(since: Duration)
    case speaking
    case paused
  }
  /// A stretch of the caller's speech without its final transcript.
  struct Utterance: Sendable, Hashable {
    var id: Int
    var startedAt: Duration
    var endedAt: Duration?
    var partial = ""
    /// Began while the bot was to be heard.
    var overBot: Bool
  }
  /// What the caller said and no started turn holds yet.
  struct Piece: Sendable, Hashable {
    var utterance: Int
    var text: String
    var endedAt: Duration
  }
  struct Turn: Sendable, Hashable {
    var pieces: [Piece]
    var startedAt: Duration
    var committed = false
    /// The caller has heard something since it started.
    var begun = false
    var brainBusy = true
    var fillerSaid = false
    var cancellable: Bool { !committed && !begun && !pieces.isEmpty }
  }

  let configuration: TurnConfiguration
  let backchannels: Backchannels
  var patience: Patience
  var expectation = Expectation.open
  var answered = false
  var over = false
  var isHeld = false
  var output = Output.silent
  var utterances: [Utterance] = []
  var lastUtterance = Int.min
  var pieces: [Piece] = []
  var turn: Turn?
  var keys = ""
  var lastKeyAt = Duration.zero
  var silence = SilenceLadder()
  var nextFiller = 0
  var actions: [TurnAction] = []
  var clock = Duration.zero

  package init(configuration: TurnConfiguration = TurnConfiguration()) {
    self.configuration = configuration
    backchannels = Backchannels(configuration.backchannels)
    patience = Patience(configuration)
  }

  package mutating func handle(_ input: TurnInput, now: Duration) {
    guard !over else { return }
    clock = max(clock, now)
    take(input)
    silence.observe(quiet: isQuiet, now: clock)
    for _ in 0..<64 {
      guard let (deadline, due) = earliest, deadline <= clock, !over else { break }
      fire(due)
      silence.observe(quiet: isQuiet, now: clock)
    }
  }

  /// The next thing to do; nil when nothing is left. Drain after every `handle`.
  package mutating func nextAction() -> TurnAction? { actions.isEmpty ? nil : actions.removeFirst() }

  /// When to hand in a `.tick` at the latest; nil while only events can change anything.
  package var nextDeadline: Duration? { over ? nil : earliest?.0 }

  /// Whether the bot may still be heard or is about to speak.
  package var botHasFloor: Bool { turn != nil || output != .silent }

  private mutating func take(_ input: TurnInput) {
    switch input {
    case .answered: answered = true
    case .speechStarted(let utterance): speechStarted(utterance)
    case .speechEnded(let utterance, let at): speechEnded(utterance, at: at)
    case .partial(let text, let utterance): partial(text, utterance)
    case .final(let text, let utterance): final(text, utterance)
    case .botStarted: botStarted()
    case .botFinished: botFinished()
    case .brainStarted, .tick: break
    case .brainFinished(let willSpeak): brainFinished(willSpeak: willSpeak)
    case .turnCommitted: turn?.committed = true
    case .digits(let digits): pressed(digits)
    case .held: held()
    case .unheld: unheld()
    case .expectation(let expectation): self.expectation = expectation
    case .hungUp:
      over = true
      actions = []
    }
  }

  mutating func emit(_ action: TurnAction) { actions.append(action) }
}
