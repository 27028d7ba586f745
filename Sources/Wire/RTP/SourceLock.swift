/// Decides which packets belong to the call (against RTPbleed and injection).
///
/// Invariants:
/// 1. Nothing is accepted before a source has passed probation: consecutive sequence numbers under one SSRC.
/// 2. Sources are learned from the signalled side only: the exact address of the SDP after 2 packets; another port of
///    that host, or of the host the signalling came from (a peer behind NAT), after 5 packets over at least 60 ms and
///    only while the exact address has been silent.
/// 3. Once locked, only that address and SSRC pass. The exact signalled address may still take over once; after that
///    nothing changes until `update` names another address.
/// 4. A new SSRC from the locked address passes probation too, and only after 60 ms without the old one.
package struct SourceLock: Sendable {
  package enum Verdict: Equatable, Sendable {
    case accept
    /// Accepted, and the first packet of a source: sequence numbers and timestamps start anew.
    case acceptNewSource
    case ignore
  }

  private struct Candidate: Sendable {
    var address: MediaAddress
    var ssrc: UInt32
    var nextSequence: UInt16
    var packets: Int
    var since: Int64
    var last: Int64
  }

  private static let exactProbation = 2
  private static let learnedProbation = 5
  private static let quietNanoseconds: Int64 = 60_000_000
  private static let candidateLifetime: Int64 = 200_000_000

  private var signalled: MediaAddress
  private var alsoFrom: MediaAddress?
  /// The address packets are accepted from, once known.
  package private(set) var source: MediaAddress?
  package private(set) var ssrc: UInt32 = 0
  private var lastAccepted: Int64 = 0
  private var lastExact: Int64?
  private var exact: Candidate?
  private var learned: Candidate?
  private var renewal: Candidate?

  /// - Parameters:
  ///   - signalled: the address in the peer's SDP.
  ///   - alsoFrom: where its signalling came from; only the host counts.
  package init(signalled: MediaAddress, alsoFrom: MediaAddress? = nil) {
    self.signalled = signalled
    self.alsoFrom = alsoFrom
  }

  /// Takes over what a new offer or answer says; the lock is kept unless the signalled address changed.
  package mutating func update(signalled: MediaAddress, alsoFrom: MediaAddress?) {
    if signalled == self.signalled {
      self.alsoFrom = alsoFrom
      return
    }
    self = SourceLock(signalled: signalled, alsoFrom: alsoFrom)
  }

  /// Judges a well-formed packet of a negotiated payload type; `now` in nanoseconds.
  package mutating func judge(source address: MediaAddress, ssrc: UInt32, sequence: UInt16, now: Int64) -> Verdict {
    if let source {
      if address == source {
        if ssrc == self.ssrc {
          lastAccepted = now
          renewal = nil
          return .accept
        }
        return judgeRenewal(address, ssrc, sequence, now)
      }
      if address == signalled { return judgeExact(address, ssrc, sequence, now) }
      return .ignore
    }
    if address == signalled { return judgeExact(address, ssrc, sequence, now) }
    return judgeLearned(address, ssrc, sequence, now)
  }

  private mutating func judgeExact(
    _ address: MediaAddress, _ ssrc: UInt32, _ sequence: UInt16, _ now: Int64
  ) -> Verdict {
    lastExact = now
    let candidate = Self.advance(exact, address, ssrc, sequence, now)
    exact = candidate
    return candidate.packets >= Self.exactProbation ? lock(candidate, now) : .ignore
  }

  private mutating func judgeLearned(
    _ address: MediaAddress, _ ssrc: UInt32, _ sequence: UInt16, _ now: Int64
  ) -> Verdict {
    let isOfSignallingHost = alsoFrom.map { address.hasSameHost(as: $0) } ?? false
    guard address.hasSameHost(as: signalled) || isOfSignallingHost else { return .ignore }
    if let lastExact, now - lastExact < Self.candidateLifetime { return .ignore }
    if let learned, learned.address != address, now - learned.last < Self.candidateLifetime { return .ignore }
    let candidate = Self.advance(learned, address, ssrc, sequence, now)
    learned = candidate
    let isProven = candidate.packets >= Self.learnedProbation && now - candidate.since >= Self.quietNanoseconds
    return isProven ? lock(candidate, now) : .ignore
  }

  private mutating func judgeRenewal(
    _ address: MediaAddress, _ ssrc: UInt32, _ sequence: UInt16, _ now: Int64
  ) -> Verdict {
    let candidate = Self.advance(renewal, address, ssrc, sequence, now)
    renewal = candidate
    let isQuiet = now - lastAccepted >= Self.quietNanoseconds
    return isQuiet && candidate.packets >= Self.exactProbation ? lock(candidate, now) : .ignore
  }

  private mutating func lock(_ candidate: Candidate, _ now: Int64) -> Verdict {
    source = candidate.address
    ssrc = candidate.ssrc
    lastAccepted = now
    exact = nil
    learned = nil
    renewal = nil
    return .acceptNewSource
  }

  private static func advance(
    _ candidate: Candidate?, _ address: MediaAddress, _ ssrc: UInt32, _ sequence: UInt16, _ now: Int64
  ) -> Candidate {
    guard var known = candidate, known.address == address, known.ssrc == ssrc, known.nextSequence == sequence else {
      return Candidate(
        address: address, ssrc: ssrc, nextSequence: sequence &+ 1, packets: 1, since: now, last: now)
    }
    known.nextSequence = sequence &+ 1
    known.packets += 1
    known.last = now
    return known
  }
}
