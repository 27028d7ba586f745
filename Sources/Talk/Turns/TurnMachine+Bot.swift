/// What the bot does.
extension TurnMachine {
  mutating func botStarted() {
    turn?.begun = true
    guard output != .paused else { return }
    output = .speaking
    if isHeld {
      emit(.pauseOutput)
      output = .paused
    } else if configuration.interruption, callerSpeaks {
      utterances[utterances.count - 1].overBot = true
      // Measured from here: the caller may be speaking for long, and not to interrupt.
      utterances[utterances.count - 1].startedAt = clock
      emit(.pauseOutput)
      output = .paused
    }
  }

  mutating func botFinished() {
    if output == .paused { emit(.resumeOutput) }
    output = .silent
    if let current = turn, !current.brainBusy { endTurn() }
  }

  mutating func brainFinished(willSpeak: Bool) {
    guard turn != nil else { return }
    turn?.brainBusy = false
    guard output == .silent else { return }
    if willSpeak { output = .queued(since: clock) } else { endTurn() }
  }

  mutating func endTurn() {
    turn = nil
    silence.reset(now: clock)
  }
}
