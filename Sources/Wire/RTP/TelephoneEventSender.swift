/// Sends digits as telephone events, one packet each 20 ms (RFC 4733 §2.5.1).
///
/// A digit is 160 ms of updates whose first carries the marker, then the end packet three times, then a pause of
/// 80 ms. All packets of a digit carry the timestamp of its start. At most 32 digits wait; more are refused.
package struct TelephoneEventSender: Sendable {
  /// What to send in this frame instead of audio.
  package struct Packet: Equatable, Sendable {
    package var event: TelephoneEvent
    package var timestamp: UInt32
    package var marker: Bool
  }

  package enum Step: Equatable, Sendable {
    /// No digit is under way: send audio.
    case idle
    /// The pause after a digit: send audio.
    case gap
    case packet(Packet)
  }

  private static let updates = 8
  private static let ends = 3
  private static let gaps = 4
  private static let capacity = 32

  private var queue: (UInt64, UInt64) = (0, 0)
  private var waiting = 0
  private var frame = 0
  private var start: UInt32 = 0

  package init() {}

  package var isIdle: Bool { waiting == 0 }

  /// Queues an ASCII digit; `false` when it is no digit or the queue is full.
  package mutating func enqueue(_ digit: UInt8) -> Bool {
    guard let code = TelephoneEvent.code(of: digit), waiting < Self.capacity else { return false }
    // Codes are four bits, so 32 of them fit in two words.
    if waiting < 16 {
      queue.0 |= UInt64(code) << UInt64(4 * waiting)
    } else {
      queue.1 |= UInt64(code) << UInt64(4 * (waiting - 16))
    }
    waiting += 1
    return true
  }

  /// The step for the frame whose audio would carry `timestamp`; called once each 20 ms.
  package mutating func next(timestamp: UInt32) -> Step {
    guard waiting > 0 else { return .idle }
    let code = UInt8(queue.0 & 15)
    defer { frame += 1 }
    if frame == 0 { start = timestamp }
    if frame < Self.updates + Self.ends {
      let isEnd = frame >= Self.updates
      let length = 160 * (min(frame, Self.updates - 1) + 1)
      let event = TelephoneEvent(code: code, isEnd: isEnd, duration: UInt16(length))
      return .packet(Packet(event: event, timestamp: start, marker: frame == 0))
    }
    if frame + 1 >= Self.updates + Self.ends + Self.gaps {
      queue.0 = queue.0 >> 4 | queue.1 << 60
      queue.1 >>= 4
      waiting -= 1
      frame = -1
    }
    return .gap
  }
}
