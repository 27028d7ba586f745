import Events
package import Media
import NIOCore
package import Providers
package import Resources
import Turns

/// One call's conversation by voice: audio and transcripts in, the turn machine's decisions carried out, speech out.
///
/// Invariants: at most one output is playing; audio of a dropped output never reaches the caller; responses of the
/// brain run one after another; the brain is told what the caller heard of each.
package actor VoiceConversation {
  /// What one call is made of. The objects belong to the conversation from `start` on.
  package struct Parts: Sendable {
    package var bot: Bot
    package var media: MediaSession
    package var recognizer: any SpeechToText
    package var voice: any TextToSpeech
    package var makeActivity: @Sendable () throws(ProviderError) -> any VoiceActivity
    package var runner: BrainRunner
    package var events: CallEvents
    /// The media clock: CLOCK_MONOTONIC in nanoseconds.
    package var clock: @Sendable () -> Int64
    /// Called once, when the bot ends the call.
    package var onEnd: @Sendable (Ending) -> Void

    package init(
      bot: Bot, media: MediaSession, recognizer: any SpeechToText, voice: any TextToSpeech,
      makeActivity: @escaping @Sendable () throws(ProviderError) -> any VoiceActivity, runner: BrainRunner,
      events: CallEvents, clock: @escaping @Sendable () -> Int64, onEnd: @escaping @Sendable (Ending) -> Void
    ) {
      self.bot = bot
      self.media = media
      self.recognizer = recognizer
      self.voice = voice
      self.makeActivity = makeActivity
      self.runner = runner
      self.events = events
      self.clock = clock
      self.onEnd = onEnd
    }
  }

  package enum Ending: Sendable, Equatable {
    case hangUp(reason: String)
  }

  nonisolated package var unownedExecutor: UnownedSerialExecutor { loop.loop.executor.asUnownedSerialExecutor() }

  let parts: Parts
  private let loop: ConversationLoop
  private let configuration: TurnConfiguration
  var turns: TurnMachine
  var hearing: Hearing?
  var output: SpeechOutput?
  var generation = 0
  /// Frames written to the media ring since the last flush.
  var framesWritten = 0
  var turnNumber = 0
  var current: ResponseInProgress?
  /// The last response, to its very end: the next one waits for it.
  var lastResponse: Task<Void, Never>?
  var failures = 0
  /// While the end of a hold is handled: the bot goes on, and nobody interrupted it.
  var isUnholding = false
  private var transcripts: Task<Void, Never>?
  private var startedAt: Int64 = 0
  private(set) var hasEnded = false

  package init(_ parts: Parts, on loop: ConversationLoop) {
    self.parts = parts
    self.loop = loop
    configuration = TurnConfiguration(of: parts.bot)
    turns = TurnMachine(configuration: configuration)
  }

  /// Begins to listen and says the greeting. Throws where the speech engines are not available.
  package func start() throws(ProviderError) {
    let (events, continuation) = AsyncStream.makeStream(of: TranscriptEvent.self)
    let activity = try parts.makeActivity()
    let stream = try parts.recognizer.stream { continuation.yield($0) }
    hearing = Hearing(activity: activity, transcription: stream)
    transcripts = Task { [weak self] in
      for await event in events { await self?.take(event) }
    }
    startedAt = parts.clock()
    loop.add(self)
    feed(.answered)
    greet()
  }

  /// Ends everything; nothing is published after it returns. `parts.onEnd` is not called.
  package func close() async {
    guard !hasEnded || hearing != nil else { return }
    hasEnded = true
    loop.remove(self)
    feed(.hungUp)
    hearing?.close()
    hearing = nil
    transcripts?.cancel()
    if let output {
      finishTurn(said: output.playout.spokenText, interrupted: true)
      drop(output)
    }
    current?.task?.cancel()
    await lastResponse?.value
  }

  package func hold(_ held: Bool) {
    guard !hasEnded else { return }
    parts.events.publish(.hold(held: held))
    if held, case .ended(let utterance)? = hearing?.interrupt() {
      feed(.speechEnded(utterance: utterance, at: now))
    }
    isUnholding = !held
    feed(held ? .held : .unheld)
    isUnholding = false
  }

  /// Time of the turn machine: the media clock.
  var now: Duration { .nanoseconds(parts.clock()) }

  /// Called by the loop every 10 ms.
  func moveOn() {
    guard !hasEnded else { return }
    listen()
    play()
    if let deadline = turns.nextDeadline, deadline <= now { feed(.tick) }
    let age = parts.clock() - startedAt
    if age > parts.bot.limits.callDuration.nanoseconds { end(.hangUp(reason: "the call reached its longest duration")) }
  }

  /// Gives an input to the turn machine and carries out what it decides.
  func feed(_ input: TurnInput) {
    turns.handle(input, now: now)
    while let action = turns.nextAction() { perform(action) }
  }

  func end(_ ending: Ending) {
    guard !hasEnded else { return }
    hasEnded = true
    loop.remove(self)
    parts.onEnd(ending)
  }

  private func listen() {
    var edges: [Hearing.Edge] = []
    var digits = ""
    let read = parts.clock()
    parts.media.read { frame in
      if case .digit(let code) = frame.kind {
        digits.append(Character(Unicode.Scalar(code)))
        lastKeyArrival = frame.arrivalNanoseconds
      } else if let edge = hearing?.push(frame, now: read) {
        edges.append(edge)
      }
    }
    for edge in edges {
      switch edge {
      case .started(let utterance): feed(.speechStarted(utterance: utterance))
      case .ended(let utterance):
        voiceEndedAt = parts.clock()
        feed(.speechEnded(utterance: utterance, at: now - configuration.voiceActivityStop))
      }
    }
    for digit in digits {
      parts.events.publish(.dtmf(digit: String(digit)))
      feed(.digits(String(digit)))
    }
  }

  /// Moments of the media clock.
  var lastKeyArrival: Int64 = 0
  var voiceEndedAt: Int64 = 0
  var transcriptAt: Int64 = 0

  private func take(_ event: TranscriptEvent) {
    guard !hasEnded else { return }
    switch event {
    case .partial(let text, let utterance):
      parts.events.publish(.transcriptPartial(text: text, utterance: utterance))
      feed(.partial(text, utterance: utterance))
    case .final(let text, let utterance, _, _):
      transcriptAt = parts.clock()
      parts.events.publish(.transcriptFinal(text: text, utterance: utterance))
      feed(.final(text, utterance: utterance))
    case .failed(let error, let utterance):
      transcriptAt = parts.clock()
      parts.events.publish(.failed(code: "transcription", message: error.description))
      feed(.final("", utterance: utterance))
    }
  }
}

extension TurnConfiguration {
  init(of bot: Bot) {
    self.init()
    let turns = bot.turns
    minimumDelay = turns.endpointing.minDelay
    maximumDelay = turns.endpointing.maxDelay
    learn = turns.endpointing.learn
    interruption = turns.interruption.enabled
    confirm = turns.interruption.confirm
    resume = turns.interruption.resume
    backchannels = turns.interruption.backchannels
    silence = turns.silence.map { step in
      let action: SilenceAction = if case .say(let text) = step.action { .say(bot.filled(text)) } else { .hangUp }
      return SilenceStep(after: step.after, action: action)
    }
    fillerAfter = turns.filler.after
    fillers = turns.filler.say.map(bot.filled)
  }
}
