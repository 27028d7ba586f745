import PCM
import RTP
import Synchronization

/// The handle of one call's media.
///
/// `start`, `sendDigits`, `close`, `statistics` and `playback` may be called from any thread. The conversation's side
/// (`read`, `write`, `flush`, `pause`, `resume`, `markTurn`) belongs to one thread at a time. Nothing waits.
///
/// `@unchecked Sendable`: the state behind the pointer is only named in commands here; the media thread owns it.
package final class MediaSession: @unchecked Sendable {
  /// 160 samples at 8 kHz: 20 ms.
  package static let frameSize = 160

  /// The RTP port; RTCP is the next.
  package let localPort: UInt16
  private let shared: SessionShared
  private let state: UnsafeMutablePointer<SessionState>
  private let thread: MediaThread
  private let tap: RecordingTap?
  private let isClosed = Atomic<Bool>(false)

  init(
    localPort: UInt16, shared: SessionShared, state: UnsafeMutablePointer<SessionState>, thread: MediaThread,
    tap: RecordingTap?
  ) {
    self.localPort = localPort
    self.shared = shared
    self.state = state
    self.thread = thread
    self.tap = tap
  }

  deinit { close() }

  /// Begins sending and receiving, or goes on with what a re-INVITE settled; SSRC, sequence numbers and timestamps run
  /// on. The source lock is kept unless the remote address changed.
  package func start(_ parameters: MediaParameters) {
    if !isClosed.load(ordering: .acquiring) { thread.post(.start(state, parameters)) }
  }

  /// Calls `body` for each item that waits, oldest first, and returns how many there were. Frames come 50 times a second
  /// from `start` on, whatever the peer sends; after 500 ms without reading the oldest are lost.
  @discardableResult
  package func read(_ body: (borrowing InboundFrame) -> Void) -> Int { shared.inbound?.read(body) ?? 0 }

  /// Queues audio of an epoch for sending: as many whole frames of 160 samples as fit into 500 ms.
  ///
  /// - Parameter epoch: from `epoch` or `flush()`; what was made for an epoch that is over is not taken.
  /// - Returns: frames taken, from the front; the caller keeps the rest. A last part of a frame is never taken: pad it.
  package func write(_ samples: UnsafeBufferPointer<Int16>, epoch: UInt32) -> Int {
    guard let ring = shared.outbound, epoch == shared.epoch.load(ordering: .relaxed) else { return 0 }
    let count = ring.write(samples, epoch: epoch)
    if count > 0 {
      let before = SessionShared.frames(shared.accepted.load(ordering: .relaxed), of: epoch)
      shared.accepted.store(SessionShared.pack(before &+ UInt32(count), of: epoch), ordering: .releasing)
    }
    return count
  }

  package func write(_ samples: borrowing Span<Int16>, epoch: UInt32) -> Int {
    samples.withUnsafeBufferPointer { write($0, epoch: epoch) }
  }

  /// Frames `write` would take now.
  package var writableFrames: Int { max(0, shared.outbound?.writable ?? 0) }

  /// The epoch writes have to name.
  package var epoch: UInt32 { shared.epoch.load(ordering: .acquiring) }

  /// Sends silence from the next frame on; what waits keeps its place.
  package func pause() { shared.isPaused.store(true, ordering: .releasing) }
  package func resume() { shared.isPaused.store(false, ordering: .releasing) }

  /// Drops everything queued, from the next frame on, and returns the new epoch. Does not end a pause.
  @discardableResult
  package func flush() -> UInt32 { shared.epoch.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue }

  /// Begins a turn for `PlaybackState.firstAudibleNanoseconds`.
  package func markTurn() { shared.turn.wrappingAdd(1, ordering: .acquiringAndReleasing) }

  /// Sends digits as telephone events, 160 ms each, when the parameters name a payload type for them. Others than
  /// `0`–`9`, `*`, `#`, `A`–`D` are left out, and so is what exceeds 32 waiting digits.
  package func sendDigits(_ digits: String) {
    if !isClosed.load(ordering: .acquiring) { thread.post(.digits(state, Array(digits.utf8))) }
  }

  package var playback: PlaybackState { shared.playback }

  package var statistics: MediaStatistics {
    var value = shared.counters.snapshot
    value.inboundOverflows = shared.inbound?.overflows.load(ordering: .relaxed) ?? 0
    value.recordingFramesDropped = tap?.dropped.load(ordering: .relaxed) ?? 0
    value.recordingError = Int64(tap?.error.load(ordering: .relaxed) ?? 0)
    return value
  }

  /// Sends BYE, closes the ports and completes the recording, within a moment. Later calls do nothing.
  package func close() {
    if !isClosed.exchange(true, ordering: .acquiringAndReleasing) { thread.post(.close(state)) }
  }
}
