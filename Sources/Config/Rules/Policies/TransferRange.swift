/// Numbers and hosts that calls may be transferred to.
struct TransferRange {
  var prefixes: [String]
  var hosts: [String]

  /// Whether a number, or a SIP or telephone URI, is within.
  func covers(_ text: String) -> Bool {
    var number = text[...]
    let start = text.prefix(5).lowercased()
    let scheme = ["sips:", "sip:", "tel:"].first { start.hasPrefix($0) } ?? ""
    number = number.dropFirst(scheme.count)
    var host: Substring?
    if let at = number.lastIndex(of: "@") {
      host = number[number.index(after: at)...]
      number = number[..<at]
    } else if scheme.hasPrefix("sip") {
      host = number
      number = ""
    }
    let name = host.map { String($0.prefix { $0 != ":" && $0 != ";" && $0 != "?" }).lowercased() }
    if let name, hosts.contains(where: { $0.lowercased() == name }) { return true }
    let digits = Self.plain(Self.unescaped(number.prefix { $0 != ":" && $0 != ";" })[...])
    // A name is no number; hosts alone say whether it may be called. `*69` and `#31#…` are dialled like numbers.
    guard let first = digits.first, "+*#".contains(first) || first.isNumber else { return hosts.isEmpty }
    return prefixes.contains { digits.hasPrefix(Self.plain($0[...])) }
  }

  /// With the characters that `%2B` and the like stand for (RFC 3261, section 19.1.2).
  private static func unescaped(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        result.append(value)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Without separators, and with `+` for the international prefix.
  private static func plain(_ text: Substring) -> String {
    let number = text.filter { !"-.() ".contains($0) }
    return number.hasPrefix("00") ? "+" + number.dropFirst(2) : number
  }
}
