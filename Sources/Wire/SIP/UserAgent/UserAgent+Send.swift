// Requests of ours.

extension UserAgent {
  /// Puts our Via on top, opens a client transaction and sends.
  @discardableResult
  mutating func send(
    _ message: SIPMessage, to destination: TransportAddress, purpose: Purpose, branch: String? = nil, now: Duration
  ) -> ClientTransactionKey {
    let method = message.method ?? .options
    let key = ClientTransactionKey(branch: branch ?? "z9hG4bK\(token())", method: method)
    let request = withVia(message, branch: key.branch)
    let bytes = request.printed()
    let transaction = ClientTransaction(
      isInvite: method == .invite, request: bytes,
      patience: configuration.answerTimeout + configuration.timers.giveUp, timers: configuration.timers, now: now)
    clients[key] = ClientEntry(
      transaction: transaction, request: request, destination: destination, purpose: purpose)
    schedule(.client(key), at: transaction.deadline)
    tell(.send(bytes, to: destination))
    return key
  }

  func withVia(_ message: SIPMessage, branch: String) -> SIPMessage {
    let address = configuration.address
    let via = Via(host: address.uriHost, port: address.port, branch: branch)
    var headers = SIPHeaders()
    headers.append("Via", via.description)
    for field in message.headers.fields { headers.append(field.name, field.value) }
    return SIPMessage(startLine: message.startLine, headers: headers, body: message.body)
  }

  mutating func sendBye(_ handle: CallHandle, reason: String?, now: Duration) {
    guard var dialog = calls[handle]?.dialog else { return }
    sendBye(in: &dialog, reason: reason, now: now)
    calls[handle]?.dialog = dialog
  }

  mutating func sendBye(in dialog: inout Dialog, reason: String?, now: Duration) {
    dialog.localCSeq += 1
    var message = dialog.request(.bye, cseq: dialog.localCSeq)
    message.headers.append("User-Agent", configuration.product)
    if let reason { message.headers.append("Reason", reason.singleLine()) }
    send(message, to: dialog.destination, purpose: .other, now: now)
  }

  /// CANCEL of an INVITE of ours (RFC 3261 §9.1); once.
  mutating func cancel(_ key: ClientTransactionKey, reason: String?, now: Duration) {
    let cancelKey = ClientTransactionKey(branch: key.branch, method: .cancel)
    guard let entry = clients[key], entry.transaction.isOpen, clients[cancelKey] == nil,
      case .request(_, let uri) = entry.request.startLine, let cseq = try? entry.request.cseq()
    else { return }
    var headers = SIPHeaders()
    headers.append("Max-Forwards", "70")
    for name in ["Route", "From", "To", "Call-ID"] {
      for value in entry.request.headers.all(name) { headers.append(name, value) }
    }
    headers.append("CSeq", "\(cseq.number) CANCEL")
    if let reason { headers.append("Reason", reason.singleLine()) }
    send(
      SIPMessage(startLine: .request(method: .cancel, uri: uri), headers: headers), to: entry.destination,
      purpose: .other, branch: key.branch, now: now)
    clients[key]?.transaction.cancelled(now: now)
    schedule(.client(key), at: clients[key]?.transaction.deadline)
  }

  /// The ACK of a final response other than 2xx: part of the transaction (§17.1.1.3).
  mutating func acknowledgeRefusal(_ entry: ClientEntry, _ response: SIPMessage) {
    guard case .request(_, let uri) = entry.request.startLine, let cseq = try? entry.request.cseq() else { return }
    var headers = SIPHeaders()
    if let via = entry.request.headers["Via"] { headers.append("Via", via) }
    headers.append("Max-Forwards", "70")
    for value in entry.request.headers.all("Route") { headers.append("Route", value) }
    if let from = entry.request.headers["From"] { headers.append("From", from) }
    if let to = response.headers["To"] { headers.append("To", to) }
    if let callID = entry.request.callID { headers.append("Call-ID", callID) }
    headers.append("CSeq", "\(cseq.number) ACK")
    let ack = SIPMessage(startLine: .request(method: .ack, uri: uri), headers: headers)
    tell(.send(ack.printed(), to: entry.destination))
  }

  /// The ACK of a 2xx: a request of its own, kept to be sent again (§13.2.2.4).
  mutating func acknowledgeSuccess(_ key: ClientTransactionKey, dialog: Dialog, cseq: UInt32) {
    let message = withVia(dialog.request(.ack, cseq: cseq), branch: "z9hG4bK\(token())")
    let bytes = message.printed()
    clients[key]?.acknowledged[dialog.id.remoteTag] = (bytes, dialog.destination)
    tell(.send(bytes, to: dialog.destination))
  }
}
