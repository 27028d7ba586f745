/// Unwraps a 16- or 32-bit serial number into one that never wraps.
///
/// Each value is taken as the one nearest to the last, so steps of less than half the range keep their order.
package struct SerialNumber<Raw: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  package private(set) var last: Int64?

  package init() {}

  /// The unwrapped value nearest to the last one; remembers it.
  package mutating func unwrap(_ raw: Raw) -> Int64 {
    let value = peek(raw)
    last = value
    return value
  }

  /// The unwrapped value nearest to the last one, without remembering it.
  package func peek(_ raw: Raw) -> Int64 {
    guard let last else { return Int64(raw) + (Int64(1) << Int64(Raw.bitWidth)) }
    let step = raw &- Raw(truncatingIfNeeded: last)
    let half = Raw(1) << (Raw.bitWidth - 1)
    return step < half ? last + Int64(step) : last - Int64(0 &- step)
  }

  package mutating func reset() { last = nil }
}
