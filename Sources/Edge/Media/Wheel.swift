import CShims
import RTP
import Synchronization

/// The sessions of one media thread by the slot they are due in; lists linked through the sessions themselves.
struct Wheel: ~Copyable {
  private typealias Session = UnsafeMutablePointer<SessionState>

  private let heads: UnsafeMutablePointer<UnsafeMutablePointer<SessionState>?>
  private let counts: UnsafeMutablePointer<Int>

  init() {
    heads = .allocate(capacity: MediaThread.slots)
    heads.initialize(repeating: nil, count: MediaThread.slots)
    counts = .allocate(capacity: MediaThread.slots)
    counts.initialize(repeating: 0, count: MediaThread.slots)
  }

  deinit {
    heads.deallocate()
    counts.deallocate()
  }

  /// Slots from `start` to the first that has a session; `nil` when none has.
  func distanceToOccupied(from start: Int64) -> Int64? {
    for distance in 0..<Int64(MediaThread.slots) where heads[Self.index(start + distance)] != nil { return distance }
    return nil
  }

  func run(
    slot: Int64, now: Int64, skippedRounds: Int64, buffers: borrowing ThreadBuffers
  ) -> (hasFrames: Bool, rounds: Int64) {
    var hasFrames = false
    var rounds: Int64 = 0
    var session = heads[Self.index(slot)]
    while let current = session {
      if current.pointee.tick(now: now, skippedRounds: skippedRounds, buffers: buffers) { hasFrames = true }
      rounds += 1
      session = current.pointee.nextInSlot
    }
    return (hasFrames, rounds)
  }

  mutating func carryOut(_ command: Command, skippedRounds: Int64, buffers: borrowing ThreadBuffers) {
    switch command {
    case .attach(let session):
      // The emptiest slot, so that calls are spread over the 20 ms.
      var slot = 0
      for index in 1..<MediaThread.slots where counts[index] < counts[slot] { slot = index }
      session.pointee.slot = slot
      session.pointee.roundsSkippedBefore = skippedRounds
      session.pointee.nextInSlot = heads[slot]
      heads[slot] = session
      counts[slot] += 1
    case .start(let session, let parameters):
      session.pointee.start(parameters, now: shim_monotonic(), buffers: buffers)
    case .digits(let session, let digits):
      for digit in digits { _ = session.pointee.digits.enqueue(digit) }
    case .close(let session):
      detach(session)
      end(session, buffers: buffers)
    }
  }

  mutating func closeAll(buffers: borrowing ThreadBuffers) {
    for slot in 0..<MediaThread.slots {
      while let session = heads[slot] {
        detach(session)
        end(session, buffers: buffers)
      }
    }
  }

  private mutating func detach(_ session: Session) {
    let slot = session.pointee.slot
    counts[slot] -= 1
    if heads[slot] == session {
      heads[slot] = session.pointee.nextInSlot
      return
    }
    var before = heads[slot]
    while let current = before {
      if current.pointee.nextInSlot == session {
        current.pointee.nextInSlot = session.pointee.nextInSlot
        return
      }
      before = current.pointee.nextInSlot
    }
  }

  private func end(_ session: Session, buffers: borrowing ThreadBuffers) {
    if session.pointee.isStarted {
      session.pointee.sendReport(now: shim_monotonic(), isLeaving: true, buffers: buffers)
      session.pointee.shared.counters.publish(session.pointee.statistics)
    }
    session.pointee.tap?.finish()
    session.deinitialize(count: 1)
    session.deallocate()
  }

  private static func index(_ slot: Int64) -> Int { Int(slot % Int64(MediaThread.slots)) }
}
