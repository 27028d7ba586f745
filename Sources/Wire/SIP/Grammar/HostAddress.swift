/// What can be told from the text of a host.
enum HostAddress {
  static func ipv4(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { $0.decimal(maximum: 255).map { UInt8($0) } }
    return bytes.count == 4 ? bytes : nil
  }

  private static func isIPv6(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: ":"))
      && text.utf8.allSatisfy { $0.hexDigit != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
  }

  /// An address a datagram may be sent to: not a name, not multicast, not broadcast, not `0.0.0.0`.
  static func isUnicastLiteral(_ text: String) -> Bool {
    if let bytes = ipv4(text) { return bytes[0] != 0 && bytes[0] < 224 }
    return isIPv6(text) && text != "::" && !text.prefix(2).equalsIgnoringCase("ff")
  }

  /// Loopback, link-local, RFC 1918, RFC 6598 and RFC 4193: not reachable from the public network.
  static func isPrivate(_ text: String) -> Bool {
    if let bytes = ipv4(text) {
      switch (bytes[0], bytes[1]) {
      case (10, _), (127, _), (192, 168), (169, 254): return true
      case (172, let second): return (16...31).contains(second)
      case (100, let second): return (64...127).contains(second)
      default: return false
      }
    }
    let head = text.lowercasedASCII()
    return head == "::1" || head.hasPrefix("fe80:") || head.hasPrefix("fc") || head.hasPrefix("fd")
  }
}
