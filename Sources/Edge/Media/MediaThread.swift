import CShims
import Glibc
import Synchronization

/// One thread that carries sessions: a wheel of 20 slots of 1 ms, each session due once in 20 ms at its slot.
///
/// Invariants:
/// 1. Deadlines are absolute multiples of 1 ms since the thread began: work never shifts the next deadline.
/// 2. A round that comes up to 100 ms late is caught up; more is left out and counted, and timestamps move on.
/// 3. The thread waits for its mailbox and the next occupied slot only. Sockets are read at a session's slot, just
///    before its playout, where every packet is in time; the kernel has stamped its arrival. An idle thread sleeps.
///
/// `@unchecked Sendable`: the sessions are local to `run`.
final class MediaThread: ThreadBody, @unchecked Sendable {
  static let slots = 20
  private static let slotNanoseconds: Int64 = 1_000_000
  private static let roundNanoseconds: Int64 = 20_000_000
  private static let mostLate: Int64 = 100_000_000

  let mailbox = Mailbox()
  private let wake: Int32
  private let frames: Int32
  private let isStopping = Atomic<Bool>(false)
  private let processorTime = Atomic<Int64>(0)
  private let rounds = Atomic<Int64>(0)
  private var thread = pthread_t()

  /// - Parameter frames: the eventfd signalled once in each slot that gave the conversation something to read.
  init(frames: Int32) throws(MediaError) {
    self.frames = frames
    wake = shim_event_create()
    guard wake >= 0 else { throw .system(call: "eventfd", errno: -wake) }
    thread = try startThread(of: self)
  }

  deinit {
    if wake >= 0 { close(wake) }
  }

  func post(_ command: Command) {
    mailbox.post(command)
    shim_event_signal(wake)
  }

  /// Ends the thread and its sessions; returns when it is gone. Called once.
  func stop() {
    isStopping.store(true, ordering: .releasing)
    shim_event_signal(wake)
    pthread_join(thread, nil)
  }

  /// Processor time the thread has used and the session rounds it has run, updated about once a second.
  var usage: MediaUsage {
    MediaUsage(
      processorNanoseconds: processorTime.load(ordering: .relaxed), rounds: rounds.load(ordering: .relaxed))
  }

  func run() {
    shim_thread_name("media")
    guard let buffers = ThreadBuffers() else { return }
    var wheel = Wheel()
    let base = shim_monotonic()
    var next: Int64 = 0
    var skippedRounds: Int64 = 0
    var nextUsage: Int64 = 0
    var roundCount: Int64 = 0
    while !isStopping.load(ordering: .acquiring) {
      mailbox.takeAll { wheel.carryOut($0, skippedRounds: skippedRounds, buffers: buffers) }
      guard let distance = wheel.distanceToOccupied(from: next) else {
        wait(-1)
        next = max(next, (shim_monotonic() - base) / Self.slotNanoseconds)
        continue
      }
      let deadline = base + (next + distance) * Self.slotNanoseconds
      let now = shim_monotonic()
      if now < deadline {
        wait(deadline - now)
        continue
      }
      if now - deadline > Self.mostLate {
        let missed = (now - deadline) / Self.roundNanoseconds
        next += missed * Int64(Self.slots)
        skippedRounds += missed
        continue
      }
      next += distance + 1
      let result = wheel.run(slot: next - 1, now: now, skippedRounds: skippedRounds, buffers: buffers)
      roundCount += result.rounds
      if result.hasFrames { shim_event_signal(frames) }
      if now >= nextUsage {
        nextUsage = now + 1_000_000_000
        publishUsage(roundCount)
      }
    }
    mailbox.takeAll { wheel.carryOut($0, skippedRounds: skippedRounds, buffers: buffers) }
    wheel.closeAll(buffers: buffers)
    publishUsage(roundCount)
  }

  private func wait(_ nanoseconds: Int64) {
    if shim_wait(wake, nanoseconds) != 0 { shim_event_clear(wake) }
  }

  private func publishUsage(_ count: Int64) {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    processorTime.store(Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec), ordering: .relaxed)
    rounds.store(count, ordering: .relaxed)
  }
}

/// What media threads have cost so far.
package struct MediaUsage: Sendable, Equatable {
  /// Processor time of the threads, nanoseconds.
  package var processorNanoseconds: Int64
  /// Rounds of 20 ms run, over all sessions.
  package var rounds: Int64
}
