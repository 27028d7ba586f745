extension JitterBuffer {
  package enum PushResult: Equatable, Sendable {
    case stored
    case duplicate
    /// Its place has been played already.
    case late
    /// Longer than `maximumPayload`.
    case tooLarge
  }

  /// Takes a packet of the locked source.
  ///
  /// - Parameter payload: the audio; empty for a packet that only holds its place in the sequence (a telephone event).
  package mutating func push(
    sequence: UInt16, timestamp: UInt32, payload: UnsafeRawBufferPointer, now: Int64
  ) -> PushResult {
    guard payload.count <= Self.maximumPayload else { return .tooLarge }
    var number = sequences.peek(sequence)
    if nextSequence >= 0 && number < nextSequence {
      let isPresentBefore = !isPlaying && nextSequence - number < Int64(Self.capacity) / 2
      if isPresentBefore {
        // Reordered before playout began; accepted below if it still fits the window.
        if highestSequence - number >= Int64(Self.capacity) { return countLate(now) }
        nextSequence = number
      } else {
        staleInARow += 1
        if staleInARow < 10 { return countLate(now) }
        // The sender numbers anew under the same SSRC.
        reset()
        number = sequences.peek(sequence)
      }
    }
    staleInARow = 0
    if nextSequence < 0 { nextSequence = number }
    if number - nextSequence >= Int64(Self.capacity) { makeRoom(upTo: number) }

    let place = slot(of: number)
    if place.pointee.sequence == number {
      duplicates += 1
      return .duplicate
    }
    if number > highestSequence {
      highestSequence = number
      _ = sequences.unwrap(sequence)
    }
    place.pointee = Slot(
      sequence: number, timestamp: timestamps.unwrap(timestamp), arrival: now, length: payload.count)
    if let source = payload.baseAddress {
      let target = payloads + Int(number & Int64(Self.capacity - 1)) * Self.maximumPayload
      target.copyMemory(from: source, byteCount: payload.count)
    }
    return .stored
  }

  private mutating func countLate(_ now: Int64) -> PushResult {
    late += 1
    if isPlaying && startDelay < Self.maximumDelay && now >= shrinkNotBefore - 9_000_000_000 {
      mustGrow = true
      learnLateness(now: now, frames: 1)
    }
    return .late
  }

  /// More than the window holds: what is older goes, and playout starts anew at the oldest packet left.
  private mutating func makeRoom(upTo number: Int64) {
    let first = number - Int64(Self.capacity) + 1
    for index in 0..<Self.capacity where slots[index].sequence < first { slots[index].sequence = -1 }
    nextSequence = first
    isPlaying = false
  }

  mutating func learnLateness(now: Int64, frames: Int) {
    startDelay = min(Self.maximumDelay, startDelay + Self.step * Int64(min(frames, 2)))
    // Ten seconds without trouble before the delay may shrink again.
    shrinkNotBefore = now + 10_000_000_000
    smallestWait = .max
    pendingSkip = 0
  }
}
