/// What the runtime is to do, in order.
package enum TurnAction: Sendable, Hashable {
  /// It is the bot's turn: give the text to the brain.
  case startTurn(String, utterances: [Int])
  /// It is the bot's turn: give the pressed keys to the brain.
  case startDigits(String)
  /// The caller went on before the bot began to speak: drop the turn as if it had not been. The next `startTurn`
  /// carries its text and what follows.
  case cancelTurn
  /// Stop sending speech within a frame and keep the place.
  case pauseOutput
  /// Go on from the place where it was paused.
  case resumeOutput
  /// Drop everything that has not been played, tell the brain what was heard, and (unless the turn was committed)
  /// end its response.
  case flushOutput
  /// Say this; it is not part of the conversation with the brain.
  case say(String)
  /// Say this while the brain works.
  case filler(String)
  case hangUp(String)
}
