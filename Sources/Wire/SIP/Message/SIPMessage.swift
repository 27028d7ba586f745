/// A SIP request or response (RFC 3261 §7): the start line, the header fields in order, the body as bytes.
/// Header values are text as received; `from`, `topVia` and the like parse on demand with typed errors.
package struct SIPMessage: Equatable, Sendable {
  package enum StartLine: Equatable, Sendable {
    /// The Request-URI is kept as written, so that it can be compared and printed byte for byte.
    case request(method: SIPMethod, uri: String)
    case response(status: Int, reason: String)
  }

  package var startLine: StartLine
  package var headers: SIPHeaders
  package var body: [UInt8]

  package init(startLine: StartLine, headers: SIPHeaders = SIPHeaders(), body: [UInt8] = []) {
    self.startLine = startLine
    self.headers = headers
    self.body = body
  }

  package var method: SIPMethod? {
    if case .request(let method, _) = startLine { method } else { nil }
  }

  package var status: Int? {
    if case .response(let status, _) = startLine { status } else { nil }
  }

  package var reason: String {
    if case .response(_, let reason) = startLine { reason } else { "" }
  }

  package var callID: String? { headers["Call-ID"] }

  package func from() throws(SIPParseError) -> NameAddress { try NameAddress(required("From")) }
  package func to() throws(SIPParseError) -> NameAddress { try NameAddress(required("To")) }
  package func cseq() throws(SIPParseError) -> CSeq { try CSeq(required("CSeq")) }

  /// The first Via; the rest is not looked at.
  package func topVia() throws(SIPParseError) -> Via {
    guard let first = headers["Via"]?.splitList().first else { throw .missingHeader("Via") }
    return try Via(first)
  }

  /// The first Contact, if there is one that is not `*`.
  package func contact() throws(SIPParseError) -> NameAddress? {
    guard let first = headers.list("Contact").first, first != "*" else { return nil }
    return try NameAddress(first)
  }

  /// The media type of the body in lower case without parameters; nil without Content-Type.
  package var contentType: String? {
    headers["Content-Type"].map { value in
      let end = value.utf8.firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
      return value[..<end].filter { $0 != " " && $0 != "\t" }.lowercasedASCII()
    }
  }

  private func required(_ name: String) throws(SIPParseError) -> String {
    guard let value = headers[name] else { throw .missingHeader(name) }
    return value
  }
}
