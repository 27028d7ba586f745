/// The client transaction over an unreliable transport (RFC 3261 §17.1 with RFC 6026).
///
///     INVITE:  calling ─1xx→ proceeding;  calling, proceeding ─2xx→ accepted ─M→ ∎
///              calling, proceeding ─3xx+→ completed ─D→ ∎;  calling ─B→ ∎ (timeout)
///     other:   calling (“trying”) ─1xx→ proceeding;  ─final→ completed ─K→ ∎;  ─F→ ∎ (timeout)
struct ClientTransaction: Sendable {
  enum State: Equatable, Sendable { case calling, proceeding, accepted, completed }

  enum Firing: Equatable, Sendable { case nothing, send([UInt8]), timedOut, ended }

  /// What a response is to the user.
  enum Verdict: Equatable, Sendable {
    case ignored
    case delivered
    /// A final response other than 2xx that was delivered before: only its ACK goes out again.
    case repeated
  }

  let isInvite: Bool
  let timers: SIPTimers
  let request: [UInt8]
  /// How long an INVITE may ring. The user ends it sooner; this holds where the user has gone (its dialog is over).
  let patience: Duration
  private(set) var state: State = .calling
  private var retransmitAt: Duration?
  private var interval: Duration
  private var expiresAt: Duration?

  init(isInvite: Bool, request: [UInt8], patience: Duration, timers: SIPTimers, now: Duration) {
    self.isInvite = isInvite
    self.request = request
    self.patience = patience
    self.timers = timers
    interval = timers.t1
    retransmitAt = now + timers.t1
    expiresAt = now + timers.giveUp
  }

  var deadline: Duration? {
    switch (retransmitAt, expiresAt) {
    case (let one?, let other?): min(one, other)
    case (let one, let other): one ?? other
    }
  }

  /// No final response has come.
  var isOpen: Bool { state == .calling || state == .proceeding }

  mutating func receive(status: Int, now: Duration) -> Verdict {
    switch state {
    case .calling, .proceeding:
      if status < 200 {
        if isInvite {
          if state == .calling { expiresAt = now + patience }
          retransmitAt = nil
        }
        state = .proceeding
      } else if isInvite {
        state = status < 300 ? .accepted : .completed
        retransmitAt = nil
        expiresAt = now + timers.giveUp
      } else {
        state = .completed
        retransmitAt = nil
        expiresAt = now + timers.t4
      }
      return .delivered
    case .accepted: return (200..<300).contains(status) ? .delivered : .ignored
    case .completed: return isInvite && status >= 300 ? .repeated : .ignored
    }
  }

  /// After CANCEL the final response is waited for no longer than 64·T1 (RFC 3261 §9.1).
  mutating func cancelled(now: Duration) {
    if isOpen { expiresAt = min(expiresAt ?? now + timers.giveUp, now + timers.giveUp) }
  }

  mutating func fire(now: Duration) -> Firing {
    if let expiresAt, expiresAt <= now { return isOpen ? .timedOut : .ended }
    guard let due = retransmitAt, due <= now else { return .nothing }
    if isInvite {
      interval *= 2
    } else {
      interval = state == .proceeding ? timers.t2 : min(interval * 2, timers.t2)
    }
    retransmitAt = now + interval
    return .send(request)
  }
}
