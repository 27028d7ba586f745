/// One telephone-event payload (RFC 4733 §2.3) and the codes of the DTMF digits (§3.2).
package struct TelephoneEvent: Equatable, Sendable {
  package static let size = 4
  /// 0–15 are the DTMF digits.
  package var code: UInt8
  package var isEnd: Bool
  /// Level below 0 dBm0, 0–63.
  package var volume: UInt8
  /// Timestamp units since the start of the event.
  package var duration: UInt16

  package init(code: UInt8, isEnd: Bool, volume: UInt8 = 10, duration: UInt16) {
    self.code = code
    self.isEnd = isEnd
    self.volume = volume & 0x3F
    self.duration = duration
  }

  package init(parsing payload: UnsafeRawBufferPointer) throws(RTPError) {
    guard payload.count >= Self.size else { throw .truncated }
    code = payload[0]
    isEnd = payload[1] & 0x80 != 0
    volume = payload[1] & 0x3F
    duration = payload.bigEndian16(at: 2)
  }

  /// - Precondition: `bytes` has room for `size`.
  package func write(to bytes: UnsafeMutableRawBufferPointer) {
    bytes[0] = code
    bytes[1] = (isEnd ? 0x80 : 0) | volume
    bytes.setBigEndian16(duration, at: 2)
  }

  /// The ASCII digit of a code 0–15; `nil` for other events.
  package static func digit(of code: UInt8) -> UInt8? {
    switch code {
    case 0...9: UInt8(ascii: "0") + code
    case 10: UInt8(ascii: "*")
    case 11: UInt8(ascii: "#")
    case 12...15: UInt8(ascii: "A") + code - 12
    default: nil
    }
  }

  /// The code of an ASCII digit; lower-case letters are taken too.
  package static func code(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "*"): 10
    case UInt8(ascii: "#"): 11
    case UInt8(ascii: "A")...UInt8(ascii: "D"): digit - UInt8(ascii: "A") + 12
    case UInt8(ascii: "a")...UInt8(ascii: "d"): digit - UInt8(ascii: "a") + 12
    default: nil
    }
  }
}
