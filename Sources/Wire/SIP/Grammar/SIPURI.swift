/// A `sip:`, `sips:` or `tel:` URI (RFC 3261 §19.1, RFC 3966); other schemes throw `unknownScheme`.
///
/// The user part and the headers are kept as written. A `tel:` URI has its number in `user` and an empty host.
package struct SIPURI: Equatable, Sendable, CustomStringConvertible {
  package enum Scheme: String, Equatable, Sendable { case sip, sips, tel }

  package var scheme: Scheme
  /// As written, escapes and user parameters included; nil without `@`.
  package var user: String?
  /// As written, in brackets for IPv6.
  package var host: String
  package var port: UInt16?
  package var parameters = SIPParameters()
  /// What follows `?`, as written.
  package var headers: String?

  package init(scheme: Scheme = .sip, user: String?, host: String, port: UInt16? = nil) {
    self.scheme = scheme
    self.user = user
    self.host = host
    self.port = port
  }

  package init(_ text: some StringProtocol) throws(SIPParseError) {
    let bytes = text.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { throw .badURI }
    guard
      bytes.allSatisfy({
        $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "\"")
      })
    else { throw .badURI }
    let name = text[..<colon].lowercasedASCII()
    guard let letter = name.utf8.first, letter.isLetter,
      name.utf8.allSatisfy({
        $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
      })
    else { throw .badURI }
    guard let scheme = Scheme(rawValue: name) else { throw .unknownScheme(name) }
    self.scheme = scheme
    var rest = String(text[bytes.index(after: colon)...])
    if scheme == .tel {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
      user = String(rest[..<end])
      host = ""
      guard end != rest.startIndex else { throw .badURI }
      if end != rest.endIndex { parameters = try Self.parameters(rest[rest.utf8.index(after: end)...]) }
      return
    }
    // The user part may hold `;`, `?` and `/` unescaped, so it is cut off first.
    if let at = rest.utf8.firstIndex(of: UInt8(ascii: "@")) {
      guard at != rest.startIndex else { throw .badURI }
      let part = String(rest[..<at])
      guard part.percentDecoded() != nil else { throw .badURI }
      user = part
      rest = String(rest[rest.utf8.index(after: at)...])
    }
    if let question = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
      headers = String(rest[rest.utf8.index(after: question)...])
      rest = String(rest[..<question])
    }
    let end = rest.utf8.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
    (host, port) = try HostPort.parse(rest[..<end])
    if end != rest.endIndex { parameters = try Self.parameters(rest[rest.utf8.index(after: end)...]) }
  }

  private static func parameters(_ text: some StringProtocol) throws(SIPParseError) -> SIPParameters {
    do { return try SIPParameters(text, header: "URI") } catch { throw .badURI }
  }

  /// The user part without password and user parameters, escapes undone: `100` of `sip:100;phone-context=x:y@host`.
  package var userName: String {
    guard let user else { return "" }
    let end = user.utf8.firstIndex { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ":") } ?? user.endIndex
    return user[..<end].percentDecoded() ?? String(user[..<end])
  }

  package var description: String {
    let tail = parameters.text + (headers.map { "?\($0)" } ?? "")
    if scheme == .tel { return "tel:\(user ?? "")\(tail)" }
    return "\(scheme.rawValue):\(user.map { "\($0)@" } ?? "")\(host)\(port.map { ":\($0)" } ?? "")\(tail)"
  }
}

/// `host [":" port]` as in URIs and in Via.
enum HostPort {
  static func parse(_ text: some StringProtocol) throws(SIPParseError) -> (host: String, port: UInt16?) {
    let bytes = text.utf8
    var end = bytes.endIndex
    if bytes.first == UInt8(ascii: "[") {
      guard let close = bytes.firstIndex(of: UInt8(ascii: "]")) else { throw .badURI }
      end = bytes.index(after: close)
      let inside = bytes[bytes.index(after: bytes.startIndex)..<close]
      guard !inside.isEmpty,
        inside.allSatisfy({ $0.hexDigit != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
      else { throw .badURI }
    } else {
      end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
      let name = bytes[..<end]
      guard !name.isEmpty,
        name.allSatisfy({
          $0.isLetter || $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        })
      else { throw .badURI }
    }
    let host = String(text[..<end])
    if end == bytes.endIndex { return (host, nil) }
    guard bytes[end] == UInt8(ascii: ":"),
      let port = text[bytes.index(after: end)...].decimal(maximum: 65535)
    else { throw .badURI }
    return (host, UInt16(port))
  }
}
