/// Turns telephone-event packets into digits (RFC 4733 §2.5.1.3).
///
/// Invariants: one digit for each event, known by its timestamp, at the first of its packets that arrives, whichever
/// that is: a lost start or end changes nothing, and a duplicate or late packet gives no second digit. Events longer
/// than 0xFFFF units go on as segments with a later timestamp that starts where the last segment ended (§2.5.1.3);
/// those are the same key, still held.
///
/// Some senders keep one timestamp for a row of digits. A newer packet with that timestamp begins a digit where its key
/// is another one, or where the event had ended and the packet is no end: it is marked, or its duration starts anew.
package struct TelephoneEventReceiver: Sendable {
  private struct Current: Sendable {
    var timestamp: UInt32
    var code: UInt8
    var duration: UInt16
    var sequence: UInt16
    var hasEnded: Bool
  }

  private var current: Current?

  package init() {}

  /// The ASCII digit that begins with this packet, or `nil`.
  package mutating func receive(
    _ event: TelephoneEvent, timestamp: UInt32, sequence: UInt16, marker: Bool
  ) -> UInt8? {
    guard let digit = TelephoneEvent.digit(of: event.code) else { return nil }
    let next = Current(
      timestamp: timestamp, code: event.code, duration: event.duration, sequence: sequence, hasEnded: event.isEnd)
    guard let known = current else {
      current = next
      return digit
    }
    let step = Int32(bitPattern: timestamp &- known.timestamp)
    if step == 0 {
      // Not newer: a duplicate or a straggler.
      guard Int16(bitPattern: sequence &- known.sequence) > 0 else { return nil }
      let startsAnew = known.hasEnded && !event.isEnd && (marker || event.duration < known.duration)
      if event.code != known.code || startsAnew {
        current = next
        return digit
      }
      current?.duration = max(known.duration, event.duration)
      current?.sequence = sequence
      current?.hasEnded = known.hasEnded || event.isEnd
      return nil
    }
    // Earlier than the event we are in: a straggler. More than a minute earlier: the sender began a new timeline.
    if step < 0 && step > -60 * 8000 { return nil }
    let isNextSegment =
      event.code == known.code && known.duration >= 0xF000 && abs(Int64(step) - 0xFFFF) <= 0x1000
    current = next
    return isNextSegment ? nil : digit
  }

  /// Forgets the event; for a new SSRC, whose timestamps mean something else.
  package mutating func reset() { current = nil }
}
