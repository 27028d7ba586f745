import Providers

/// What time does.
extension TurnMachine {
  enum Due: Sendable, Hashable {
    case lateFinal(Int)
    case confirmedInterruption
    case lostOutput
    case keysComplete
    case endOfTurn
    case filler
    case silence
  }

  /// Neither side has the floor or is about to take it.
  var isQuiet: Bool {
    answered && !isHeld && utterances.isEmpty && pieces.isEmpty && keys.isEmpty && turn == nil && output == .silent
  }

  private var mayStart: Bool { answered && !isHeld && turn == nil && output == .silent && utterances.isEmpty }

  /// The earliest deadline and what it is for; of equals, the first of `Due`.
  var earliest: (Duration, Due)? {
    var best: (Duration, Due)?
    func consider(_ deadline: Duration?, _ due: Due) {
      guard let deadline else { return }
      if let current = best, current.0 <= deadline { return }
      best = (deadline, due)
    }
    for utterance in utterances {
      consider(utterance.endedAt.map { $0 + configuration.finalTimeout }, .lateFinal(utterance.id))
    }
    if configuration.interruption, output == .paused, let last = utterances.last, last.overBot, last.endedAt == nil {
      consider(last.startedAt + configuration.confirm, .confirmedInterruption)
    }
    if case .queued(let since) = output { consider(since + configuration.outputTimeout, .lostOutput) }
    if mayStart {
      if let end = pieces.map(\.endedAt).max() {
        consider(end + patience.wait(after: joined(pieces), expecting: expectation), .endOfTurn)
      } else if !keys.isEmpty {
        consider(keyDeadline, .keysComplete)
      }
    }
    if let turn, turn.brainBusy, !turn.begun, !turn.fillerSaid, !configuration.fillers.isEmpty, !isHeld,
      output == .silent, utterances.isEmpty
    {
      consider(turn.startedAt + configuration.fillerAfter, .filler)
    }
    if configuration.silence.indices.contains(silence.next) {
      consider(silence.deadline(after: configuration.silence[silence.next].after), .silence)
    }
    return best
  }

  private var keyDeadline: Duration {
    switch expectation {
    case .digits(let count) where count > 0 && keys.filter({ $0 != "#" }).utf8.count >= count: lastKeyAt
    case _ where keys.hasSuffix("#"): lastKeyAt
    case .yesOrNo, .choice: lastKeyAt
    default: lastKeyAt + configuration.keyPause
    }
  }

  private func joined(_ pieces: [Piece]) -> String { pieces.map(\.text).joined(separator: " ") }

  mutating func fire(_ due: Due) {
    switch due {
    case .lateFinal(let id):
      final(utterances.first { $0.id == id }?.partial ?? "", id)
    case .confirmedInterruption:
      flush()
    case .lostOutput:
      emit(.flushOutput)
      output = .silent
      if let current = turn, !current.brainBusy { endTurn() }
    case .keysComplete:
      emit(.startDigits(keys))
      keys = ""
      turn = Turn(pieces: [], startedAt: clock)
    case .endOfTurn:
      emit(.startTurn(joined(pieces), utterances: pieces.map(\.utterance)))
      turn = Turn(pieces: pieces, startedAt: clock)
      pieces = []
    case .filler:
      turn?.fillerSaid = true
      emit(.filler(configuration.fillers[nextFiller % configuration.fillers.count]))
      nextFiller += 1
      output = .queued(since: clock)
    case .silence:
      let step = configuration.silence[silence.next]
      silence.climb()
      switch step.action {
      case .say(let text):
        emit(.say(text))
        output = .queued(since: clock)
      case .hangUp:
        emit(.hangUp("silence"))
        over = true
      }
    }
  }
}
