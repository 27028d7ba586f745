package struct UserAgent: Sendable {
  package let configuration: Configuration
  package init(configuration: Configuration, seed: UInt64) { self.configuration = configuration }
  package mutating func receive(_ bytes: [UInt8], from source: TransportAddress, now: Duration) {}
  package mutating func tick(now: Duration) {}
  package mutating func nextAction() -> Action? { nil }
  package var nextDeadline: Duration? { nil }
  package var callCount: Int { 0 }
  package var transactionCount: Int { 0 }
  package mutating func ring(_ call: CallHandle, now: Duration) {}
  package mutating func accept(_ call: CallHandle, sdp: [UInt8], now: Duration) {}
  package mutating func reject(
    _ call: CallHandle, status: Int, reason: String? = nil, retryAfter: Int? = nil, now: Duration
  ) {}
  package mutating func acceptOffer(_ call: CallHandle, sdp: [UInt8], now: Duration) {}
  package mutating func rejectOffer(_ call: CallHandle, status: Int, now: Duration) {}
  package mutating func hangUp(_ call: CallHandle, reason: String? = nil, now: Duration) {}
  package mutating func invite(
    to: SIPURI, from: NameAddress, via destination: TransportAddress, sdp: [UInt8],
    headers: [SIPHeader] = [], now: Duration
  ) -> CallHandle { CallHandle(number: 0) }
  package mutating func reoffer(_ call: CallHandle, sdp: [UInt8], now: Duration) {}
}
