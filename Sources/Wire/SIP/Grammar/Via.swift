/// One Via (RFC 3261 §20.42).
package struct Via: Equatable, Sendable, CustomStringConvertible {
  /// UDP, TCP, … in upper case.
  package var transport: String
  package var host: String
  package var port: UInt16?
  package var parameters: SIPParameters

  package init(transport: String = "UDP", host: String, port: UInt16?, branch: String) {
    self.transport = transport
    self.host = host
    self.port = port
    parameters = SIPParameters()
    parameters.set("branch", branch)
    parameters.set("rport", nil)
  }

  package init(_ text: String) throws(SIPParseError) {
    let error = SIPParseError.badHeader("Via")
    let bytes = text.utf8
    let end = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
    // sent-protocol may have blanks around its slashes.
    let head = text[..<end]
    let pieces = head.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard pieces.count == 3, pieces[0].trimmed().equalsIgnoringCase("SIP"), pieces[1].trimmed() == "2.0" else {
      throw error
    }
    let tail = pieces[2].trimmed()
    guard let gap = tail.utf8.firstIndex(where: \.isBlank) else { throw error }
    let name = tail[..<gap]
    guard name.isToken else { throw error }
    transport = String(name).uppercasedASCII()
    let sentBy = tail[gap...].filter { $0 != " " && $0 != "\t" }
    do { (host, port) = try HostPort.parse(sentBy) } catch { throw .badHeader("Via") }
    parameters =
      end == bytes.endIndex ? SIPParameters() : try SIPParameters(text[bytes.index(after: end)...], header: "Via")
  }

  package var branch: String? { parameters["branch"] }

  /// The branch, if it is one that RFC 3261 §8.1.1.7 makes unique: the magic cookie and something after it.
  var uniqueBranch: String? {
    guard let branch, branch.utf8.count > 7, branch.prefix(7).equalsIgnoringCase("z9hG4bK") else { return nil }
    return branch
  }

  /// The host without the brackets of IPv6.
  var address: String {
    host.utf8.first == UInt8(ascii: "[") ? String(host.dropFirst().dropLast()) : host
  }

  package var description: String {
    "SIP/2.0/\(transport) \(host)\(port.map { ":\($0)" } ?? "")\(parameters.text)"
  }
}

extension String {
  func uppercasedASCII() -> String {
    String(decoding: utf8.map { $0 >= 0x61 && $0 <= 0x7A ? $0 & 0xDF : $0 }, as: UTF8.self)
  }
}
