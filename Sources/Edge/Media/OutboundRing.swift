import Synchronization

/// Frames from the conversation to the media thread, each with the epoch it was written in.
///
/// Invariants: one producer, one consumer, neither waits. Nothing accepted is dropped except by a new epoch.
///
/// `@unchecked Sendable`: the storage behind the pointers is handed over by the acquire and release of the indices.
final class OutboundRing: @unchecked Sendable {
  static let slots = 32
  /// 500 ms.
  static let limit = 25
  static let frameSize = 160

  private let epochs: UnsafeMutablePointer<UInt32>
  private let samples: UnsafeMutablePointer<Int16>
  private let head = PaddedIndex()
  private let tail = PaddedIndex()

  init() {
    epochs = .allocate(capacity: Self.slots)
    epochs.initialize(repeating: 0, count: Self.slots)
    samples = .allocate(capacity: Self.slots * Self.frameSize)
    samples.initialize(repeating: 0, count: Self.slots * Self.frameSize)
  }

  deinit {
    epochs.deallocate()
    samples.deallocate()
  }

  /// Conversation only.
  var writable: Int {
    Self.limit - (tail.value.load(ordering: .relaxed) - head.value.load(ordering: .acquiring))
  }

  /// Conversation only. Takes as many whole frames as fit; returns how many.
  func write(_ input: UnsafeBufferPointer<Int16>, epoch: UInt32) -> Int {
    let count = min(max(0, writable), input.count / Self.frameSize)
    guard count > 0, let source = input.baseAddress else { return 0 }
    let end = tail.value.load(ordering: .relaxed)
    for frame in 0..<count {
      let index = (end + frame) & (Self.slots - 1)
      epochs[index] = epoch
      (samples + index * Self.frameSize).update(from: source + frame * Self.frameSize, count: Self.frameSize)
    }
    tail.value.store(end + count, ordering: .releasing)
    return count
  }

  /// Media thread only. Drops frames of other epochs from the front; whether a frame of this one waits.
  func hasFrame(epoch: UInt32) -> Bool {
    let end = tail.value.load(ordering: .acquiring)
    let start = head.value.load(ordering: .relaxed)
    var next = start
    while next < end && epochs[next & (Self.slots - 1)] != epoch { next += 1 }
    if next != start { head.value.store(next, ordering: .releasing) }
    return next < end
  }

  /// Media thread only, after `hasFrame`. Copies the front frame out.
  func take(into output: UnsafeMutablePointer<Int16>) {
    let start = head.value.load(ordering: .relaxed)
    output.update(from: samples + (start & (Self.slots - 1)) * Self.frameSize, count: Self.frameSize)
    head.value.store(start + 1, ordering: .releasing)
  }
}
