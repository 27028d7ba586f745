/// What can be told from the text of an address.
enum NetworkAddress {
  /// The four bytes of an IPv4 literal; nil for all else. `010` is refused: some read it as octal.
  static func ipv4(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard !part.isEmpty, part.utf8.count <= 3, part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
        part.utf8.count == 1 || part.utf8.first != 0x30, let byte = UInt8(part)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// Looks like an IPv6 literal: hex digits, colons and perhaps a dotted tail. The socket has the last word.
  static func isIPv6(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count >= 2 && bytes.count <= 45 && bytes.reduce(0) { $0 + ($1 == 0x3A ? 1 : 0) } >= 2
      && bytes.allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || (($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x66) || $0 == 0x3A || $0 == 0x2E
      }
  }

  static func isLiteral(_ text: String) -> Bool { ipv4(text) != nil || isIPv6(text) }

  static func isMulticast(_ text: String) -> Bool {
    if let bytes = ipv4(text) { return bytes[0] >= 224 }
    return text.utf8.count > 2 && isIPv6(text) && text.prefix(2).lowercased() == "ff"
  }

  /// `0.0.0.0` or `::`.
  static func isUnspecified(_ text: String) -> Bool { text == "0.0.0.0" || text == "::" }
}
