/// What a receiver counts about one source for its reports (RFC 3550 §6.4.1, A.1, A.3, A.8).
///
/// Invariants: `fractionLost` covers exactly the packets since the last report; jitter is kept at 1/16 of a timestamp
/// unit, as A.8 asks. Time is Int64 nanoseconds.
package struct ReceptionStatistics: Sendable {
  package let clockRate: Int64
  package private(set) var received: Int64 = 0
  /// Unwrapped sequence numbers.
  private var sequences = SerialNumber<UInt16>()
  private var baseSequence: Int64 = 0
  private var highestSequence: Int64 = 0
  private var expectedBefore: Int64 = 0
  private var receivedBefore: Int64 = 0
  private var lastTransit: Int64?
  /// Jitter times 16, in timestamp units.
  private var scaledJitter: Int64 = 0

  package init(clockRate: Int64) { self.clockRate = clockRate }

  /// Counts a packet of the locked source.
  ///
  /// - Parameter isTimed: whether its timestamp moves with the clock; telephone events keep the timestamp of their
  ///   start and would spoil the jitter.
  package mutating func received(sequence: UInt16, timestamp: UInt32, arrival: Int64, isTimed: Bool) {
    let number = sequences.peek(sequence)
    if received == 0 {
      baseSequence = number
      highestSequence = number
    }
    received += 1
    if number >= highestSequence {
      highestSequence = sequences.unwrap(sequence)
    } else if number < baseSequence {
      baseSequence = number
    }
    guard isTimed else { return }
    // Only differences count, so the arrival in timestamp units may be taken modulo 2^32.
    let arrivalUnits = (arrival / 1000) &* clockRate / 1_000_000
    let transit = Int64(Int32(truncatingIfNeeded: arrivalUnits &- Int64(timestamp)))
    if let lastTransit {
      let difference = abs(Int64(Int32(truncatingIfNeeded: transit &- lastTransit)))
      // A jump of more than ten seconds is a new timeline, not jitter.
      if difference < 10 * clockRate { scaledJitter += difference - ((scaledJitter + 8) >> 4) }
    }
    lastTransit = transit
  }

  /// Packets expected up to the highest sequence number seen.
  package var expected: Int64 { received == 0 ? 0 : highestSequence - baseSequence + 1 }
  /// Packets that never came; negative when duplicates outweigh losses.
  package var lost: Int64 { expected - received }
  /// Interarrival jitter in timestamp units.
  package var jitter: UInt32 { UInt32(clamping: scaledJitter >> 4) }
  package var jitterNanoseconds: Int64 { (scaledJitter * 1_000_000_000 / clockRate) >> 4 }
  package var extendedHighestSequence: UInt32 { UInt32(truncatingIfNeeded: highestSequence - 65536) }

  /// The report on this source; ends the interval that `fractionLost` is about.
  package mutating func report(on ssrc: UInt32, lastSenderReport: UInt32, delaySince: UInt32) -> ReportBlock {
    let expectedInterval = expected - expectedBefore
    let lostInterval = expectedInterval - (received - receivedBefore)
    expectedBefore = expected
    receivedBefore = received
    let fraction = expectedInterval > 0 && lostInterval > 0 ? min(255, (lostInterval << 8) / expectedInterval) : 0
    return ReportBlock(
      ssrc: ssrc, fractionLost: UInt8(fraction), cumulativeLost: Int32(max(-0x80_0000, min(0x7F_FFFF, lost))),
      highestSequence: extendedHighestSequence, jitter: jitter, lastSenderReport: lastSenderReport,
      delaySinceLastSenderReport: delaySince)
  }
}
