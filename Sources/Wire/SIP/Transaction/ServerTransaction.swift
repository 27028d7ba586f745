/// The server transaction over an unreliable transport (RFC 3261 §17.2 with RFC 6026).
///
///     INVITE:  proceeding ─2xx→ accepted ─L→ ∎          other:  trying ─1xx→ proceeding
///              proceeding ─3xx+→ completed ─ACK→ confirmed ─I→ ∎   trying, proceeding ─final→ completed ─J→ ∎
///              completed ─H→ ∎ (no ACK came)
///
/// Retransmissions of the request never reach the user; those of a 2xx to INVITE are the user's own (§13.3.1.4).
struct ServerTransaction: Sendable {
  enum State: Equatable, Sendable { case trying, proceeding, accepted, completed, confirmed }

  enum Firing: Equatable, Sendable { case nothing, send([UInt8]), ended }

  let isInvite: Bool
  let timers: SIPTimers
  private(set) var state: State
  private(set) var lastResponse: [UInt8]?
  private var retransmitAt: Duration?
  private var interval: Duration = .zero
  private var expiresAt: Duration?

  init(isInvite: Bool, timers: SIPTimers) {
    self.isInvite = isInvite
    self.timers = timers
    state = isInvite ? .proceeding : .trying
  }

  var deadline: Duration? {
    switch (retransmitAt, expiresAt) {
    case (let one?, let other?): min(one, other)
    case (let one, let other): one ?? other
    }
  }

  /// No final response has been sent.
  var isOpen: Bool { state == .trying || state == .proceeding }

  /// What to send when the request comes again.
  func answerToRetransmission() -> [UInt8]? {
    switch state {
    case .proceeding, .completed: lastResponse
    // RFC 6026 §7.1: the user repeats its 2xx by its own timer.
    case .trying, .accepted, .confirmed: nil
    }
  }

  /// Records a response; false if a final one went before, and this one must not be sent.
  mutating func respond(status: Int, bytes: [UInt8], now: Duration) -> Bool {
    guard isOpen else { return false }
    lastResponse = bytes
    if status < 200 {
      state = .proceeding
    } else if !isInvite {
      state = .completed
      expiresAt = now + timers.giveUp
    } else if status < 300 {
      state = .accepted
      expiresAt = now + timers.giveUp
    } else {
      state = .completed
      interval = timers.t1
      retransmitAt = now + interval
      expiresAt = now + timers.giveUp
    }
    return true
  }

  /// True if the ACK is for the user: it acknowledges a 2xx (RFC 6026 §7.1).
  mutating func receiveAck(now: Duration) -> Bool {
    guard isInvite else { return false }
    if state == .completed {
      state = .confirmed
      retransmitAt = nil
      expiresAt = now + timers.t4
    }
    return state == .accepted
  }

  mutating func fire(now: Duration) -> Firing {
    if let expiresAt, expiresAt <= now { return .ended }
    guard let due = retransmitAt, due <= now else { return .nothing }
    interval = min(interval * 2, timers.t2)
    retransmitAt = now + interval
    return lastResponse.map { .send($0) } ?? .nothing
  }
}
