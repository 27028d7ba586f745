package import Events

/// The moments of one turn, in nanoseconds of the media clock.
///
/// Invariant: the stages of `waterfall` are never negative and sum exactly to `departure - lastSpeech`; a moment that
/// came before the one ahead of it (work that overlapped) counts as zero.
package struct TurnTimeline: Sendable {
  package enum Mark: Int, Sendable, CaseIterable {
    case frameRead, voiceEnded, decided, transcript, brain, clause, audio
  }

  /// Arrival of the last packet with caller speech.
  package var lastSpeech: Int64
  private var marks: [Int64?] = Array(repeating: nil, count: Mark.allCases.count)

  package init(lastSpeech: Int64) { self.lastSpeech = lastSpeech }

  /// Sets a mark the first time it happens.
  package mutating func note(_ mark: Mark, at nanoseconds: Int64) {
    if marks[mark.rawValue] == nil { marks[mark.rawValue] = nanoseconds }
  }

  package func waterfall(departure: Int64) -> Waterfall {
    var previous = lastSpeech
    func stage(_ end: Int64?) -> Int64 {
      let bounded = min(max(end ?? previous, previous), max(departure, previous))
      defer { previous = bounded }
      return bounded / 1000 - previous / 1000
    }
    var result = Waterfall()
    result.jitterBuffer = stage(marks[Mark.frameRead.rawValue])
    result.voiceActivity = stage(marks[Mark.voiceEnded.rawValue])
    result.endOfTurn = stage(marks[Mark.decided.rawValue])
    result.finalTranscript = stage(marks[Mark.transcript.rawValue])
    result.brain = stage(marks[Mark.brain.rawValue])
    result.firstClause = stage(marks[Mark.clause.rawValue])
    result.firstAudio = stage(marks[Mark.audio.rawValue])
    result.pacing = stage(departure)
    return result
  }
}
