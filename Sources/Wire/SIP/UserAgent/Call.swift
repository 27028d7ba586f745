/// One call as the user agent keeps it, from its INVITE to its end.
///
///     incoming ─accept→ up ─BYE, hangUp→ ∎          outgoing ─2xx→ up
///     incoming ─reject, CANCEL→ ∎                   outgoing ─hangUp→ cancelling ─final→ ∎ (2xx: ACK, BYE)
///     up without its ACK ─hangUp→ closing ─ACK, 64·T1→ BYE ∎  (RFC 3261 §15)
struct Call: Sendable {
  enum Phase: Equatable, Sendable {
    /// Their INVITE waits for the owner.
    case incoming(ServerTransactionKey)
    /// Our INVITE waits for them.
    case outgoing(ClientTransactionKey)
    /// Our INVITE is given up; `.ended` is told, a final response still comes.
    case cancelling(ClientTransactionKey)
    /// A 2xx was sent or received.
    case up
    /// `.ended` is told; BYE follows the ACK.
    case closing
  }

  /// A 2xx to INVITE that is repeated until its ACK comes (§13.3.1.4).
  struct Acknowledgement: Sendable {
    let cseq: UInt32
    let response: [UInt8]
    let destination: TransportAddress
    /// The 2xx held our offer: the ACK must hold the answer.
    let needsAnswer: Bool
    let isInitial: Bool
    var interval: Duration
    var repeatAt: Duration
    let giveUpAt: Duration
  }

  /// Their re-INVITE or UPDATE that waits for the owner.
  struct Offer: Sendable {
    let transaction: ServerTransactionKey
    let isLate: Bool
    let deadline: Duration
  }

  /// Our re-INVITE.
  struct Reoffer: Sendable {
    enum Progress: Equatable, Sendable {
      case sent(ClientTransactionKey)
      /// After 491 (§14.1).
      case waiting
      /// Told as refused after it went unanswered; cancelled.
      case abandoned(ClientTransactionKey)
    }

    let sdp: [UInt8]
    var progress: Progress
    var deadline: Duration
    var attempts = 1
  }

  let handle: CallHandle
  var phase: Phase
  var dialog: Dialog?
  /// Of the INVITE that made the call.
  let localTag: String
  /// When the INVITE, theirs or ours, is given up.
  var answerDeadline: Duration?
  var acknowledgement: Acknowledgement?
  var offer: Offer?
  var reoffer: Reoffer?
  /// An offer of ours that waits until another is through; the last one counts.
  var nextReoffer: [UInt8]?
  /// The other side's INVITE had no offer.
  var wantsOffer = false
  /// Some provisional response came, so CANCEL may go out (§9.1).
  var canCancel = false
  var hadAnswer = false
  var cancelReason: String?

  var deadline: Duration? {
    var least = answerDeadline
    func take(_ candidate: Duration?) {
      guard let candidate else { return }
      least = least.map { min($0, candidate) } ?? candidate
    }
    take(acknowledgement.map { min($0.repeatAt, $0.giveUpAt) })
    take(offer?.deadline)
    take(reoffer?.deadline)
    return least
  }
}
