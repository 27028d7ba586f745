import Synchronization

/// Frames from the media thread to the conversation.
///
/// Invariants: one producer, one consumer. The producer never waits: at 500 ms it drops the oldest item and counts it.
/// `head` moves by compare-and-exchange from either side; a consumer that loses the race throws its copy away, so an
/// item being overwritten is never delivered.
///
/// `@unchecked Sendable`: the storage behind the pointers is handed over by the acquire and release of the indices.
final class InboundRing: @unchecked Sendable {
  struct Item {
    var kind: InboundFrame.Kind = .silence
    var arrival: Int64 = 0
    var level: Float = 0
  }

  static let slots = 32
  static let limit = 25
  static let frameSize = 160

  private let items: UnsafeMutablePointer<Item>
  private let samples: UnsafeMutablePointer<Int16>
  /// The consumer's own copy of the frame it hands out.
  private let scratch: UnsafeMutablePointer<Int16>
  private let head = PaddedIndex()
  private let tail = PaddedIndex()
  let overflows = Atomic<Int64>(0)

  init() {
    items = .allocate(capacity: Self.slots)
    items.initialize(repeating: Item(), count: Self.slots)
    samples = .allocate(capacity: Self.slots * Self.frameSize)
    samples.initialize(repeating: 0, count: Self.slots * Self.frameSize)
    scratch = .allocate(capacity: Self.frameSize)
    scratch.initialize(repeating: 0, count: Self.frameSize)
  }

  deinit {
    items.deallocate()
    samples.deallocate()
    scratch.deallocate()
  }

  /// Media thread only. A digit has no samples.
  func push(_ item: Item, _ frame: UnsafePointer<Int16>?) {
    let end = tail.value.load(ordering: .relaxed)
    let start = head.value.load(ordering: .acquiring)
    if end - start >= Self.limit {
      let dropped = head.value.compareExchange(
        expected: start, desired: start + 1, ordering: .acquiringAndReleasing)
      if dropped.exchanged { overflows.wrappingAdd(1, ordering: .relaxed) }
    }
    let index = end & (Self.slots - 1)
    items[index] = item
    if let frame { (samples + index * Self.frameSize).update(from: frame, count: Self.frameSize) }
    tail.value.store(end + 1, ordering: .releasing)
  }

  /// Conversation only. Calls `body` for every waiting item, oldest first; returns how many there were.
  func read(_ body: (borrowing InboundFrame) -> Void) -> Int {
    var count = 0
    while true {
      let start = head.value.load(ordering: .acquiring)
      guard start < tail.value.load(ordering: .acquiring), count < 2 * Self.slots else { return count }
      let index = start & (Self.slots - 1)
      let item = items[index]
      scratch.update(from: samples + index * Self.frameSize, count: Self.frameSize)
      let taken = head.value.compareExchange(expected: start, desired: start + 1, ordering: .acquiringAndReleasing)
      guard taken.exchanged else { continue }
      var size = Self.frameSize
      if case .digit = item.kind { size = 0 }
      body(
        InboundFrame(
          kind: item.kind, samples: UnsafeBufferPointer(start: scratch, count: size),
          arrivalNanoseconds: item.arrival, level: item.level))
      count += 1
    }
  }
}
