// Requests with a To tag (RFC 3261 §12.2.2).

extension UserAgent {
  mutating func receiveInDialog(
    _ request: SIPRequest, key: ServerTransactionKey, dialog id: DialogID, from source: TransportAddress, now: Duration
  ) {
    if let (status, headers) = refusalOfMethod(request) {
      respond(key, status, headers: headers, now: now)
      return
    }
    guard let handle = dialogs[id], let call = calls[handle], let dialog = call.dialog else {
      respond(key, 481, now: now)
      return
    }
    if let last = dialog.remoteCSeq, request.cseq.number <= last {
      respond(key, 500, reason: "CSeq out of order", now: now)
      return
    }
    calls[handle]?.dialog?.remoteCSeq = request.cseq.number
    calls[handle]?.dialog?.peer = source
    if let (status, headers) = refusalOfContents(request) {
      respond(key, status, headers: headers, now: now)
      return
    }
    servers[key]?.call = handle
    switch request.method {
    case .bye: receiveBye(call, request, key: key, now: now)
    case .invite, .update: receiveOffer(call, request, key: key, now: now)
    case .options: respond(key, 200, headers: Self.abilities, now: now)
    default: respond(key, 200, now: now)
    }
  }

  private mutating func receiveBye(_ call: Call, _ request: SIPRequest, key: ServerTransactionKey, now: Duration) {
    respond(key, 200, now: now)
    // Requests of the dialog that still wait are over too (§15.1.2).
    if case .incoming(let invite) = call.phase { respond(invite, 487, now: now) }
    if let offer = call.offer { respond(offer.transaction, 487, now: now) }
    if case .outgoing(let invite) = call.phase { cancel(invite, reason: nil, now: now) }
    finish(call.handle, EndReason(by: .remote, text: request.message.headers["Reason"] ?? "the other side hung up"))
  }

  private mutating func receiveOffer(_ call: Call, _ request: SIPRequest, key: ServerTransactionKey, now: Duration) {
    let isUpdate = request.method == .update
    guard call.phase == .up else {
      // An offer before the first one is answered (§14.2, RFC 3311 §5.2), or after the call is over.
      if call.phase == .closing {
        respond(key, 481, now: now)
      } else {
        respond(key, 500, headers: [SIPHeader("Retry-After", "\(retryAfterOffer())")], now: now)
      }
      return
    }
    if isUpdate, request.sdp == nil {
      update(call.handle) { $0.dialog?.refreshTarget(from: request.message) }
      respond(key, 200, now: now)
      return
    }
    if call.offer != nil {
      respond(key, 500, headers: [SIPHeader("Retry-After", "\(retryAfterOffer())")], now: now)
      return
    }
    if case .sent = call.reoffer?.progress {
      respond(key, 491, now: now)
      return
    }
    // Our last 2xx has no ACK yet, so its offer and answer may not be through (RFC 6337 §2.2).
    if call.acknowledgement != nil {
      respond(key, 491, now: now)
      return
    }
    if !isUpdate { respond(key, 100, now: now) }
    // A request that is not INVITE must be answered before its sender's timer F.
    let patience = isUpdate ? configuration.timers.giveUp / 2 : configuration.answerTimeout
    update(call.handle) {
      $0.offer = Call.Offer(transaction: key, isLate: request.sdp == nil, deadline: now + patience)
    }
    tell(.offer(call.handle, sdp: request.sdp))
  }

  private mutating func retryAfterOffer() -> Int {
    Int(randomDuration(from: .zero, to: .seconds(10)).components.seconds)
  }

  /// The ACK of our 2xx (§13.3.1.4).
  mutating func acknowledge(_ handle: CallHandle, _ request: SIPRequest, from source: TransportAddress, now: Duration) {
    guard let call = calls[handle], let waiting = call.acknowledgement, waiting.cseq == request.cseq.number else {
      return
    }
    update(handle) {
      $0.acknowledgement = nil
      $0.dialog?.peer = source
    }
    if call.phase == .closing {
      sendBye(handle, reason: call.cancelReason, now: now)
      finish(handle, EndReason(by: .local, text: "hung up"))
      return
    }
    if waiting.needsAnswer {
      guard let sdp = request.sdp, request.message.contentType == "application/sdp" else {
        sendBye(handle, reason: "SIP;cause=488;text=\"No answer in ACK\"", now: now)
        finish(handle, EndReason(by: .error, status: 488, text: "no answer in the ACK to our offer"))
        return
      }
      tell(.answer(handle, sdp: sdp, status: 200))
    }
    if waiting.isInitial { tell(.established(handle)) }
    sendNextReoffer(handle, now: now)
  }
}
