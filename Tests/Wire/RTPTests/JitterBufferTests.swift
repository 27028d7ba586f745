import RTP
import Testing

/// The payload of packet n is the byte n mod 251, so that what is heard names the packet it came in.
@Suite struct JitterBufferTests {
  private func push(
    _ buffer: inout JitterBuffer, _ number: Int, base: UInt16 = 65530, clock: UInt32 = 0xFFFF_FC00, at now: Int64,
    size: Int = 160, timestamp: Int? = nil
  ) -> JitterBuffer.PushResult {
    let payload = [UInt8](repeating: UInt8(truncatingIfNeeded: number % 251), count: size)
    return payload.withUnsafeBytes {
      buffer.push(
        sequence: base &+ UInt16(truncatingIfNeeded: number),
        timestamp: clock &+ UInt32(truncatingIfNeeded: timestamp ?? number * size), payload: $0, now: now)
    }
  }

  private func pop(_ buffer: inout JitterBuffer, at now: Int64, quiet: Bool = true) -> (PlayoutFrame, [UInt8]) {
    var output = [UInt8](repeating: 0xEE, count: 160)
    let frame = output.withUnsafeMutableBytes { buffer.pop(now: now, into: $0, mayAdjust: quiet) }
    return (frame, Array(output[..<frame.count]))
  }

  @Test func inOrderOverTheWrap() {
    var buffer = JitterBuffer()
    var heard: [UInt8] = []
    for number in 0..<100 {
      let now = Int64(number) * 20 * millisecond
      let result = push(&buffer, number, at: now)
      #expect(result == .stored)
      let (frame, bytes) = pop(&buffer, at: now + millisecond)
      if frame.kind == .audio {
        heard.append(bytes[0])
        #expect(frame.arrival <= now && Set(bytes).count == 1)
      }
    }
    #expect(heard.count >= 97)
    #expect(heard == (0..<heard.count).map { UInt8($0 % 251) })
  }

  @Test func reorderedAndDuplicated() {
    var buffer = JitterBuffer()
    var results: [JitterBuffer.PushResult] = []
    for number in [1, 0, 2, 4, 3, 3, 5] {
      results.append(push(&buffer, number, at: 0))
    }
    #expect(results == [.stored, .stored, .stored, .stored, .stored, .duplicate, .stored])
    #expect(buffer.duplicates == 1)
    var heard: [UInt8] = []
    for round in 0..<6 {
      let (frame, bytes) = pop(&buffer, at: 40 * millisecond + Int64(round) * 20 * millisecond)
      #expect(frame.kind == .audio)
      heard.append(bytes[0])
    }
    #expect(heard == [0, 1, 2, 3, 4, 5])
  }

  @Test func aLostPacketIsConcealedInItsPlace() {
    var buffer = JitterBuffer()
    for number in [0, 1, 3, 4] { _ = push(&buffer, number, at: 0) }
    var kinds: [PlayoutFrame.Kind] = []
    for round in 0..<5 { kinds.append(pop(&buffer, at: Int64(40 + 20 * round) * millisecond).0.kind) }
    #expect(kinds == [.audio, .audio, .concealed, .audio, .audio])
    let afterwards = push(&buffer, 2, at: 200 * millisecond)
    #expect(afterwards == .late)
    #expect(buffer.late == 1)
  }

  @Test func concealmentGivesWayToSilence() {
    var buffer = JitterBuffer()
    _ = push(&buffer, 0, at: 0)
    var kinds: [PlayoutFrame.Kind] = []
    for round in 0..<6 { kinds.append(pop(&buffer, at: Int64(40 + 20 * round) * millisecond).0.kind) }
    #expect(kinds == [.audio, .concealed, .concealed, .concealed, .silence, .silence])
  }

  @Test(arguments: [80, 160, 240, 320, 480])
  func everyPacketTime(size: Int) {
    var buffer = JitterBuffer()
    var sent = 0
    var heard: [UInt8] = []
    for round in 0..<120 {
      let now = Int64(round) * 20 * millisecond
      while sent * size < round * 160 + 1 {
        _ = push(&buffer, sent, at: now, size: size)
        sent += 1
      }
      heard += pop(&buffer, at: now + millisecond, quiet: false).1
    }
    #expect(heard.count > 100 * 160)
    let expected = (0..<sent).flatMap { [UInt8](repeating: UInt8($0 % 251), count: size) }
    let isSame = heard == Array(expected[..<heard.count])
    #expect(isSame)
  }

  @Test func tooLargeIsRefused() {
    var buffer = JitterBuffer()
    let result = push(&buffer, 0, at: 0, size: 481)
    #expect(result == .tooLarge)
  }

