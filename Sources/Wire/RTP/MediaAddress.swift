/// An IP address and UDP port as plain numbers, so that the RTP core compares sources without a socket API.
///
/// IPv4 addresses are kept in their IPv6-mapped form (`::ffff:a.b.c.d`).
package struct MediaAddress: Hashable, Sendable {
  /// The upper 64 bits of the address, host byte order.
  package var high: UInt64
  /// The lower 64 bits of the address, host byte order.
  package var low: UInt64
  /// UDP port, host byte order.
  package var port: UInt16

  package init(high: UInt64, low: UInt64, port: UInt16) {
    self.high = high
    self.low = low
    self.port = port
  }

  /// An IPv4 address given as a 32-bit number in host byte order.
  package init(ipv4: UInt32, port: UInt16) {
    self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(ipv4), port: port)
  }

  /// Parses a dotted IPv4 literal (`192.0.2.1`); `nil` for anything else. Names are never resolved here.
  package init?(_ text: String, port: UInt16) {
    var value: UInt32 = 0
    var octets = 0
    var octet: UInt32 = 0
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        octet = octet * 10 + UInt32(byte - UInt8(ascii: "0"))
        digits += 1
        if digits > 3 || octet > 255 { return nil }
      case UInt8(ascii: "."):
        if digits == 0 || octets == 3 { return nil }
        value = value << 8 | octet
        octets += 1
        octet = 0
        digits = 0
      default: return nil
      }
    }
    if digits == 0 || octets != 3 { return nil }
    self.init(ipv4: value << 8 | octet, port: port)
  }

  /// The IPv4 address in host byte order, or `nil` for an IPv6 address.
  package var ipv4: UInt32? {
    high == 0 && low >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: low) : nil
  }

  /// Whether the host part is equal, whatever the port.
  @inlinable package func hasSameHost(as other: MediaAddress) -> Bool { high == other.high && low == other.low }
}

extension MediaAddress: CustomStringConvertible {
  package var description: String {
    guard let ipv4 else { return "[\(String(high, radix: 16)):\(String(low, radix: 16))]:\(port)" }
    return "\(ipv4 >> 24).\(ipv4 >> 16 & 255).\(ipv4 >> 8 & 255).\(ipv4 & 255):\(port)"
  }
}
