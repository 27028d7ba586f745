import Foundation
import Media
import Testing

/// Real sockets on the loopback interface and real time; deadlines are generous, what is counted is exact.
@Suite(.serialized) struct MediaSessionTests {
  private struct Pair {
    let engine: MediaEngine
    let bot: MediaSession
    let caller: MediaSession

    init(codec: MediaCodec = .pcmu) throws {
      engine = try MediaEngine(MediaConfiguration())
      bot = try engine.open(SessionConfiguration())
      caller = try engine.open(SessionConfiguration())
      bot.start(parameters(to: caller.localPort, codec: codec))
      caller.start(parameters(to: bot.localPort, codec: codec))
    }
  }

  private func say(_ samples: [Int16], _ session: MediaSession) -> Int {
    samples.withUnsafeBufferPointer { session.write($0, epoch: session.epoch) }
  }

  @Test(arguments: [MediaCodec.pcmu, .pcma])
  func audioReachesTheOtherSide(codec: MediaCodec) throws {
    let pair = try Pair(codec: codec)
    defer { pair.engine.shutdown() }
    #expect(pair.bot.localPort % 2 == 0 && pair.bot.localPort != pair.caller.localPort)
    pair.bot.markTurn()
    let before = monotonicNanoseconds()
    // Frames queued from the start: the first two packets of a source are its probation, so some silence comes first.
    _ = eventually(seconds: 5) { pair.caller.statistics.packetsReceived > 5 }
    #expect(say(tone(frames: 20), pair.bot) == 20)
    var loud = 0
    var arrivalsAreSane = true
    let isHeard = eventually {
      pair.caller.read { frame in
        guard frame.kind == .speech, frame.level > -12 else { return }
        loud += 1
        if frame.level > -6 || frame.samples.count != 160 { arrivalsAreSane = false }
        if frame.arrivalNanoseconds < before || frame.arrivalNanoseconds > monotonicNanoseconds() {
          arrivalsAreSane = false
        }
      }
      return loud >= 18
    }
    #expect(isHeard && arrivalsAreSane)
    let playback = pair.bot.playback
    #expect(playback.framesPlayed == 20 && playback.isEmpty)
    let first = try #require(playback.firstAudibleNanoseconds)
    let last = try #require(playback.lastAudibleNanoseconds)
    #expect(first > before && last >= first + 300_000_000 && last < first + 2_000_000_000)
    pair.bot.markTurn()
    #expect(pair.bot.playback.firstAudibleNanoseconds == nil)
    #expect(pair.caller.statistics.packetsLost == 0)
  }

  @Test func digitsArriveOnceAndNotAsSound() throws {
    let pair = try Pair()
    defer { pair.engine.shutdown() }
    pair.caller.sendDigits("12#9x9")
    var digits = ""
    var loudest: Float = -200
    let hasCome = eventually {
      pair.bot.read { frame in
        if case .digit(let digit) = frame.kind {
          digits.append(Character(UnicodeScalar(digit)))
          #expect(frame.samples.isEmpty)
        } else {
          loudest = max(loudest, frame.level)
        }
      }
      return digits.count >= 5
    }
    #expect(hasCome && digits == "12#99")
    #expect(loudest < -60)
  }

  @Test func theRingTakesHalfASecondAndOldEpochsNothing() throws {
    let engine = try MediaEngine(MediaConfiguration())
    defer { engine.shutdown() }
    let session = try engine.open(SessionConfiguration())
    #expect(session.writableFrames == 25)
    #expect(say(tone(frames: 40), session) == 25)
    #expect(session.writableFrames == 0 && !session.playback.isEmpty)
    let old = session.epoch
    #expect(session.flush() == old + 1)
    #expect(session.playback.isEmpty)
    let refused = tone(frames: 1).withUnsafeBufferPointer { session.write($0, epoch: old) }
    #expect(refused == 0)
  }

  @Test func framesOverflowByDroppingTheOldest() throws {
    let pair = try Pair()
    defer { pair.engine.shutdown() }
    let hasOverflowed = eventually { pair.bot.statistics.inboundOverflows >= 5 }
    #expect(hasOverflowed)
    let count = pair.bot.read { _ in }
    #expect(count >= 24 && count <= 40)
  }

  @Test func theDescriptorTellsOfFrames() throws {
    let pair = try Pair()
    defer { pair.engine.shutdown() }
    var item = pollfd(fd: pair.engine.framesDescriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&item, 1, 5000) == 1)
    let hasFrames = eventually { pair.bot.read { _ in } > 0 }
    #expect(hasFrames)
  }

  @Test func byesAndReportsAreExchanged() throws {
    let pair = try Pair()
    defer { pair.engine.shutdown() }
    // The first report comes within half an interval: 1.25 to 3.75 s.
    let hasReport = eventually(seconds: 15) { pair.bot.statistics.controlPacketsReceived > 0 }
    #expect(hasReport)
    #expect(pair.bot.statistics.packetsMalformed == 0)
    let before = pair.bot.statistics.controlPacketsReceived
    pair.caller.close()
    let hasBye = eventually { pair.bot.statistics.controlPacketsReceived > before }
    #expect(hasBye)
  }

  @Test func portsComeFromTheRangeAndRunOut() throws {
    let engine = try MediaEngine(MediaConfiguration(ports: 39_101...39_106))
    defer { engine.shutdown() }
    let first = try engine.open(SessionConfiguration())
    let second = try engine.open(SessionConfiguration())
    #expect(Set([first.localPort, second.localPort]) == [39_102, 39_104])
    #expect(throws: MediaError.portsExhausted) { _ = try engine.open(SessionConfiguration()) }
    first.close()
    let isFreed = eventually { (try? engine.open(SessionConfiguration())) != nil }
    #expect(isFreed)
    engine.shutdown()
    #expect(throws: MediaError.shutDown) { _ = try engine.open(SessionConfiguration()) }
    #expect(throws: MediaError.invalidHost("here")) { _ = try MediaEngine(MediaConfiguration(host: "here")) }
  }
}
