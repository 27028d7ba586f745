import Events
import Media
import Providers
import Resources
import Turns

/// What is known of the response that the brain is giving.
struct ResponseInProgress {
  let turn: Int
  let heard: String
  var timeline: TurnTimeline?
  var task: Task<Void, Never>?
  var hasPublished = false
  /// A tool was called: the response goes on where the caller interrupts what is said of it.
  var isCommitted = false
  /// The brain has given all of it.
  var isComplete = false
  /// The caller interrupted it; nothing more of it may be heard.
  var isDropped = false
  /// What was heard of it before an interruption that it survived.
  var heardBefore = ""
}

/// Carrying out what the turn machine decides.
extension VoiceConversation {
  func perform(_ action: TurnAction) {
    guard !hasEnded else { return }
    switch action {
    case .startTurn(let text, _): respond(to: .said(text), heard: text)
    case .startDigits(let digits): respond(to: .digits(digits), heard: digits)
    case .cancelTurn: cancelTurn()
    case .pauseOutput: parts.media.pause()
    case .resumeOutput:
      parts.media.resume()
      if !isUnholding { parts.events.publish(.interrupted(heard: "", resumed: true)) }
    case .flushOutput: interrupt()
    case .say(let text): prompt(text)
    case .filler(let text): filler(text)
    case .hangUp(let reason): end(.hangUp(reason: reason))
    }
  }

  func greet() {
    let bot = parts.bot
    open(.greeting)
    feed(.brainStarted)
    let session = parts.runner.session
    let mine = generation
    lastResponse = Task {
      let greeting = await session.greeting()
      guard self.generation == mine else { return }
      if let announcement = bot.recording.announce, bot.recording.enabled { self.say(bot.filled(announcement)) }
      if !greeting.isEmpty {
        self.parts.events.publish(.botSaid(text: greeting))
        self.sayClauses(of: greeting)
      }
      self.finishSaying()
      self.feed(.expectation(await session.expectation))
      self.feed(.brainFinished(willSpeak: !greeting.isEmpty))
    }
  }

  private func prompt(_ text: String) {
    guard output == nil else { return }
    parts.events.publish(.botSaid(text: text))
    open(.prompt)
    sayClauses(of: text)
    finishSaying()
  }

  private func filler(_ text: String) {
    guard let output, output.playout.isEmpty, case .response = output.kind else { return }
    say(text, isFiller: true)
  }

  /// The caller spoke over the bot and meant it. A response that has called a tool goes on in an output of its own:
  /// what came of the tool is still to be told.
  private func interrupt() {
    guard let output else { return }
    let heard = drop(output)
    parts.events.publish(.interrupted(heard: heard, resumed: false))
    finishTurn(said: output.playout.spokenText, interrupted: true)
    switch output.kind {
    case .prompt: break
    case .greeting: remember(heard)
    case .response:
      if let response = current, response.isCommitted, !response.isComplete {
        current?.heardBefore = Self.joined(response.heardBefore, heard)
        open(output.kind)
      } else {
        current?.isDropped = true
        current?.task?.cancel()
        remember(Self.joined(current?.heardBefore ?? "", heard))
      }
    }
  }

  static func joined(_ first: String, _ second: String) -> String {
    first.isEmpty || second.isEmpty ? first + second : "\(first) \(second)"
  }

  /// The caller went on before the bot began: nothing of the turn remains.
  private func cancelTurn() {
    if let output { drop(output) }
    current?.task?.cancel()
    current = nil
    let session = parts.runner.session
    let previous = lastResponse
    lastResponse = Task {
      await previous?.value
      await session.cancelTurn()
    }
  }

  /// Publishes the turn in progress, once, where the bot was heard in it.
  func finishTurn(said: String, interrupted: Bool) {
    guard var response = current, !response.hasPublished else { return }
    guard let timeline = response.timeline, let departure = parts.media.playback.firstAudibleNanoseconds else { return }
    response.hasPublished = true
    current = response
    parts.events.publish(
      .turn(
        Turn(
          id: "\(parts.events.call)-\(response.turn)", heard: response.heard,
          said: said, waterfall: timeline.waterfall(departure: departure), interrupted: interrupted)))
  }
}
