/// What a text must look like.
enum TextForm: String, Sendable, CaseIterable {
  case any
  /// The name of a resource: lower case letters, digits and inner hyphens.
  case name
  /// The name of something inside a resource.
  case identifier
  case phoneNumber
  case sipURI
  case webURL
  case host
  case hostPort
  case addressBlock
  case portRange
  case secret
  case language
  case date

  /// A regular expression (ECMA 262) for editors; the checks below are what holds.
  var pattern: String? {
    switch self {
    case .any: nil
    case .name: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"
    case .identifier: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"
    case .phoneNumber: "^\\+?[0-9*#]{1,20}$"
    case .sipURI: "^sips?:[^\\s@]+(@[^\\s@]+)?$"
    case .webURL: "^https?://[^\\s]+$"
    case .host: "^[A-Za-z0-9:._-]{1,253}$"
    case .hostPort: "^[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?$"
    case .addressBlock: "^[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?$"
    case .portRange: "^[0-9]{1,5}-[0-9]{1,5}$"
    case .secret: "^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$"
    case .date: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    case .language: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
    }
  }

  /// What the text must be, as the end of "must be …".
  var description: String {
    switch self {
    case .any: "a text"
    case .name: "a name of lower case letters, digits and inner hyphens, at most 63"
    case .identifier: "a name of letters, digits, `_` and `-` that starts with a letter"
    case .phoneNumber: "a phone number: digits, `*` and `#`, with an optional leading `+`"
    case .sipURI: "a SIP URI such as `sip:staff@example.com`"
    case .webURL: "an address that starts with `http://` or `https://`"
    case .date: "a day such as `2026-12-31`"
    case .host: "a host name or an address"
    case .hostPort: "a host, or `host:port`"
    case .addressBlock: "an IPv4 address or block such as `192.0.2.0/24`"
    case .portRange: "a range of ports such as `16384-32767`"
    case .secret: "a reference, `env:NAME` or `file:/path`"
    case .language: "a language tag such as `en-US`"
    }
  }

  func accepts(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .any: return true
    case .name:
      return (1...63).contains(bytes.count) && bytes.allSatisfy { Self.isLower($0) || Self.isDigit($0) || $0 == 0x2D }
        && bytes.first != 0x2D && bytes.last != 0x2D
    case .identifier:
      return (1...64).contains(bytes.count) && Self.isLetter(bytes[0])
        && bytes.allSatisfy { Self.isLetter($0) || Self.isDigit($0) || $0 == 0x2D || $0 == 0x5F }
    case .phoneNumber:
      let digits = bytes.first == 0x2B ? bytes.dropFirst() : bytes[...]
      return (1...20).contains(digits.count) && digits.allSatisfy { Self.isDigit($0) || $0 == 0x2A || $0 == 0x23 }
    case .sipURI:
      let rest = text.hasPrefix("sip:") ? text.dropFirst(4) : text.hasPrefix("sips:") ? text.dropFirst(5) : ""
      let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
      return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty } && Self.isPrintable(rest.utf8)
    case .webURL:
      let rest = text.hasPrefix("http://") ? text.dropFirst(7) : text.hasPrefix("https://") ? text.dropFirst(8) : ""
      return !rest.isEmpty && !rest.hasPrefix("/") && Self.isPrintable(rest.utf8)
    case .host: return (1...253).contains(bytes.count) && bytes.allSatisfy { Self.isHost($0) || $0 == 0x3A }
    case .hostPort:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].utf8.allSatisfy(Self.isHost) else {
        return false
      }
      return parts.count == 1 || Self.integer(parts[1]).map { (1...65535).contains($0) } ?? false
    case .addressBlock: return Self.isAddressBlock(text)
    case .portRange: return Self.ports(text) != nil
    case .secret:
      if text.hasPrefix("file:") { return text.utf8.count > 5 }
      guard text.hasPrefix("env:") else { return false }
      let name = Array(text.utf8.dropFirst(4))
      return !name.isEmpty && !Self.isDigit(name[0])
        && name.allSatisfy { Self.isLetter($0) || Self.isDigit($0) || $0 == 0x5F }
    case .date: return CivilDate(text) != nil
    case .language:
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      return (2...3).contains(parts[0].utf8.count) && parts[0].utf8.allSatisfy(Self.isLower)
        && parts.dropFirst().allSatisfy {
          (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy { Self.isLetter($0) || Self.isDigit($0) }
        }
    }
  }

  /// The ports of `first-last`, both 1...65535 and in order.
  static func ports(_ text: String) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = integer(parts[0]), let last = integer(parts[1]), first >= 1, last <= 65535,
      first <= last
    else { return nil }
    return first...last
  }

  private static func isAddressBlock(_ text: String) -> Bool {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count) else { return false }
    if halves.count == 2, !(integer(halves[1]).map { $0 <= 32 } ?? false) { return false }
    let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { integer($0).map { $0 <= 255 } ?? false }
  }

  /// A plain decimal of at most five digits.
  private static func integer(_ text: Substring) -> Int? {
    (1...5).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit) ? Int(text) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte) || (0x41...0x5A).contains(byte) }
  private static func isHost(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F
  }
  private static func isPrintable(_ bytes: Substring.UTF8View) -> Bool { bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F } }
}
