import RTP
import Testing

@Suite struct SourceLockTests {
  private let peer = MediaAddress(ipv4: 0xC000_0201, port: 4000)
  private let stranger = MediaAddress(ipv4: 0xCB00_7101, port: 4000)

  private func neighbour(_ port: UInt16) -> MediaAddress { MediaAddress(ipv4: 0xC000_0201, port: port) }

  /// Feeds `count` packets 20 ms apart and gives the verdicts.
  private func feed(
    _ lock: inout SourceLock, _ source: MediaAddress, ssrc: UInt32, from sequence: UInt16 = 10, count: Int = 1,
    at start: Int64
  ) -> [SourceLock.Verdict] {
    (0..<count).map {
      lock.judge(
        source: source, ssrc: ssrc, sequence: sequence &+ UInt16($0), now: start + Int64($0) * 20 * millisecond)
    }
  }

  @Test func exactSourceLocksAfterTwoPackets() {
    var lock = SourceLock(signalled: peer)
    #expect(feed(&lock, peer, ssrc: 1, count: 3, at: 0) == [.ignore, .acceptNewSource, .accept])
    #expect(lock.source == peer)
  }

  @Test func sequenceHasToBeConsecutive() {
    var lock = SourceLock(signalled: peer)
    for index in 0..<50 {
      let verdict = lock.judge(source: peer, ssrc: 1, sequence: UInt16(index * 7), now: Int64(index))
      #expect(verdict == .ignore)
    }
  }

  @Test func strangersNeverPass() {
    var lock = SourceLock(signalled: peer)
    #expect(feed(&lock, stranger, ssrc: 1, count: 500, at: 0).allSatisfy { $0 == .ignore })
    _ = feed(&lock, peer, ssrc: 2, count: 2, at: 0)
    #expect(feed(&lock, stranger, ssrc: 2, count: 500, at: 0).allSatisfy { $0 == .ignore })
    #expect(lock.source == peer)
  }

  @Test func aPeerBehindNATIsLearnedFromItsSignallingHost() {
    var lock = SourceLock(signalled: MediaAddress(ipv4: 0x0A00_0001, port: 4000), alsoFrom: peer)
    let verdicts = feed(&lock, neighbour(61000), ssrc: 1, count: 6, at: 0)
    #expect(verdicts == [.ignore, .ignore, .ignore, .ignore, .acceptNewSource, .accept])
    #expect(lock.source == neighbour(61000))
  }

  @Test func aBurstIsNotProof() {
    var lock = SourceLock(signalled: peer)
    for index in 0..<100 {
      let verdict = lock.judge(source: neighbour(9), ssrc: 1, sequence: UInt16(index), now: Int64(index) * 1000)
      #expect(verdict == .ignore)
    }
  }

  @Test func theSignalledSourceWinsOverAnAttackerOnItsHost() {
    var lock = SourceLock(signalled: peer)
    _ = feed(&lock, neighbour(9), ssrc: 66, count: 10, at: 0)
    #expect(lock.source == neighbour(9))
    #expect(feed(&lock, peer, ssrc: 1, count: 2, at: 200 * millisecond) == [.ignore, .acceptNewSource])
    #expect(
      feed(&lock, neighbour(9), ssrc: 66, from: 20, count: 50, at: 300 * millisecond).allSatisfy { $0 == .ignore })
    #expect(lock.source == peer)
  }

  @Test func injectionIntoARunningStreamIsIgnored() {
    var lock = SourceLock(signalled: peer)
    _ = feed(&lock, peer, ssrc: 1, count: 2, at: 0)
    for index in 0..<200 {
      let now = Int64(index + 2) * 20 * millisecond
      let genuine = lock.judge(source: peer, ssrc: 1, sequence: UInt16(12 + index), now: now)
      #expect(genuine == .accept)
      let forged = lock.judge(source: peer, ssrc: 666, sequence: UInt16(index), now: now + millisecond)
      #expect(forged == .ignore)
      let elsewhere = lock.judge(source: neighbour(1), ssrc: 1, sequence: UInt16(13 + index), now: now + millisecond)
      #expect(elsewhere == .ignore)
    }
  }

  @Test func aNewSSRCIsTakenWhenTheOldOneHasStopped() {
    var lock = SourceLock(signalled: peer)
    _ = feed(&lock, peer, ssrc: 1, count: 2, at: 0)
    let verdicts = feed(&lock, peer, ssrc: 2, from: 500, count: 5, at: 40 * millisecond)
    #expect(verdicts.firstIndex(of: .acceptNewSource) == 2)
    #expect(lock.ssrc == 2)
  }

  @Test func onlyAChangedAddressUnlocks() {
    var lock = SourceLock(signalled: peer)
    _ = feed(&lock, peer, ssrc: 1, count: 2, at: 0)
    lock.update(signalled: peer, alsoFrom: nil)
    #expect(lock.source == peer)
    lock.update(signalled: stranger, alsoFrom: nil)
    #expect(lock.source == nil)
    #expect(feed(&lock, stranger, ssrc: 9, count: 2, at: 0) == [.ignore, .acceptNewSource])
  }
}
