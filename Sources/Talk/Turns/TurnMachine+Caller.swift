import Providers

/// What the caller does.
extension TurnMachine {
  var callerSpeaks: Bool { utterances.last.map { $0.endedAt == nil } ?? false }

  /// An utterance that began over the bot and whose verdict is still out.
  private var interruptionPending: Bool { configuration.interruption && utterances.contains(where: \.overBot) }

  mutating func speechStarted(_ id: Int) {
    // On hold the far end sends music or announcements, not the caller.
    guard id > lastUtterance, !isHeld else { return }
    lastUtterance = id
    closeUtterance(at: clock)
    learnPause()
    var overBot = false
    switch output {
    case .silent:
      if turn?.cancellable == true { cancelTurn() }
    case .queued:
      if let turn {
        if turn.cancellable { cancelTurn() }
      } else {
        emit(.flushOutput)
        output = .silent
      }
    case .speaking:
      overBot = true
      if configuration.interruption {
        emit(.pauseOutput)
        output = .paused
      }
    case .paused:
      overBot = true
    }
    utterances.append(Utterance(id: id, startedAt: clock, overBot: overBot))
  }

  mutating func speechEnded(_ id: Int, at: Duration) {
    guard let index = utterances.firstIndex(where: { $0.id == id }), utterances[index].endedAt == nil else { return }
    utterances[index].endedAt = max(utterances[index].startedAt, min(at, clock))
  }

  mutating func partial(_ text: String, _ id: Int) {
    guard let index = utterances.firstIndex(where: { $0.id == id }) else { return }
    utterances[index].partial = text
    if configuration.interruption, output == .paused, utterances[index].overBot, !isBackchannel(text, growing: true) {
      flush()
    }
  }

  mutating func final(_ text: String, _ id: Int) {
    guard let index = utterances.firstIndex(where: { $0.id == id }) else { return }
    let utterance = utterances.remove(at: index)
    let backchannel = isBackchannel(text, growing: false)
    if !SpokenWords.split(text).isEmpty, !(utterance.overBot && backchannel) {
      let piece = Piece(utterance: id, text: text, endedAt: utterance.endedAt ?? clock)
      pieces.insert(piece, at: pieces.firstIndex { $0.utterance > id } ?? pieces.endIndex)
      silence.reset(now: clock)
    }
    guard configuration.interruption, output == .paused, utterance.overBot else { return }
    if !backchannel {
      flush()
    } else if !interruptionPending {
      if configuration.resume { resume() } else { flush() }
    }
  }

  mutating func pressed(_ digits: String) {
    let pressed = digits.filter { "0123456789*#ABCD".contains($0) }
    guard !pressed.isEmpty, keys.utf8.count + pressed.utf8.count <= 64 else { return }
    keys += pressed
    lastKeyAt = clock
    silence.reset(now: clock)
    switch output {
    case .speaking, .paused:
      flush()
    case .queued where turn == nil:
      emit(.flushOutput)
      output = .silent
    case .queued, .silent:
      break
    }
  }

  mutating func held() {
    guard !isHeld else { return }
    isHeld = true
    closeUtterance(at: clock)
    if output == .speaking {
      emit(.pauseOutput)
      output = .paused
    }
  }

  mutating func unheld() {
    guard isHeld else { return }
    isHeld = false
    if output == .paused, !interruptionPending { resume() }
  }

  /// Speech that goes on ends for us: on hold its end is not heard, and a new onset implies it.
  private mutating func closeUtterance(at end: Duration) {
    if let last = utterances.indices.last, utterances[last].endedAt == nil { utterances[last].endedAt = end }
  }

  private mutating func learnPause() {
    let unanswered = turn.map { $0.cancellable ? $0.pieces.last : nil } ?? pieces.last
    let end = [utterances.last?.endedAt, unanswered?.endedAt].compactMap { $0 }.max()
    if configuration.learn, let end, output == .silent || turn?.cancellable == true {
      patience.learn(pause: clock - end)
    }
  }

  private mutating func cancelTurn() {
    guard let cancelled = turn else { return }
    emit(.cancelTurn)
    pieces = cancelled.pieces + pieces
    turn = nil
    output = .silent
  }

  private func isBackchannel(_ text: String, growing: Bool) -> Bool {
    // An answer to the question that the bot is just putting is no backchannel.
    if expectation == .yesOrNo { return SpokenWords.split(text).isEmpty }
    return growing ? backchannels.mayCover(text) : backchannels.covers(text)
  }

  private mutating func resume() {
    guard !isHeld else { return }
    emit(.resumeOutput)
    output = .speaking
  }

  mutating func flush() {
    emit(.flushOutput)
    output = .silent
    for index in utterances.indices { utterances[index].overBot = false }
    // A committed response goes on: its tool result is still to be told.
    if let current = turn, !(current.committed && current.brainBusy) { turn = nil }
  }
}
