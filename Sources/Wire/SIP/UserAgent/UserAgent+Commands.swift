// What the owner of a call may ask for. A command that does not fit the call's phase does nothing.

extension UserAgent {
  /// Says that the callee is being alerted (180).
  package mutating func ring(_ call: CallHandle, now: Duration) {
    guard case .incoming(let key)? = calls[call]?.phase else { return }
    respond(key, 180, now: now)
  }

  /// Answers an incoming call (200). `sdp` is the answer, or our offer where `IncomingCall.sdp` was nil.
  package mutating func accept(_ call: CallHandle, sdp: [UInt8], now: Duration) {
    guard let state = calls[call], case .incoming(let key) = state.phase, let entry = servers[key] else { return }
    guard let response = respond(key, 200, sdp: sdp, now: now) else { return }
    let waiting = acknowledgement(
      of: entry, response: response, needsAnswer: state.wantsOffer, isInitial: true, now: now)
    update(call) {
      $0.phase = .up
      $0.answerDeadline = nil
      $0.acknowledgement = waiting
    }
  }

  /// Refuses an incoming call. `status` from 300 to 699; others become 500.
  package mutating func reject(
    _ call: CallHandle, status: Int, reason: String? = nil, retryAfter: Int? = nil, now: Duration
  ) {
    guard case .incoming(let key)? = calls[call]?.phase else { return }
    let code = (300...699).contains(status) ? status : 500
    let headers = retryAfter.map { [SIPHeader("Retry-After", "\(max(0, $0))")] } ?? []
    respond(key, code, reason: reason, headers: headers, now: now)
    finish(call, EndReason(by: .local, status: code, text: reason ?? ReasonPhrase.of(code)))
  }

  /// Answers `.offer`. `sdp` is the answer, or our offer where theirs was nil.
  package mutating func acceptOffer(_ call: CallHandle, sdp: [UInt8], now: Duration) {
    guard let offer = calls[call]?.offer, let entry = servers[offer.transaction] else { return }
    guard let response = respond(offer.transaction, 200, sdp: sdp, now: now) else { return }
    let waiting =
      entry.request.method == .invite
      ? acknowledgement(of: entry, response: response, needsAnswer: offer.isLate, isInitial: false, now: now) : nil
    update(call) {
      $0.offer = nil
      $0.dialog?.refreshTarget(from: entry.request.message)
      $0.acknowledgement = waiting
    }
    sendNextReoffer(call, now: now)
  }

  /// Refuses `.offer`, mostly with 488; the session stays as it was.
  package mutating func rejectOffer(_ call: CallHandle, status: Int, reason: String? = nil, now: Duration) {
    guard let offer = calls[call]?.offer else { return }
    respond(offer.transaction, (300...699).contains(status) ? status : 488, reason: reason, now: now)
    update(call) { $0.offer = nil }
    sendNextReoffer(call, now: now)
  }

  /// Ends the call, whatever its phase: 603, CANCEL or BYE. `.ended` comes at once.
  /// - Parameter reason: the value of a Reason header (RFC 3326), as in `Q.850;cause=16`.
  package mutating func hangUp(_ call: CallHandle, reason: String? = nil, now: Duration) {
    end(call, EndReason(by: .local, text: reason ?? "hung up"), reason: reason, now: now)
  }

  mutating func end(_ handle: CallHandle, _ end: EndReason, reason: String?, now: Duration) {
    guard let call = calls[handle] else { return }
    let headers = reason.map { [SIPHeader("Reason", $0)] } ?? []
    if let offer = call.offer { respond(offer.transaction, 487, now: now) }
    switch call.phase {
    case .incoming(let key):
      let status = end.by == .timeout ? 480 : 603
      respond(key, status, headers: headers, now: now)
      finish(handle, EndReason(by: end.by, status: status, text: end.text))
    case .outgoing(let key):
      update(handle) {
        $0.phase = .cancelling(key)
        $0.answerDeadline = nil
        $0.cancelReason = reason
      }
      tell(.ended(handle, end))
      if call.canCancel { cancel(key, reason: reason, now: now) }
    case .up:
      if let waiting = call.acknowledgement, waiting.isInitial, now < waiting.giveUpAt {
        update(handle) {
          $0.phase = .closing
          $0.offer = nil
          $0.cancelReason = reason
        }
        tell(.ended(handle, end))
      } else {
        sendBye(handle, reason: reason, now: now)
        finish(handle, end)
      }
    case .cancelling, .closing: break
    }
  }

