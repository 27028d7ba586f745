import Dialog
import Events
import Media
import Providers
import Resources
import Turns

/// One response of the brain, from the caller's words to the clauses that are spoken.
extension VoiceConversation {
  /// Said when every brain has failed.
  private static let apology = "I'm sorry, I am having trouble right now."

  func respond(to input: BrainInput, heard: String) {
    turnNumber += 1
    let turn = turnNumber
    current = ResponseInProgress(turn: turn, heard: heard, timeline: timeline(of: input), task: nil)
    parts.media.markTurn()
    open(.response(turn: turn))
    feed(.brainStarted)
    let previous = lastResponse
    let task = Task {
      await previous?.value
      guard !Task.isCancelled, self.goesOn(turn) else { return }
      await self.run(input, turn: turn)
    }
    current?.task = task
    lastResponse = task
  }

  /// Whether the response of that turn may still be heard.
  private func goesOn(_ turn: Int) -> Bool {
    guard !hasEnded, let current else { return false }
    return current.turn == turn && !current.isDropped
  }

  /// The moments up to now: the decision waits for patience and for the transcript, and what the transcript took
  /// beyond the shortest patience is the transcript's. A turn of keys counts from the last key.
  private func timeline(of input: BrainInput) -> TurnTimeline? {
    if case .digits = input {
      var timeline = TurnTimeline(lastSpeech: lastKeyArrival)
      timeline.note(.decided, at: parts.clock())
      return timeline
    }
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

  private func run(_ input: BrainInput, turn: Int) async {
    var splitter = ClauseSplitter()
    var said = ""
    var afterwards: SpeechOutput.Afterwards?
    func deliver(_ output: BrainRunner.Output) {
      let goesOn = goesOn(turn)
      guard goesOn || output.isOfTools else { return }
      if let body = EventBody(output) { parts.events.publish(body) }
      switch output {
      case .brain(.text(let piece)):
        current?.timeline?.note(.brain, at: parts.clock())
        said += piece
        for clause in splitter.push(piece) { say(clause) }
      case .toolStarted where goesOn:
        current?.isCommitted = true
        feed(.turnCommitted)
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
      guard goesOn(turn), !Task.isCancelled else { return }
      failures += 1
      parts.events.publish(.failed(code: "brain", message: "\(error)"))
      if said.isEmpty {
        said = Self.apology
        say(Self.apology)
        if failures >= 2 { afterwards = .hangUp("the brain failed twice in a row") }
      }
    }
    guard goesOn(turn) else { return }
    if let rest = splitter.finish() { say(rest) }
    if !said.isEmpty { parts.events.publish(.botSaid(text: said)) }
    let expectation = await parts.runner.session.expectation
    // From here on nothing may come in between: an interruption sees a response that is whole, or one that is not.
    guard goesOn(turn) else { return }
    current?.isComplete = true
    finishSaying()
    output?.afterwards = afterwards
    feed(.expectation(expectation))
    feed(.brainFinished(willSpeak: output != nil && !said.isEmpty))
  }

  func sayClauses(of text: String) {
    for clause in ClauseSplitter.clauses(of: text) { say(clause) }
  }
}

extension ClauseSplitter {
  /// The clauses of a whole text, as they are spoken.
  static func clauses(of text: String) -> [String] {
    var splitter = ClauseSplitter()
    return splitter.push(text) + [splitter.finish()].compactMap { $0 }
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
