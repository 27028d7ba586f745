// What happens when a deadline passes. Entries of the queue may be out of date; the owner of the key decides.

extension UserAgent {
  mutating func fireServer(_ key: ServerTransactionKey, now: Duration) {
    guard let firing = servers[key]?.transaction.fire(now: now), let entry = servers[key] else { return }
    switch firing {
    case .nothing: return
    case .send(let bytes):
      tell(.send(bytes, to: entry.destination))
      schedule(.server(key), at: entry.transaction.deadline)
    case .ended:
      servers[key] = nil
      let identity = "\(entry.request.callID) \(entry.request.from.tag ?? "") \(entry.request.cseq)"
      if served[identity] == key { served[identity] = nil }
    }
  }

  mutating func fireClient(_ key: ClientTransactionKey, now: Duration) {
    guard let firing = clients[key]?.transaction.fire(now: now), let entry = clients[key] else { return }
    switch firing {
    case .nothing: return
    case .send(let bytes):
      tell(.send(bytes, to: entry.destination))
      schedule(.client(key), at: entry.transaction.deadline)
    case .ended: clients[key] = nil
    case .timedOut:
      clients[key] = nil
      switch entry.purpose {
      case .invite(let handle): finish(handle, EndReason(by: .timeout, status: 408, text: "no response to INVITE"))
      case .reoffer(let handle, _):
        guard let progress = calls[handle]?.reoffer?.progress else { return }
        guard progress == .sent(key) || progress == .abandoned(key) else { return }
        update(handle) { $0.reoffer = nil }
        end(handle, EndReason(by: .timeout, status: 408, text: "no response to re-INVITE"), reason: nil, now: now)
      case .other: break
      }
    }
  }

  mutating func fireCall(_ handle: CallHandle, now: Duration) {
    guard let call = calls[handle] else { return }
    if let deadline = call.answerDeadline, deadline <= now {
      update(handle) { $0.answerDeadline = nil }
      end(handle, EndReason(by: .timeout, status: 408, text: "not answered in time"), reason: nil, now: now)
      return
    }
    if let waiting = call.acknowledgement {
      if waiting.giveUpAt <= now {
        update(handle) { $0.acknowledgement = nil }
        sendBye(handle, reason: "SIP;cause=408;text=\"No ACK\"", now: now)
        finish(handle, EndReason(by: .timeout, status: 408, text: "no ACK to our 200"))
        return
      }
      if waiting.repeatAt <= now {
        tell(.send(waiting.response, to: waiting.destination))
        let interval = min(waiting.interval * 2, configuration.timers.t2)
        update(handle) {
          $0.acknowledgement?.interval = interval
          $0.acknowledgement?.repeatAt = now + interval
        }
      }
    }
    if let offer = call.offer, offer.deadline <= now {
      respond(offer.transaction, 480, now: now)
      update(handle) { $0.offer = nil }
      tell(.offerWithdrawn(handle))
      sendNextReoffer(handle, now: now)
    }
    if let reoffer = call.reoffer, reoffer.deadline <= now { fireReoffer(call, reoffer, now: now) }
  }

  private mutating func fireReoffer(_ call: Call, _ reoffer: Call.Reoffer, now: Duration) {
    switch reoffer.progress {
    case .waiting:
      // A newer wish replaces the one that met glare; an offer of theirs goes first.
      let sdp = call.nextReoffer ?? reoffer.sdp
      update(call.handle) {
        $0.reoffer = nil
        $0.nextReoffer = nil
      }
      if call.offer == nil, call.acknowledgement == nil {
        sendReoffer(call.handle, sdp: sdp, attempts: reoffer.attempts + 1, now: now)
      } else {
        calls[call.handle]?.nextReoffer = sdp
      }
    case .sent(let key):
      // The transaction, once cancelled, has a deadline of its own.
      let deadline = now + configuration.timers.giveUp * 2
      update(call.handle) {
        $0.reoffer?.progress = .abandoned(key)
        $0.reoffer?.deadline = deadline
      }
      tell(.offerRejected(call.handle, status: 408, reason: "not answered in time"))
      cancel(key, reason: nil, now: now)
    case .abandoned:
      update(call.handle) { $0.reoffer = nil }
      sendNextReoffer(call.handle, now: now)
    }
  }
}
