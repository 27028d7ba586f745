// Responses: from a server transaction, or without one.

extension UserAgent {
  /// Answers a request by its transaction. Nothing is sent if a final response went before.
  @discardableResult
  mutating func respond(
    _ key: ServerTransactionKey, _ status: Int, reason: String? = nil, headers: [SIPHeader] = [], sdp: [UInt8]? = nil,
    now: Duration
  ) -> [UInt8]? {
    guard let entry = servers[key] else { return nil }
    var response = Self.response(
      to: entry.request.message, status: status, reason: reason, localTag: status == 100 ? nil : entry.localTag)
    if status > 100, status < 300, entry.request.method == .invite {
      for route in entry.request.message.headers.all("Record-Route") { response.headers.append("Record-Route", route) }
    }
    if status > 100, status < 300, entry.request.method == .invite || entry.request.method == .update {
      response.headers.append("Contact", contact)
      response.headers.append("Allow", SIPMethod.allowed)
    }
    response.headers.append("Server", configuration.product)
    for field in headers { response.headers.append(field.name, field.value.singleLine()) }
    if let sdp {
      response.headers.append("Content-Type", "application/sdp")
      response.body = sdp
    }
    let bytes = response.printed()
    guard servers[key]?.transaction.respond(status: status, bytes: bytes, now: now) == true else { return nil }
    tell(.send(bytes, to: entry.destination))
    schedule(.server(key), at: servers[key]?.transaction.deadline)
    return bytes
  }

  /// Answers without keeping anything. The To tag is the same for every copy of the request (RFC 3261 §8.2.7).
  mutating func refuseStatelessly(
    _ message: SIPMessage, status: Int, reason: String?, retryAfter: Int? = nil, to destination: TransportAddress
  ) {
    guard message.headers["Via"] != nil, message.headers["CSeq"] != nil else { return }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(message.headers["Via"] ?? "")\(message.callID ?? "")".utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    var response = Self.response(to: message, status: status, reason: reason, localTag: String(hash, radix: 16))
    response.headers.append("Server", configuration.product)
    if let retryAfter { response.headers.append("Retry-After", "\(retryAfter)") }
    tell(.send(response.printed(), to: destination))
  }

  var contact: String {
    let user = configuration.contactUser
    return "<sip:\(user.isEmpty ? "" : "\(user)@")\(configuration.address)>"
  }

  /// The response of RFC 3261 §8.2.6.
  private static func response(to request: SIPMessage, status: Int, reason: String?, localTag: String?) -> SIPMessage {
    let phrase = reason.map { $0.singleLine() } ?? ReasonPhrase.of(status)
    var headers = SIPHeaders()
    for via in request.headers.all("Via") { headers.append("Via", via) }
    if let from = request.headers["From"] { headers.append("From", from) }
    if let to = request.headers["To"] {
      let hasTag = (try? NameAddress(to))?.tag != nil
      headers.append("To", hasTag ? to : to + (localTag.map { ";tag=\($0)" } ?? ""))
    }
    if let callID = request.callID { headers.append("Call-ID", callID) }
    if let cseq = request.headers["CSeq"] { headers.append("CSeq", cseq) }
    return SIPMessage(startLine: .response(status: status, reason: phrase), headers: headers)
  }
}
