/// Passwords in addresses: `https://user:password@host` and `sip:user:password@host` (RFC 3986 3.2.1, RFC 3261 19.1.1).
enum SecretAddress {
  static func finds(in bytes: [UInt8]) -> [SecretScan.Find] {
    var found: [SecretScan.Find] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: ":"), let start = userInfo(bytes, after: index) else {
        index += 1
        continue
      }
      // One user and password before the host, without spaces, slashes or templates.
      let end = bytes[start...].firstIndex { !isUserInfo($0) } ?? bytes.count
      defer { index = end }
      guard end < bytes.count, bytes[end] == UInt8(ascii: "@"),
        let colon = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")), colon + 1 < end, colon > start
      else { continue }
      found.append(SecretScan.Find(bytes: (colon + 1)..<end, what: "a password in an address"))
    }
    return found
  }

  /// Where user and password begin, if the colon ends a scheme.
  private static func userInfo(_ bytes: [UInt8], after colon: Int) -> Int? {
    let before = bytes[..<colon]
    if bytes[(colon + 1)...].starts(with: "//".utf8) {
      return before.last.map(isLetter) == true ? colon + 3 : nil
    }
    for scheme in ["sip", "sips"] where before.suffix(scheme.utf8.count).elementsEqual(scheme.utf8) {
      let other = before.dropLast(scheme.utf8.count).last
      if !(other.map { isLetter($0) } ?? false) { return colon + 1 }
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

  private static func isUserInfo(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "-._~!$&'()*+,;=:%".utf8.contains(byte)
    }
  }
}