  @Test func aSpikeOfDelayIsHeardLaterNotLost() {
    var buffer = JitterBuffer()
    var heard: [UInt8] = []
    for round in 0..<200 {
      let now = Int64(round) * 20 * millisecond
      // Packets 50 to 54 all come with packet 55.
      if round == 55 { for number in 50..<55 { _ = push(&buffer, number, at: now) } }
      if !(50..<55).contains(round) { _ = push(&buffer, round, at: now) }
      let (frame, bytes) = pop(&buffer, at: now + millisecond, quiet: false)
      if frame.kind == .audio { heard.append(bytes[0]) }
    }
    #expect(heard == (0..<heard.count).map { UInt8($0 % 251) })
    #expect(buffer.delay > 60 * millisecond && buffer.delay < 200 * millisecond)
  }

  @Test func delayShrinksOnAQuietNetwork() {
    var buffer = JitterBuffer()
    for round in 0..<1000 {
      let now = Int64(round) * 20 * millisecond
      _ = push(&buffer, round, at: now)
      _ = pop(&buffer, at: now + millisecond)
    }
    #expect(buffer.delay <= 25 * millisecond)
    #expect(buffer.concealed == 0)
  }

  @Test(arguments: [-300, 300])
  func clockSkew(partsPerMillion: Int) {
    var buffer = JitterBuffer()
    var sent = 0
    var audio = 0
    for round in 0..<30_000 {
      let now = Int64(round) * 20 * millisecond
      while Int64(sent) * (20_000 + Int64(20_000 * partsPerMillion / 1_000_000)) * 1000 <= now {
        _ = push(&buffer, sent, at: now)
        sent += 1
      }
      if pop(&buffer, at: now + millisecond).0.kind == .audio { audio += 1 }
    }
    #expect(audio > 29_900)
    #expect(buffer.delay < 120 * millisecond)
  }

  @Test func afterAPauseTheDelayIsTheSameAgain() {
    var buffer = JitterBuffer()
    var heard = 0
    for round in 0..<300 {
      let now = Int64(round) * 20 * millisecond
      // A second of nothing, sequence numbers going on, timestamps with the clock.
      if round < 100 { _ = push(&buffer, round, at: now) }
      if round >= 150 { _ = push(&buffer, round - 50, at: now, timestamp: round * 160) }
      if pop(&buffer, at: now + millisecond).0.kind == .audio { heard += 1 }
    }
    #expect(heard >= 245)
    #expect(buffer.delay <= 45 * millisecond)
  }

  @Test func aRestartedSequenceIsFollowed() {
    var buffer = JitterBuffer()
    var heard = 0
    for round in 0..<200 {
      let now = Int64(round) * 20 * millisecond
      if round < 100 { _ = push(&buffer, round, base: 40000, at: now) }
      if round >= 100 { _ = push(&buffer, round - 100, base: 100, clock: 5, at: now) }
      if pop(&buffer, at: now + millisecond).0.kind == .audio && round > 120 { heard += 1 }
    }
    #expect(heard > 70)
  }

  /// Loss, reordering, duplicates, bursts, pauses, skew and jumps: no byte out of order, none twice, no stall, bounded
  /// delay.
  @Test(arguments: 0..<60)
  func randomWalk(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed + 77))
    var buffer = JitterBuffer()
    var inFlight: [(at: Int64, number: Int, timestamp: Int)] = []
    var timestamp = 0
    var number = 0
    let loss = Int.random(in: 0..<20, using: &random)
    let spread = Int64.random(in: 1..<120, using: &random) * millisecond
    var lastHeard = -1
    var arrivals: Set<Int> = []
    var silentRounds = 0
    for round in 0..<3000 {
      let now = Int64(round) * 20 * millisecond
      let isPausing = round % 500 > 450 && seed % 3 == 0
      if !isPausing {
        if Int.random(in: 0..<100, using: &random) >= loss {
          let delay = Int64.random(in: 0..<spread, using: &random)
          inFlight.append((now + delay, number, timestamp))
          if Int.random(in: 0..<30, using: &random) == 0 { inFlight.append((now + delay + 1, number, timestamp)) }
        }
        number += 1
      }
      timestamp += 160
      for item in inFlight.filter({ $0.at <= now }).sorted(by: { $0.at < $1.at }) {
        if push(&buffer, item.number, at: item.at, timestamp: item.timestamp) == .stored {
          arrivals.insert(item.number)
        }
      }
      inFlight.removeAll { $0.at <= now }
      let (frame, bytes) = pop(&buffer, at: now + millisecond, quiet: Bool.random(using: &random))
      #expect(frame.arrival <= now + millisecond)
      silentRounds = frame.kind == .audio || isPausing ? 0 : silentRounds + 1
      #expect(silentRounds < 50)
      guard frame.kind == .audio, let byte = bytes.last else { continue }
      let heard = number - ((number % 251 - Int(byte) + 251) % 251)
      #expect(heard >= lastHeard)
      #expect(arrivals.contains(heard))
      #expect(number - heard < 40)
      lastHeard = heard
      #expect(buffer.delay < 500 * millisecond)
    }
    #expect(lastHeard > 2000)
  }
}
