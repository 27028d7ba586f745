// From bytes to the transaction they belong to.

extension UserAgent {
  /// Takes one datagram; what is not SIP is dropped without a word.
  package mutating func receive(_ bytes: [UInt8], from source: TransportAddress, now: Duration) {
    guard let (message, defect) = try? SIPParser.examine(bytes) else { return }
    switch message.startLine {
    case .response:
      if defect == nil { receiveResponse(message, from: source, now: now) }
    case .request(let method, _):
      var marked = message
      Self.markReceived(&marked, from: source)
      do throws(SIPParseError) {
        if let defect { throw defect }
        receiveRequest(try SIPRequest(marked), from: source, now: now)
      } catch {
        guard method != .ack else { return }
        let status = error == .badVersion ? 505 : 400
        refuseStatelessly(marked, status: status, reason: status == 400 ? "Bad Request: \(error)" : nil, to: source)
      }
    }
  }

  /// Writes `received` and `rport` into the top Via (RFC 3261 §18.2.1, RFC 3581 §4).
  private static func markReceived(_ message: inout SIPMessage, from source: TransportAddress) {
    guard let value = message.headers["Via"] else { return }
    var items = value.splitList()
    guard let first = items.first, var via = try? Via(first) else { return }
    let wantsPort = via.parameters.contains("rport")
    if wantsPort || via.address != source.host { via.parameters.set("received", source.host) }
    if wantsPort { via.parameters.set("rport", "\(source.port)") }
    items[0] = via.description
    message.headers.replaceFirst("Via", items.joined(separator: ", "))
  }

  private func destination(for request: SIPRequest, from source: TransportAddress) -> TransportAddress {
    if configuration.symmetricResponses || request.via.parameters.contains("rport") { return source }
    return TransportAddress(host: source.host, port: request.via.port ?? 5060)
  }

  private mutating func receiveRequest(_ request: SIPRequest, from source: TransportAddress, now: Duration) {
    let key = ServerTransactionKey(request)
    if request.method == .ack {
      receiveAck(request, key: key, from: source, now: now)
      return
    }
    if let entry = servers[key] {
      if let bytes = entry.transaction.answerToRetransmission() {
        tell(.send(bytes, to: destination(for: request, from: source)))
      }
      return
    }
    // What belongs to a call goes first when it gets tight.
    let limit =
      request.to.tag == nil && request.method != .cancel
      ? configuration.maximumTransactions : 2 * configuration.maximumTransactions
    guard transactionCount < limit else {
      refuseStatelessly(
        request.message, status: 503, reason: nil, retryAfter: configuration.retryAfter,
        to: destination(for: request, from: source))
      return
    }
    let callTag =
      request.method == .cancel
      ? servers[ServerTransactionKey(request, method: .invite)]?.localTag
      : request.dialogID.flatMap { dialogs[$0] }.flatMap { calls[$0]?.localTag }
    servers[key] = ServerEntry(
      transaction: ServerTransaction(isInvite: request.method == .invite, timers: configuration.timers),
      request: request, source: source, destination: destination(for: request, from: source),
      localTag: callTag ?? token())
    if request.method == .cancel {
      receiveCancel(request, key: key, now: now)
    } else if let id = request.dialogID {
      receiveInDialog(request, key: key, dialog: id, from: source, now: now)
    } else {
      receiveOutOfDialog(request, key: key, from: source, now: now)
    }
  }

  private mutating func receiveAck(
    _ request: SIPRequest, key: ServerTransactionKey, from source: TransportAddress, now: Duration
  ) {
    if servers[key] != nil {
      let isForUser = servers[key]?.transaction.receiveAck(now: now) ?? false
      schedule(.server(key), at: servers[key]?.transaction.deadline)
      if !isForUser { return }
    }
    guard let id = request.dialogID, let handle = dialogs[id] else { return }
    acknowledge(handle, request, from: source, now: now)
  }

  private mutating func receiveCancel(_ request: SIPRequest, key: ServerTransactionKey, now: Duration) {
    let invite = ServerTransactionKey(request, method: .invite)
    guard let entry = servers[invite] else {
      respond(key, 481, now: now)
      return
    }
    respond(key, 200, now: now)
    guard entry.transaction.isOpen else { return }
    respond(invite, 487, now: now)
    guard let handle = entry.call, let call = calls[handle] else { return }
    if call.phase == .incoming(invite) {
      let text = request.message.headers["Reason"] ?? "cancelled by the caller"
      finish(handle, EndReason(by: .remote, status: 487, text: text))
    } else if call.offer?.transaction == invite {
      update(handle) { $0.offer = nil }
      tell(.offerWithdrawn(handle))
      sendNextReoffer(handle, now: now)
    }
  }
}
