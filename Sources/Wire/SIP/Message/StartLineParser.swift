/// The Request-Line and the Status-Line: one space between words, nothing before or after (RFC 3261 §7.1, §7.2).
enum StartLineParser {
  static func parse(_ line: ArraySlice<UInt8>) throws(SIPParseError) -> (SIPMessage.StartLine, SIPParseError?) {
    if line.starts(with: Array("SIP/".utf8)) { return try response(line) }
    return try request(line)
  }

  private static func request(_ line: ArraySlice<UInt8>) throws(SIPParseError) -> (SIPMessage.StartLine, SIPParseError?)
  {
    let words = line.split(separator: 0x20, omittingEmptySubsequences: true)
    guard words.count >= 3, let name = words.first, name.allSatisfy(\.isToken),
      let version = words.last.map({ String(decoding: $0, as: UTF8.self) }),
      version.prefix(4).equalsIgnoringCase("SIP/")
    else { throw .notSIP }
    let uri = words[1..<(words.count - 1)].map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    var defect: SIPParseError?
    if !version.equalsIgnoringCase("SIP/2.0") {
      defect = .badVersion
    } else if words.count != 3 || line.count != words.reduce(2, { $0 + $1.count })
      || line.contains(where: { $0 < 0x20 || $0 == 0x7F })
    {
      defect = .badStartLine
    }
    return (.request(method: SIPMethod(rawValue: String(decoding: name, as: UTF8.self)), uri: uri.singleLine()), defect)
  }

  private static func response(_ line: ArraySlice<UInt8>) throws(SIPParseError) -> (
    SIPMessage.StartLine, SIPParseError?
  ) {
    // The reason phrase may be empty, and some leave out even the space before it.
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count >= 2 else { throw .badStartLine }
    guard String(decoding: words[0], as: UTF8.self) == "SIP/2.0" else { throw .badVersion }
    guard words[1].count == 3, let status = String(decoding: words[1], as: UTF8.self).decimal(maximum: 699),
      status >= 100
    else { throw .badStatus }
    let reason = words.count > 2 ? String(decoding: words[2], as: UTF8.self).singleLine() : ""
    return (.response(status: Int(status), reason: reason), nil)
  }
}
