/// A request whose mandatory headers have been read (RFC 3261 §8.1.1, §8.2).
///
/// Tolerated, because old and small devices do it: no Max-Forwards, no From tag, no branch (RFC 2543).
struct SIPRequest: Sendable {
  var message: SIPMessage
  let method: SIPMethod
  let uri: String
  let via: Via
  let from: NameAddress
  let to: NameAddress
  let callID: String
  let cseq: CSeq
  let maximumForwards: Int?

  init(_ message: SIPMessage) throws(SIPParseError) {
    guard case .request(let method, let uri) = message.startLine else { throw .badStartLine }
    for name in ["From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Type"]
    where message.headers.count(of: name) > 1 {
      throw .repeatedHeader(name)
    }
    self.message = message
    self.method = method
    self.uri = uri
    via = try message.topVia()
    for other in message.headers.list("Via").dropFirst() { _ = try Via(other) }
    do { from = try message.from() } catch { throw Self.in("From", error) }
    do { to = try message.to() } catch { throw Self.in("To", error) }
    cseq = try message.cseq()
    guard cseq.method == method else { throw .badHeader("CSeq") }
    guard let callID = message.callID else { throw .missingHeader("Call-ID") }
    guard !callID.isEmpty, callID.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { throw .badHeader("Call-ID") }
    self.callID = callID
    if let value = message.headers["Max-Forwards"] {
      guard let number = value.decimal(maximum: 255) else { throw .badHeader("Max-Forwards") }
      maximumForwards = Int(number)
    } else {
      maximumForwards = nil
    }
    for contact in message.headers.list("Contact") where contact != "*" {
      do { _ = try NameAddress(contact) } catch { throw Self.in("Contact", error) }
    }
    for route in message.headers.list("Record-Route") {
      do { _ = try NameAddress(route) } catch { throw Self.in("Record-Route", error) }
    }
  }

  private static func `in`(_ header: String, _ error: SIPParseError) -> SIPParseError {
    switch error {
    case .missingHeader, .repeatedHeader: error
    default: .badHeader(header)
    }
  }

  var sdp: [UInt8]? { message.body.isEmpty ? nil : message.body }

  var dialogID: DialogID? {
    to.tag.map { DialogID(callID: callID, localTag: $0, remoteTag: from.tag ?? "") }
  }
}
