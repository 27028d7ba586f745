/// Names one call of one `UserAgent`; never used twice in its life.
package struct CallHandle: Hashable, Sendable, CustomStringConvertible {
  package let number: UInt64

  init(number: UInt64) { self.number = number }

  package var description: String { "call \(number)" }
}

extension UserAgent {
  /// What the machine is told once.
  package struct Configuration: Sendable {
    /// What Via and Contact say: where the others reach this agent.
    package var address: TransportAddress
    /// The user part of Contact; empty for none.
    package var contactUser = ""
    /// The value of `Server` and `User-Agent`.
    package var product = "voicebot"
    /// Calls at once, in any state; the next INVITE gets 503.
    package var maximumCalls = 4096
    /// Transactions at once, server and client; past it new requests get a stateless 503.
    package var maximumTransactions = 32768
    /// What a 503 by these limits says, in seconds.
    package var retryAfter = 5
    /// How long an INVITE, or an offer inside a call, may go without a final answer from either side.
    package var answerTimeout: Duration = .seconds(180)
    /// Sends responses to the port a request came from even without `rport` (RFC 3581 §4 as if it were always asked).
    package var symmetricResponses = true
    package var timers = SIPTimers()

    package init(address: TransportAddress) { self.address = address }
  }

  /// An INVITE outside of any dialog, waiting for `ring`, `accept` or `reject`.
  package struct IncomingCall: Equatable, Sendable {
    /// The caller, as From says it.
    package var from: NameAddress
    package var to: NameAddress
    /// The whole Request-URI.
    package var requestURI: SIPURI
    /// The number or name dialled: the user part of the Request-URI, percent-decoded, without user parameters.
    package var user: String
    package var callID: String
    package var source: TransportAddress
    /// The offer; nil when the caller waits for ours (late offer: `accept` then takes an offer).
    package var sdp: [UInt8]?
    package var headers: SIPHeaders
  }

  /// Why a call is over.
  package struct EndReason: Equatable, Sendable {
    package enum Party: String, Equatable, Sendable { case remote, local, timeout, error }

    package var by: Party
    /// The status of the final response, where one ended it; nil after BYE.
    package var status: Int?
    /// The reason phrase, the text of a Reason header, or what happened.
    package var text: String

    package init(by: Party, status: Int? = nil, text: String) {
      self.by = by
      self.status = status
      self.text = text
    }
  }

  /// What the owner of the machine must do next.
  package enum Action: Equatable, Sendable {
    /// Send this datagram.
    case send([UInt8], to: TransportAddress)
    /// A new call came in; exactly one `.ended` follows sooner or later.
    case incoming(CallHandle, IncomingCall)
    /// The other side rings (180), or says how the call goes on (181, 182, 183).
    case ringing(CallHandle, status: Int)
    /// The other side's answer to our offer: in 183 or 200 of our INVITE, in 200 of our re-INVITE, or in the ACK of a
    /// call whose offer we made in the 200 (status 200).
    case answer(CallHandle, sdp: [UInt8], status: Int)
    /// The call is up: our 200 was acknowledged, or we acknowledged theirs.
    case established(CallHandle)
    /// A re-INVITE or UPDATE; reply with `acceptOffer` or `rejectOffer`. Nil: they want our offer.
    case offer(CallHandle, sdp: [UInt8]?)
    /// The offer was cancelled or ran out of time; the session stays as it was.
    case offerWithdrawn(CallHandle)
    /// Our `reoffer` was refused; the session stays as it was.
    case offerRejected(CallHandle, status: Int, reason: String)
    /// The call is over and its handle means nothing any more.
    case ended(CallHandle, EndReason)
  }
}
