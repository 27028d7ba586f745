import Synchronization

/// What the conversation's thread and the media thread both see of a session: rings and atomics, no lock.
final class SessionShared: Sendable {
  /// `nil` in echo mode.
  let inbound: InboundRing?
  let outbound: OutboundRing?
  let counters = SharedCounters()

  let epoch = Atomic<UInt32>(1)
  let isPaused = Atomic<Bool>(false)
  /// Epoch in the upper half, frames in the lower, so that the two always belong together.
  let accepted = Atomic<UInt64>(0)
  let played = Atomic<UInt64>(0)
  /// `audibleAt` is about the turn whose number is in `audibleTurn`; it is written first.
  let turn = Atomic<UInt32>(1)
  let audibleTurn = Atomic<UInt32>(0)
  let audibleAt = Atomic<Int64>(0)
  let lastAudibleAt = Atomic<Int64>(0)

  init(mode: SessionConfiguration.Mode) {
    inbound = mode == .conversation ? InboundRing() : nil
    outbound = mode == .conversation ? OutboundRing() : nil
  }

  var playback: PlaybackState {
    let epoch = epoch.load(ordering: .acquiring)
    let accepted = Self.frames(accepted.load(ordering: .acquiring), of: epoch)
    let played = Self.frames(played.load(ordering: .acquiring), of: epoch)
    let isCurrent = audibleTurn.load(ordering: .acquiring) == turn.load(ordering: .acquiring)
    let last = lastAudibleAt.load(ordering: .relaxed)
    return PlaybackState(
      epoch: epoch, framesPlayed: played, isEmpty: played >= accepted,
      isPaused: isPaused.load(ordering: .relaxed),
      firstAudibleNanoseconds: isCurrent ? audibleAt.load(ordering: .relaxed) : nil,
      lastAudibleNanoseconds: last == 0 ? nil : last)
  }

  static func frames(_ packed: UInt64, of epoch: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: packed >> 32) == epoch ? UInt32(truncatingIfNeeded: packed) : 0
  }

  static func pack(_ frames: UInt32, of epoch: UInt32) -> UInt64 { UInt64(epoch) << 32 | UInt64(frames) }
}
