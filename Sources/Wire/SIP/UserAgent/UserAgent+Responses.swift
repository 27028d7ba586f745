// Responses to requests of ours.

extension UserAgent {
  /// Dialogs that one INVITE may make by forking; further ones are left to time out on their own.
  private static let maximumForks = 8

  mutating func receiveResponse(_ response: SIPMessage, from source: TransportAddress, now: Duration) {
    // A second Via means that the response is not for us (RFC 3261 §18.1.2).
    guard let status = response.status, let via = try? response.topVia(), let branch = via.branch,
      let cseq = try? response.cseq(), response.headers.list("Via").count == 1
    else { return }
    let key = ClientTransactionKey(branch: branch, method: cseq.method)
    guard let entry = clients[key], entry.request.callID == response.callID,
      let verdict = clients[key]?.transaction.receive(status: status, now: now)
    else { return }
    schedule(.client(key), at: clients[key]?.transaction.deadline)
    switch verdict {
    case .ignored: return
    case .repeated:
      acknowledgeRefusal(entry, response)
      return
    case .delivered: break
    }
    if key.method == .invite, status >= 300 { acknowledgeRefusal(entry, response) }
    if key.method == .invite, (200..<300).contains(status), let tag = (try? response.to())?.tag,
      let ack = entry.acknowledged[tag]
    {
      tell(.send(ack.bytes, to: ack.destination))
      return
    }
    switch entry.purpose {
    case .invite(let handle):
      answerToInvite(handle, key: key, response, status: status, cseq: cseq.number, from: source, now: now)
    case .reoffer(let handle, let dialog):
      answerToReoffer(handle, key: key, response, status: status, dialog: dialog, now: now)
    case .other: break
    }
  }

  private mutating func answerToInvite(
    _ handle: CallHandle, key: ClientTransactionKey, _ response: SIPMessage, status: Int, cseq: UInt32,
    from source: TransportAddress, now: Duration
  ) {
    guard let entry = clients[key] else { return }
    let dialog = Dialog(
      from: response, callID: entry.request.callID ?? "", local: entry.request.headers["From"] ?? "",
      localTag: (try? entry.request.from())?.tag ?? "", cseq: cseq, peer: source)
    if (200..<300).contains(status) {
      guard let dialog, entry.acknowledged.count < Self.maximumForks else { return }
      acknowledgeSuccess(key, dialog: dialog, cseq: cseq)
      guard calls[handle]?.phase == .outgoing(key) else {
        // Cancelled too late, or a second branch of a fork: nobody wants this one.
        var unwanted = dialog
        sendBye(in: &unwanted, reason: calls[handle]?.cancelReason, now: now)
        if calls[handle]?.phase == .cancelling(key) { finish(handle, EndReason(by: .local, text: "cancelled")) }
        return
      }
      setDialog(handle, dialog)
      update(handle) {
        $0.phase = .up
        $0.answerDeadline = nil
      }
      succeed(handle, response, now: now)
      return
    }
    guard let call = calls[handle] else { return }
    if status >= 300 {
      finish(handle, EndReason(by: .remote, status: status, text: response.reason))
      return
    }
    update(handle) { $0.canCancel = true }
    switch call.phase {
    case .cancelling: cancel(key, reason: call.cancelReason, now: now)
    case .outgoing:
      if let dialog { setDialog(handle, dialog) }
      if status > 100 { tell(.ringing(handle, status: status)) }
      if status > 100, !response.body.isEmpty, response.contentType == "application/sdp" {
        update(handle) { $0.hadAnswer = true }
        tell(.answer(handle, sdp: response.body, status: status))
      }
    default: break
    }
  }

  private mutating func succeed(_ handle: CallHandle, _ response: SIPMessage, now: Duration) {
    if !response.body.isEmpty, response.contentType == "application/sdp" {
      tell(.answer(handle, sdp: response.body, status: response.status ?? 200))
    } else if calls[handle]?.hadAnswer != true {
      end(
        handle, EndReason(by: .error, status: 488, text: "no answer to our offer in the 200"),
        reason: "SIP;cause=488;text=\"No answer in 200\"", now: now)
      return
    }
    tell(.established(handle))
  }

  private mutating func setDialog(_ handle: CallHandle, _ dialog: Dialog) {
    if let old = calls[handle]?.dialog?.id, dialogs[old] == handle { dialogs[old] = nil }
    var next = dialog
    // What an early dialog has heard stays heard.
    if let early = calls[handle]?.dialog, early.id == dialog.id {
      next.remoteCSeq = early.remoteCSeq
      next.localCSeq = max(early.localCSeq, dialog.localCSeq)
      if next.target == nil { next.target = early.target }
    }
    calls[handle]?.dialog = next
    dialogs[next.id] = handle
  }

  private mutating func answerToReoffer(
    _ handle: CallHandle, key: ClientTransactionKey, _ response: SIPMessage, status: Int, dialog: Dialog, now: Duration
  ) {
    guard status >= 200 else { return }
    let call = calls[handle]
    if status < 300 {
      var current = call?.dialog ?? dialog
      current.refreshTarget(from: response)
      acknowledgeSuccess(key, dialog: current, cseq: dialog.localCSeq)
      guard let call, let reoffer = call.reoffer else { return }
      if reoffer.progress == .abandoned(key) {
        end(handle, EndReason(by: .error, text: "an offer was accepted after it was cancelled"), reason: nil, now: now)
        return
      }
      guard reoffer.progress == .sent(key) else { return }
      update(handle) {
        $0.dialog = current
        $0.reoffer = nil
      }
      tell(.answer(handle, sdp: response.body, status: status))
      sendNextReoffer(handle, now: now)
      return
    }
    guard let reoffer = call?.reoffer else { return }
    if reoffer.progress == .abandoned(key) {
      update(handle) { $0.reoffer = nil }
      sendNextReoffer(handle, now: now)
      return
    }
    guard reoffer.progress == .sent(key) else { return }
    switch status {
    case 491 where reoffer.attempts < 6:
      // The side that made the Call-ID waits longer (§14.1).
      let isOwner = dialog.isCaller
      let wait =
        isOwner
        ? randomDuration(from: .milliseconds(2100), to: .seconds(4))
        : randomDuration(from: .zero, to: .seconds(2))
      update(handle) {
        $0.reoffer?.progress = .waiting
        $0.reoffer?.deadline = now + wait
      }
    case 408, 481:
      // The other side does not know the dialog any more (§12.2.1.2).
      update(handle) { $0.reoffer = nil }
      end(handle, EndReason(by: .error, status: status, text: response.reason), reason: nil, now: now)
    default:
      update(handle) { $0.reoffer = nil }
      tell(.offerRejected(handle, status: status, reason: response.reason))
      sendNextReoffer(handle, now: now)
    }
  }
}
