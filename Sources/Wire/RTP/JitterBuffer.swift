/// Puts packets back in order and plays them at an even pace, with a delay that follows the network.
///
/// For codecs with one payload byte for each timestamp unit (G.711, G.722): a frame may begin and end inside packets,
/// so every packet time works.
///
/// Invariants:
/// 1. Storage is allocated once; `push` and `pop` allocate nothing and look at no more than `capacity` packets.
/// 2. No payload byte is played twice, and bytes are played in the order of their timestamps within a source.
/// 3. `cursor` is the timestamp of the next byte to play. A lost packet moves it on; an empty buffer holds it still
///    (`stalled` counts what was played meanwhile), so that a packet that is merely late adds to the delay and is heard.
/// 4. After a pause of the sender the next packet starts `startDelay` after its arrival.
///
/// Delay: begins at 40 ms, stays within 20–200 ms, grows at once when a packet comes late, and loses one frame at a
/// time when for two seconds every packet waited at least 30 ms. Time is Int64 nanoseconds.
package struct JitterBuffer: ~Copyable {
  struct Slot {
    /// Unwrapped sequence number; −1 when free.
    var sequence: Int64 = -1
    var timestamp: Int64 = 0
    var arrival: Int64 = 0
    /// 0 for packets without audio (telephone events, comfort noise).
    var length: Int = 0
  }

  package static let capacity = 32
  package static let maximumPayload = 480
  static let minimumDelay: Int64 = 20_000_000
  static let maximumDelay: Int64 = 200_000_000
  static let step: Int64 = 20_000_000

  let slots: UnsafeMutablePointer<Slot>
  let payloads: UnsafeMutableRawPointer
  /// Bytes in a frame of 20 ms.
  let frameSize: Int

  var sequences = SerialNumber<UInt16>()
  var timestamps = SerialNumber<UInt32>()
  var nextSequence: Int64 = -1
  var highestSequence: Int64 = -1
  var cursor: Int64 = 0
  var isPlaying = false
  var stalled = 0
  var concealedInARow = 0
  var lastWasAudio = false
  var staleInARow = 0

  var startDelay: Int64 = 40_000_000
  var shrinkNotBefore: Int64 = 0
  var windowEnd: Int64 = 0
  var smallestWait = Int64.max
  /// Bytes to leave out at the next quiet frame, or at once when urgent.
  var pendingSkip: Int64 = 0
  var skipIsUrgent = false
  var mustGrow = false
  /// How long the last played packet waited: the present playout delay.
  package internal(set) var delay: Int64 = 0

  package internal(set) var late: Int64 = 0
  package internal(set) var duplicates: Int64 = 0
  package internal(set) var concealed: Int64 = 0

  /// - Parameter frameSize: bytes in 20 ms; 160 for G.711.
  package init(frameSize: Int = 160) {
    self.frameSize = frameSize
    slots = .allocate(capacity: Self.capacity)
    slots.initialize(repeating: Slot(), count: Self.capacity)
    payloads = .allocate(byteCount: Self.capacity * Self.maximumPayload, alignment: 16)
  }

  deinit {
    slots.deallocate()
    payloads.deallocate()
  }

  /// Forgets packets and numbering, for a new source; keeps the delay learned so far.
  package mutating func reset() {
    for index in 0..<Self.capacity { slots[index].sequence = -1 }
    sequences.reset()
    timestamps.reset()
    nextSequence = -1
    highestSequence = -1
    isPlaying = false
    stalled = 0
    lastWasAudio = false
    staleInARow = 0
    pendingSkip = 0
    mustGrow = false
  }

  func slot(of sequence: Int64) -> UnsafeMutablePointer<Slot> {
    slots + Int(sequence & Int64(Self.capacity - 1))
  }
}
