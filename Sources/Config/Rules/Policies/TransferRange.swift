/// Numbers and hosts that calls may be transferred to.
struct TransferRange {
  var prefixes: [String]
  package var hosts: [String]

  /// Whether a number, or a SIP or telephone URI, is within.
  func covers(_ text: String) -> Bool {
    var number = text[...]
    for scheme in ["sip:", "sips:", "tel:"] where number.hasPrefix(scheme) { number = number.dropFirst(scheme.count) }
    var host: Substring?
    if let at = number.lastIndex(of: "@") {
      host = number[number.index(after: at)...]
      number = number[..<at]
    } else if text.hasPrefix("sip") {
      host = number
      number = ""
    }
    let name = host.map { String($0.prefix { $0 != ":" && $0 != ";" && $0 != "?" }).lowercased() }
    if let name, hosts.contains(where: { $0.lowercased() == name }) { return true }
    let digits = Self.plain(number.prefix { $0 != ":" && $0 != ";" })
    // A name is no number; hosts alone say whether it may be called.
    guard let first = digits.first, first == "+" || first.isNumber else { return hosts.isEmpty }
    return prefixes.contains { digits.hasPrefix(Self.plain($0[...])) }
  }

  /// Without separators, and with `+` for the international prefix.
  private static func plain(_ text: Substring) -> String {
    let number = text.filter { !"-.() ".contains($0) }
    return number.hasPrefix("00") ? "+" + number.dropFirst(2) : number
  }
}
