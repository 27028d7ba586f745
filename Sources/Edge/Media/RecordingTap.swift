import CShims
import Glibc
import Synchronization

/// Frame pairs on their way from the media thread to the recording's file.
///
/// Invariants: one producer (media thread), one consumer (the writer); the producer never waits. A pair that finds the
/// ring full is dropped and counted, and the writer puts silence where it was, so that the recording keeps time.
///
/// `@unchecked Sendable`: the storage behind the pointers is handed over by the acquire and release of the indices.
final class RecordingTap: @unchecked Sendable {
  /// 1.28 s: a disk may stall that long before anything is lost.
  private static let slots = 64
  static let frameSize = 160

  private let samples: UnsafeMutablePointer<Int16>
  /// Number of the round each slot belongs to.
  private let numbers: UnsafeMutablePointer<Int>
  private let head = PaddedIndex()
  private let tail = PaddedIndex()
  private let rounds = Atomic<Int>(0)
  private let finished = Atomic<Bool>(false)
  let dropped = Atomic<Int64>(0)
  let error = Atomic<Int32>(0)
  private let wake: Int32

  init(wake: Int32) {
    self.wake = wake
    samples = .allocate(capacity: Self.slots * 2 * Self.frameSize)
    samples.initialize(repeating: 0, count: Self.slots * 2 * Self.frameSize)
    numbers = .allocate(capacity: Self.slots)
    numbers.initialize(repeating: 0, count: Self.slots)
  }

  deinit {
    samples.deallocate()
    numbers.deallocate()
  }

  /// Media thread only.
  func push(inbound: UnsafeMutableBufferPointer<Int16>, outbound: UnsafeMutableBufferPointer<Int16>) {
    let number = rounds.load(ordering: .relaxed)
    rounds.store(number + 1, ordering: .relaxed)
    let end = tail.value.load(ordering: .relaxed)
    guard end - head.value.load(ordering: .acquiring) < Self.slots, let caller = inbound.baseAddress,
      let bot = outbound.baseAddress
    else {
      dropped.wrappingAdd(1, ordering: .relaxed)
      return
    }
    let index = end & (Self.slots - 1)
    numbers[index] = number
    let place = samples + index * 2 * Self.frameSize
    place.update(from: caller, count: Self.frameSize)
    (place + Self.frameSize).update(from: bot, count: Self.frameSize)
    tail.value.store(end + 1, ordering: .releasing)
  }

  /// Media thread only; nothing is pushed after it.
  func finish() {
    finished.store(true, ordering: .releasing)
    shim_event_signal(wake)
  }

  /// Writer only. Whether everything has been pushed; ask before draining.
  var isFinished: Bool { finished.load(ordering: .acquiring) }

  /// Writer only. Gives each waiting pair with its round: 160 samples of the caller, then 160 of the bot.
  func drain(_ body: (Int, UnsafePointer<Int16>) -> Void) {
    let end = tail.value.load(ordering: .acquiring)
    var start = head.value.load(ordering: .relaxed)
    while start < end {
      let index = start & (Self.slots - 1)
      body(numbers[index], UnsafePointer(samples + index * 2 * Self.frameSize))
      start += 1
      head.value.store(start, ordering: .releasing)
    }
  }
}
