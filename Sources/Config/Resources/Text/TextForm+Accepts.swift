extension TextForm {
  package func accepts(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .any: return true
    case .name:
      return (1...63).contains(bytes.count) && bytes.allSatisfy { Self.isLower($0) || Self.isDigit($0) || $0 == 0x2D }
        && bytes.first != 0x2D && bytes.last != 0x2D
    case .identifier:
      return (1...64).contains(bytes.count) && Self.isLetter(bytes[0])
        && bytes.allSatisfy { Self.isWord($0) }
    case .phoneNumber:
      let digits = bytes.first == 0x2B ? bytes.dropFirst() : bytes[...]
      return (1...20).contains(digits.count) && digits.allSatisfy { Self.isDigit($0) || $0 == 0x2A || $0 == 0x23 }
    case .phonePrefix:
      let digits = bytes.first == 0x2B ? bytes.dropFirst() : bytes[...]
      return (1...15).contains(digits.count) && digits.allSatisfy(Self.isDigit)
    case .sipURI: return Self.isSIP(text)
    case .destination: return Self.isSIP(text) || Self.phonePrefix.accepts(text)
    case .webURL: return Self.isWeb(text)
    case .gitURL: return Self.isGit(text)
    case .gitBranch: return Self.isBranch(text)
    case .host: return (1...253).contains(bytes.count) && bytes.allSatisfy { Self.isHost($0) || $0 == 0x3A }
    case .hostPort: return Self.isHostPort(text)
    case .addressBlock: return Self.isAddressBlock(text)
    case .portRange: return Self.ports(text) != nil
    case .path: return (1...4096).contains(bytes.count) && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    case .secret: return Self.isEnvironment(text) || Self.isFile(text)
    case .secretFile: return Self.isFile(text)
    case .language: return Self.isLanguage(text)
    case .date: return CivilDate(text) != nil
    case .timeZone: return Self.isTimeZone(text)
    case .currency: return bytes.count == 3 && bytes.allSatisfy { (0x41...0x5A).contains($0) }
    case .percent: return PercentText.parse(text) != nil
    case .openingHours: return OpeningHours(text: text) != nil
    case .condition: return Condition(text: text) != nil
    case .keys:
      return (1...8).contains(bytes.count) && bytes.allSatisfy { Self.isDigit($0) || $0 == 0x2A || $0 == 0x23 }
    case .natsURL:
      let rest = ["nats://", "tls://"].first { text.hasPrefix($0) }.map { text.dropFirst($0.count) } ?? ""
      return !rest.isEmpty && !rest.contains("/") && Self.isPrintable(rest.utf8)
    case .natsSubject:
      let words = text.split(separator: ".", omittingEmptySubsequences: false)
      return bytes.count <= 255 && words.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { Self.isWord($0) } }
    case .eventPattern: return Self.isEventPattern(text)
    }
  }

  /// The ports of `first-last`, both 1...65535 and in order.
  package static func ports(_ text: String) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = integer(parts[0]), let last = integer(parts[1]), first >= 1, last <= 65535,
      first <= last
    else { return nil }
    return first...last
  }

  private static func isSIP(_ text: String) -> Bool {
    let rest = text.hasPrefix("sip:") ? text.dropFirst(4) : text.hasPrefix("sips:") ? text.dropFirst(5) : ""
    let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty } && isPrintable(rest.utf8)
  }

  private static func isWeb(_ text: String) -> Bool {
    let rest = text.hasPrefix("http://") ? text.dropFirst(7) : text.hasPrefix("https://") ? text.dropFirst(8) : ""
    return !rest.isEmpty && !rest.hasPrefix("/") && isPrintable(rest.utf8)
  }

  private static func isGit(_ text: String) -> Bool {
    guard isPrintable(text[...].utf8), text.utf8.count <= 2048 else { return false }
    for scheme in ["https://", "ssh://"] where text.hasPrefix(scheme) {
      return text.utf8.count > scheme.utf8.count && !text.dropFirst(scheme.count).hasPrefix("/")
    }
    if text.hasPrefix("file:///") { return text.utf8.count > 8 }
    if text.hasPrefix("/") { return text.utf8.count > 1 }
    // The short form of ssh, `user@host:path`.
    guard let colon = text.firstIndex(of: ":") else { return false }
    let account = text[..<colon].split(separator: "@", omittingEmptySubsequences: false)
    return account.count == 2 && account.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isHost) }
      && text.index(after: colon) < text.endIndex
  }

  private static func isBranch(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 200, isLetter(first) || isDigit(first) || first == 0x5F,
      text.utf8.allSatisfy({ isHost($0) || $0 == 0x2F })
    else { return false }
    return !text.contains("..") && !text.contains("//") && !text.hasSuffix("/") && !text.hasSuffix(".")
      && !text.hasSuffix(".lock")
  }

  private static func isHostPort(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].utf8.allSatisfy(isHost) else { return false }
    return parts.count == 1 || integer(parts[1]).map { (1...65535).contains($0) } ?? false
  }

  private static func isAddressBlock(_ text: String) -> Bool {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count) else { return false }
    if halves.count == 2, !(integer(halves[1]).map { $0 <= 32 } ?? false) { return false }
    let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { integer($0).map { $0 <= 255 } ?? false }
  }

  private static func isEnvironment(_ text: String) -> Bool {
    guard text.hasPrefix("env:") else { return false }
    let name = Array(text.utf8.dropFirst(4))
    return !name.isEmpty && !isDigit(name[0]) && name.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x5F }
  }

  private static func isFile(_ text: String) -> Bool { text.hasPrefix("file:") && text.utf8.count > 5 }

  private static func isLanguage(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return (2...3).contains(parts[0].utf8.count) && parts[0].utf8.allSatisfy(isLower)
      && parts.dropFirst().allSatisfy {
        (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy { isLetter($0) || isDigit($0) }
      }
  }

  private static func isTimeZone(_ text: String) -> Bool {
    if text == "UTC" { return true }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard text.utf8.count <= 64, (2...3).contains(parts.count), let first = text.utf8.first,
      (0x41...0x5A).contains(first)
    else { return false }
    return parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { isWord($0) || $0 == 0x2B } }
  }

  private static func isEventPattern(_ text: String) -> Bool {
    if text == "*" { return true }
    let words = (text.hasSuffix(".*") ? text.dropLast(2) : text[...]).split(
      separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 128
      && words.allSatisfy { word in
        (word.utf8.first.map(isLetter) ?? false) && word.utf8.allSatisfy { isLetter($0) || isDigit($0) }
      }
  }

  /// A plain decimal of at most five digits.
  private static func integer(_ text: Substring) -> Int? {
    (1...5).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit) ? Int(text) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte) || (0x41...0x5A).contains(byte) }
  private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 0x2D || byte == 0x5F }
  private static func isHost(_ byte: UInt8) -> Bool { isWord(byte) || byte == 0x2E }
  private static func isPrintable(_ bytes: Substring.UTF8View) -> Bool { bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F } }
}
