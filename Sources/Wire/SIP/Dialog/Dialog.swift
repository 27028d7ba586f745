/// Names a dialog as this side sees it (RFC 3261 §12); a missing remote tag (RFC 2543) is empty.
struct DialogID: Hashable, Sendable {
  let callID: String
  let localTag: String
  let remoteTag: String
}

/// The state of a dialog (RFC 3261 §12).
///
/// - `localCSeq` grows by one with every request we send but ACK and CANCEL; `remoteCSeq` never shrinks.
/// - The route set is fixed when the dialog is confirmed; the remote target moves with target refreshes (§12.2.1.2).
struct Dialog: Equatable, Sendable {
  var id: DialogID
  /// The whole values of From and To of requests we send, tags included.
  var local: String
  var remote: String
  var target: SIPURI?
  /// Where Contact said the other side is, in the order our requests visit it.
  var routes: [String]
  var localCSeq: UInt32
  var remoteCSeq: UInt32?
  /// Where its messages really come from.
  var peer: TransportAddress
  /// What its messages say of its address is not where they come from: it sits behind a NAT.
  var isTranslated: Bool
  /// We made the Call-ID.
  let isCaller: Bool

  /// The dialog an INVITE asks for, as the side that is called (§12.1.1).
  init(answering request: SIPRequest, localTag: String, source: TransportAddress) {
    id = DialogID(callID: request.callID, localTag: localTag, remoteTag: request.from.tag ?? "")
    local = (request.message.headers["To"] ?? "") + ";tag=\(localTag)"
    remote = request.message.headers["From"] ?? ""
    target = (try? request.message.contact())?.uri
    routes = request.message.headers.list("Record-Route")
    localCSeq = 0
    remoteCSeq = request.cseq.number
    peer = source
    isCaller = false
    isTranslated =
      request.message.headers.list("Via").count == 1
      && (request.via.address != source.host || request.via.port ?? 5060 != source.port)
  }

  /// The dialog a response with a To tag makes, as the side that calls (§12.1.2).
  init?(
    from response: SIPMessage, callID: String, local: String, localTag: String, cseq: UInt32, peer: TransportAddress
  ) {
    guard let remote = response.headers["To"], let tag = (try? response.to())?.tag else { return nil }
    id = DialogID(callID: callID, localTag: localTag, remoteTag: tag)
    self.local = local
    self.remote = remote
    target = (try? response.contact())?.uri
    routes = response.headers.list("Record-Route").reversed()
    localCSeq = cseq
    remoteCSeq = nil
    self.peer = peer
    isTranslated = false
    isCaller = true
  }

  /// Takes the Contact of a target refresh request or of its 2xx (§12.2.1.2, §12.2.2).
  mutating func refreshTarget(from message: SIPMessage) {
    if let uri = (try? message.contact())?.uri { target = uri }
  }

  /// A request inside the dialog, without Via. Strict routers are honoured (§12.2.1.1).
  func request(_ method: SIPMethod, cseq: UInt32) -> SIPMessage {
    var uri = target?.description ?? "sip:\(peer)"
    var path = routes
    if let first = routes.first, let router = (try? NameAddress(first))?.uri, !router.parameters.contains("lr") {
      path = Array(routes.dropFirst()) + ["<\(uri)>"]
      uri = router.description
    }
    var headers = SIPHeaders()
    headers.append("Max-Forwards", "70")
    for route in path { headers.append("Route", route) }
    headers.append("From", local)
    headers.append("To", remote)
    headers.append("Call-ID", id.callID)
    headers.append("CSeq", "\(cseq) \(method.rawValue)")
    return SIPMessage(startLine: .request(method: method, uri: uri), headers: headers)
  }

  /// Where requests of the dialog go: to the first route or the target where that is an address that can be true,
  /// else back to where its messages come from. Private addresses of a peer in public are never believed.
  var destination: TransportAddress {
    let hop = routes.first.flatMap { (try? NameAddress($0))?.uri } ?? target
    guard !isTranslated, let hop, hop.scheme == .sip else { return peer }
    let host = hop.host.utf8.first == UInt8(ascii: "[") ? String(hop.host.dropFirst().dropLast()) : hop.host
    guard HostAddress.isUnicastLiteral(host), !HostAddress.isPrivate(host) || HostAddress.isPrivate(peer.host) else {
      return peer
    }
    return TransportAddress(host: host, port: hop.port ?? 5060)
  }
}
