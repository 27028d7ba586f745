/// What to play in one frame.
package struct PlayoutFrame: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// `count` bytes of received audio; fewer than a frame when the buffer ran dry inside it.
    case audio
    /// Audio is missing: conceal.
    case concealed
    /// Nothing is being sent, or the loss has lasted more than 60 ms.
    case silence
  }
  package var kind: Kind
  package var count: Int
  /// Arrival of the packet the frame begins with; for other kinds the time of the call.
  package var arrival: Int64

  package init(kind: Kind, count: Int, arrival: Int64) {
    self.kind = kind
    self.count = count
    self.arrival = arrival
  }
}

extension JitterBuffer {
  /// Longest stretch of loss that is played out at its own length; anything longer is cut.
  private var longestGap: Int64 { 50 * Int64(frameSize) }

  /// Fills the next frame; called once for each 20 ms.
  ///
  /// - Parameters:
  ///   - output: at least `frameSize` bytes.
  ///   - mayAdjust: whether the last frame was quiet, so that dropping one is not heard.
  package mutating func pop(
    now: Int64, into output: UnsafeMutableRawBufferPointer, mayAdjust: Bool
  ) -> PlayoutFrame {
    if mustGrow && isPlaying {
      mustGrow = false
      return conceal(now: now, advance: 0)
    }
    var filled = 0
    var arrival = now
    while filled < frameSize {
      guard let front = passEmptyPackets() else { break }
      let isAfterLoss = front.pointee.sequence > nextSequence
      if isPlaying && front.pointee.timestamp + Int64(front.pointee.length) <= cursor {
        release(front)
        continue
      }
      if !isPlaying || front.pointee.timestamp > cursor {
        if filled > 0 {
          if isAfterLoss { cursor = min(front.pointee.timestamp, cursor + Int64(frameSize - filled)) }
          return finish(filled, arrival, now)
        }
        if let frame = bridge(to: front, isAfterLoss: isAfterLoss, now: now) { return frame }
        continue
      }
      let isStart = front.pointee.timestamp == cursor
      if filled == 0 {
        arrival = front.pointee.arrival
        if isStart { noteWait(now - arrival, now: now) }
        if skip(mayAdjust: mayAdjust) { continue }
        if stalled > 0 { learnLateness(now: now, frames: stalled / frameSize) }
        stalled = 0
      }
      filled += copy(from: front, into: output, at: filled)
    }
    return filled > 0 ? finish(filled, arrival, now) : underrun(now: now)
  }

  /// The packet at the front of the queue; packets without audio before it are let go.
  private mutating func passEmptyPackets() -> UnsafeMutablePointer<Slot>? {
    guard nextSequence >= 0, highestSequence >= nextSequence else { return nil }
    for number in nextSequence...highestSequence {
      let place = slot(of: number)
      guard place.pointee.sequence == number else { continue }
      if place.pointee.length > 0 { return place }
      // One without audio after a loss waits its turn, so that what is missing before it may still come.
      if number > nextSequence && isPlaying && lastWasAudio { return nil }
      lastWasAudio = false
      release(place)
    }
    return nil
  }

  private mutating func release(_ place: UnsafeMutablePointer<Slot>) {
    nextSequence = place.pointee.sequence + 1
    place.pointee.sequence = -1
  }

  /// Decides what is played before a packet that is not due yet; `nil` when it is due now.
  private mutating func bridge(
    to front: UnsafeMutablePointer<Slot>, isAfterLoss: Bool, now: Int64
  ) -> PlayoutFrame? {
    let gap = front.pointee.timestamp - cursor
    let isPause = !isPlaying || !isAfterLoss || gap > longestGap || stalled >= 3 * frameSize
    if isPause {
      guard now - front.pointee.arrival >= startDelay else {
        if isPlaying { stalled += frameSize }
        return PlayoutFrame(kind: .silence, count: 0, arrival: now)
      }
      cursor = front.pointee.timestamp
      isPlaying = true
      stalled = 0
      return nil
    }
    // What was concealed while the buffer was empty is part of the same gap.
    let covered = min(Int64(stalled), gap)
    cursor += covered
    stalled = 0
    if covered == gap { return nil }
    return conceal(now: now, advance: min(Int64(frameSize), gap - covered))
  }

  private mutating func conceal(now: Int64, advance: Int64) -> PlayoutFrame {
    cursor += advance
    concealedInARow += 1
    concealed += 1
    let kind: PlayoutFrame.Kind = concealedInARow <= 3 ? .concealed : .silence
    return PlayoutFrame(kind: kind, count: 0, arrival: now)
  }

  private mutating func underrun(now: Int64) -> PlayoutFrame {
    guard isPlaying else { return PlayoutFrame(kind: .silence, count: 0, arrival: now) }
    stalled = min(stalled + frameSize, 1 << 20)
    guard lastWasAudio && concealedInARow < 3 else {
      lastWasAudio = false
      return PlayoutFrame(kind: .silence, count: 0, arrival: now)
    }
    return conceal(now: now, advance: 0)
  }

  private mutating func finish(_ filled: Int, _ arrival: Int64, _ now: Int64) -> PlayoutFrame {
    delay = now - arrival
    lastWasAudio = true
    concealedInARow = 0
    return PlayoutFrame(kind: .audio, count: filled, arrival: arrival)
  }

  private mutating func copy(
    from front: UnsafeMutablePointer<Slot>, into output: UnsafeMutableRawBufferPointer, at filled: Int
  ) -> Int {
    let offset = Int(cursor - front.pointee.timestamp)
    let count = min(frameSize - filled, front.pointee.length - offset)
    let index = Int(front.pointee.sequence & Int64(Self.capacity - 1))
    let source = UnsafeRawBufferPointer(start: payloads + index * Self.maximumPayload + offset, count: count)
    UnsafeMutableRawBufferPointer(rebasing: output[filled..<filled + count]).copyMemory(from: source)
    cursor += Int64(count)
    if offset + count == front.pointee.length { release(front) }
    return count
  }

  private mutating func noteWait(_ wait: Int64, now: Int64) {
    smallestWait = min(smallestWait, wait)
    guard now >= windowEnd else { return }
    let smallest = smallestWait
    smallestWait = .max
    // The first window only begins here: it has not lasted two seconds.
    let isWhole = windowEnd != 0
    windowEnd = now + 2_000_000_000
    guard isWhole, smallest != .max, smallest >= Self.step + Self.minimumDelay / 2, now >= shrinkNotBefore else {
      return
    }
    let isFar = smallest > Self.maximumDelay + 2 * Self.step
    pendingSkip = isFar ? (smallest - startDelay) / Self.step * Int64(frameSize) : Int64(frameSize)
    skipIsUrgent = smallest >= 4 * Self.step
  }

  /// Moves the cursor ahead when more waits than has to; `true` when it moved.
  private mutating func skip(mayAdjust: Bool) -> Bool {
    guard pendingSkip > 0, mayAdjust || skipIsUrgent else { return false }
    cursor += pendingSkip
    pendingSkip = 0
    smallestWait = .max
    startDelay = max(Self.minimumDelay, startDelay - Self.step)
    return true
  }
}