  /// Places a call.
  /// - Parameters:
  ///   - from: the caller; a tag is added.
  ///   - destination: where the INVITE goes; nothing is resolved here.
  ///   - sdp: our offer.
  package mutating func invite(
    to: SIPURI, from: NameAddress, via destination: TransportAddress, sdp: [UInt8], headers: [SIPHeader] = [],
    now: Duration
  ) -> CallHandle {
    let handle = newHandle()
    let tag = token()
    var caller = from
    caller.parameters.remove("tag")
    caller.parameters.set("tag", tag)
    var message = SIPMessage(startLine: .request(method: .invite, uri: to.description))
    message.headers.append("Max-Forwards", "70")
    message.headers.append("From", caller.description)
    message.headers.append("To", "<\(to)>")
    message.headers.append("Call-ID", "\(token())\(token())")
    message.headers.append("CSeq", "1 INVITE")
    for field in headers { message.headers.append(field.name, field.value.singleLine()) }
    addOffer(sdp, to: &message)
    let key = send(message, to: destination, purpose: .invite(handle), now: now)
    var call = Call(handle: handle, phase: .outgoing(key), dialog: nil, localTag: tag)
    call.answerDeadline = now + configuration.answerTimeout
    calls[handle] = call
    schedule(.call(handle), at: call.deadline)
    return handle
  }

  /// Offers anew inside a call (re-INVITE): hold, resume, another codec. Waits its turn where another offer is open;
  /// glare is resolved by itself. Ends in `.answer` or `.offerRejected`.
  package mutating func reoffer(_ call: CallHandle, sdp: [UInt8], now: Duration) {
    guard calls[call]?.phase == .up else { return }
    calls[call]?.nextReoffer = sdp
    sendNextReoffer(call, now: now)
  }

  mutating func sendNextReoffer(_ handle: CallHandle, now: Duration) {
    guard let call = calls[handle], call.phase == .up, call.offer == nil, call.reoffer == nil,
      call.acknowledgement == nil, let sdp = call.nextReoffer
    else { return }
    calls[handle]?.nextReoffer = nil
    sendReoffer(handle, sdp: sdp, attempts: 1, now: now)
  }

  mutating func sendReoffer(_ handle: CallHandle, sdp: [UInt8], attempts: Int, now: Duration) {
    guard var dialog = calls[handle]?.dialog else { return }
    dialog.localCSeq += 1
    var message = dialog.request(.invite, cseq: dialog.localCSeq)
    addOffer(sdp, to: &message)
    let key = send(message, to: dialog.destination, purpose: .reoffer(handle, dialog), now: now)
    let reoffer = Call.Reoffer(
      sdp: sdp, progress: .sent(key), deadline: now + configuration.answerTimeout, attempts: attempts)
    update(handle) {
      $0.dialog = dialog
      $0.reoffer = reoffer
    }
  }

  private func addOffer(_ sdp: [UInt8], to message: inout SIPMessage) {
    message.headers.append("Contact", contact)
    message.headers.append("Allow", SIPMethod.allowed)
    message.headers.append("User-Agent", configuration.product)
    message.headers.append("Content-Type", "application/sdp")
    message.body = sdp
  }

  private func acknowledgement(
    of entry: ServerEntry, response: [UInt8], needsAnswer: Bool, isInitial: Bool, now: Duration
  ) -> Call.Acknowledgement {
    let timers = configuration.timers
    return Call.Acknowledgement(
      cseq: entry.request.cseq.number, response: response, destination: entry.destination, needsAnswer: needsAnswer,
      isInitial: isInitial, interval: timers.t1, repeatAt: now + timers.t1, giveUpAt: now + timers.giveUp)
  }
}
