import Dialog
import Events
import Providers

/// One response of the brain, from the caller's words to the clauses that are spoken.
extension VoiceConversation {
  /// Said when every brain has failed.
  private static let apology = "I'm sorry, I am having trouble right now."

  func respond(to input: BrainInput, heard: String) {
    turnNumber += 1
    let turn = turnNumber
    current = ResponseInProgress(turn: turn, heard: heard, timeline: timeline(), task: nil)
    parts.media.markTurn()
    open(.response(turn: turn))
    feed(.brainStarted)
    let previous = lastResponse
    let mine = generation
    let task = Task {
      await previous?.value
      guard !Task.isCancelled, self.generation == mine else { return }
      await self.run(input, turn: turn, generation: mine)
    }
    current?.task = task
    lastResponse = task
  }

  /// The moments up to now: the decision waits for patience and for the transcript, and what the transcript took
  /// beyond the shortest patience is the transcript's.
  private func timeline() -> TurnTimeline? {
    guard let lastSpeech = hearing?.lastAudibleArrival else { return nil }
    let now = parts.clock()
    var timeline = TurnTimeline(lastSpeech: lastSpeech)
    if let read = hearing?.lastAudibleRead { timeline.note(.frameRead, at: read) }
    timeline.note(.voiceEnded, at: voiceEndedAt)
    let patience = voiceEndedAt + parts.bot.turns.endpointing.minDelay.nanoseconds
    let waitedForTranscript = now - transcriptAt < 1_000_000 && transcriptAt > patience
    timeline.note(.decided, at: waitedForTranscript ? patience : now)
    timeline.note(.transcript, at: now)
    return timeline
  }

  private func run(_ input: BrainInput, turn: Int, generation mine: Int) async {
    var splitter = ClauseSplitter()
    var said = ""
    var afterwards: SpeechOutput.Afterwards?
    func deliver(_ output: BrainRunner.Output) {
      guard generation == mine || output.isOfTools else { return }
      if let body = EventBody(output) { parts.events.publish(body) }
      switch output {
      case .brain(.text(let piece)):
        current?.timeline?.note(.brain, at: parts.clock())
        said += piece
        for clause in splitter.push(piece) { say(clause) }
      case .toolStarted: feed(.turnCommitted)
      case .brain(.hangup): afterwards = .hangUp("the conversation came to its end")
      case .brain(.transfer(let target)): afterwards = .transfer(target)
      default: break
      }
    }
    do {
      try await parts.runner.respond(to: input, turn: turn, emit: deliver)
      failures = 0
    } catch is CancellationError {
      return
    } catch {
      guard generation == mine, !Task.isCancelled else { return }
      failures += 1
      parts.events.publish(.failed(code: "brain", message: "\(error)"))
      if said.isEmpty {
        said = Self.apology
        say(Self.apology)
        if failures >= 2 { afterwards = .hangUp("the brain failed twice in a row") }
      }
    }
    guard generation == mine else { return }
    if let rest = splitter.finish() { say(rest) }
    finishSaying()
    output?.afterwards = afterwards
    if !said.isEmpty { parts.events.publish(.botSaid(text: said)) }
    feed(.expectation(await parts.runner.session.expectation))
    guard generation == mine || said.isEmpty else { return }
    feed(.brainFinished(willSpeak: output != nil && !said.isEmpty))
  }

  func sayClauses(of text: String) {
    var splitter = ClauseSplitter()
    for clause in splitter.push(text) { say(clause) }
    if let rest = splitter.finish() { say(rest) }
  }
}

extension BrainRunner.Output {
  fileprivate var isOfTools: Bool {
    switch self {
    case .toolStarted, .toolFinished: true
    case .brain: false
    }
  }
}
