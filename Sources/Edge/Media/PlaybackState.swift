/// What of the bot's audio has left the socket; a consistent-enough snapshot of atomics.
package struct PlaybackState: Sendable, Equatable {
  /// The epoch the counters speak of; `flush()` starts the next.
  package var epoch: UInt32
  /// Frames of this epoch that left the socket, 20 ms each.
  package var framesPlayed: UInt32
  /// Whether every accepted frame of this epoch has been sent.
  package var isEmpty: Bool
  package var isPaused: Bool
  /// CLOCK_MONOTONIC nanoseconds at which the first frame above −45 dBFS since `markTurn()` left the socket.
  package var firstAudibleNanoseconds: Int64?
  /// CLOCK_MONOTONIC nanoseconds of the last frame above −45 dBFS that left the socket; `nil` before the first.
  package var lastAudibleNanoseconds: Int64?
}
