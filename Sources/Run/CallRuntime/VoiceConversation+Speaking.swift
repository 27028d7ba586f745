import Events
import Media
import PCM
import Providers
import Resources
import Turns

/// Speech out: clauses to text-to-speech, audio to the media ring, and the account of what was heard.
extension VoiceConversation {
  /// Frames kept ahead in the media ring. Pausing and flushing act beyond the ring, so this costs no reaction time.
  private static let framesAhead = 10

  /// Opens an output; the one before it must be gone.
  func open(_ kind: SpeechOutput.Kind) {
    generation += 1
    let (clauses, continuation) = AsyncStream.makeStream(of: SpeechOutput.Clause.self)
    let mine = generation
    output = SpeechOutput(
      kind: kind, generation: mine, base: framesWritten,
      resampler: Resampler(from: parts.voice.format.sampleRate, to: 8000), clauses: continuation)
    output?.speaker = Task {
      for await clause in clauses { await self.speak(clause, generation: mine) }
      self.closeOutput(generation: mine)
    }
  }

  /// `isFiller`: covers a wait and is no part of what the bot said.
  func say(_ clause: String, isFiller: Bool = false) {
    output?.clauses.yield(SpeechOutput.Clause(text: clause, isFiller: isFiller))
  }

  /// No clause follows; the output ends when what it has is played.
  func finishSaying() { output?.clauses.finish() }

  private func speak(_ clause: SpeechOutput.Clause, generation mine: Int) async {
    guard generation == mine, output != nil else { return }
    current?.timeline?.note(.clause, at: parts.clock())
    output?.playout.begin(clause.isFiller ? "" : clause.text)
    let voice = parts.bot.voice
    let request = SpeechRequest(text: clause.text, voice: voice.name, rate: voice.rate)
    do {
      for try await chunk in parts.voice.speak(request) {
        guard generation == mine, !Task.isCancelled else { return }
        current?.timeline?.note(.audio, at: parts.clock())
        var samples: [Int16] = []
        chunk.withUnsafeBufferPointer { output?.resampler.process($0, into: &samples) }
        output?.playout.append(samples)
        play()
      }
    } catch {
      guard generation == mine, !Task.isCancelled else { return }
      parts.events.publish(.failed(code: "speech", message: "\(error)"))
    }
    var rest: [Int16] = []
    output?.resampler.finish(into: &rest)
    output?.playout.append(rest)
    output?.playout.finishClause()
    play()
  }

  private func closeOutput(generation mine: Int) {
    guard generation == mine else { return }
    output?.playout.close()
    play()
  }

  /// Hands frames to the media ring, and notes what has left.
  func play() {
    guard output != nil else { return }
    let media = parts.media
    let state = media.playback
    while framesWritten - Int(state.framesPlayed) < Self.framesAhead, media.writableFrames > 0,
      let frame = output?.playout.nextFrame()
    {
      let written = frame.withUnsafeBufferPointer { media.write($0, epoch: media.epoch) }
      guard written > 0 else { break }
      framesWritten += 1
    }
    noteDeparture(state)
    guard let output, output.playout.isDrained, Int(state.framesPlayed) >= framesWritten else { return }
    finished(output)
  }

  private func noteDeparture(_ state: PlaybackState) {
    guard let output, !output.hasStarted else { return }
    guard Int(state.framesPlayed) > output.base else { return }
    self.output?.hasStarted = true
    feed(.botStarted)
  }

  private func finished(_ output: SpeechOutput) {
    self.output = nil
    let said = output.playout.spokenText
    if case .response = output.kind {
      finishTurn(said: said, interrupted: false)
      remember(Self.joined(current?.heardBefore ?? "", said))
    }
    feed(.botFinished)
    switch output.afterwards {
    case .hangUp(let reason): end(.hangUp(reason: reason))
    case .transfer(let target): refuseTransfer(to: target)
    case nil: break
    }
  }

  /// The runtime does not carry out transfers yet: the caller is told so, and the event stream says who was asked for.
  private func refuseTransfer(to target: String) {
    parts.events.publish(.transfer(target: target, to: parts.bot.transfer[target]?.to ?? ""))
    parts.events.publish(.failed(code: "transfer", message: "calls cannot be transferred yet"))
    let text = "I'm sorry, I can't connect you right now. Please call again later."
    parts.events.publish(.botSaid(text: text))
    open(.prompt)
    sayClauses(of: text)
    finishSaying()
    output?.afterwards = .hangUp("a transfer to \(target) was asked for, which cannot be carried out yet")
  }

  /// Drops an output and its audio; returns what the caller heard of it.
  @discardableResult
  func drop(_ output: SpeechOutput) -> String {
    let played = Int(parts.media.playback.framesPlayed) - output.base
    let heard = output.playout.heard(frames: max(0, played))
    generation += 1
    output.clauses.finish()
    output.speaker?.cancel()
    self.output = nil
    parts.media.flush()
    parts.media.resume()
    framesWritten = 0
    return heard
  }

  /// Tells the brain what was heard, after its response has come to its end.
  func remember(_ text: String) {
    let session = parts.runner.session
    let previous = lastResponse
    lastResponse = Task {
      await previous?.value
      await session.heard(text)
    }
  }
}
