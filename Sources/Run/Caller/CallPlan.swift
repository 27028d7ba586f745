/// What a caller does in a call, decided from what it hears: pure, so that it can be tested without audio.
///
/// The caller waits until the bot has spoken and been silent for `gap`, says the next line, and so on; after the last
/// answer it hangs up. A bot that says nothing for `patience` is taken to have nothing to say.
package struct CallPlan: Sendable {
  package enum Step: Sendable, Equatable {
    case say(line: Int)
    case hangUp
  }

  package let lines: Int
  package let gap: Duration
  package let patience: Duration

  private var next = 0
  private var isSpeaking = false
  private var hasAnswered = false
  private var waitingSince: Duration
  private var lastHeard: Duration?
  /// From the end of each line to the first sound of the answer; nil where none came.
  package private(set) var latencies: [Duration?] = []

  package init(lines: Int, gap: Duration = .milliseconds(1000), patience: Duration = .seconds(10), now: Duration) {
    self.lines = lines
    self.gap = gap
    self.patience = patience
    waitingSince = now
  }

  /// A packet with audible speech of the bot came in.
  package mutating func heard(at time: Duration) {
    if !isSpeaking, !hasAnswered, time > waitingSince {
      hasAnswered = true
      if next > 0 { latencies.append(time - waitingSince) }
    }
    lastHeard = time
  }

  /// The last audible packet of a line left.
  package mutating func finishedLine(at time: Duration) {
    isSpeaking = false
    hasAnswered = false
    waitingSince = time
  }

  package mutating func step(now: Duration) -> Step? {
    guard !isSpeaking else { return nil }
    if hasAnswered {
      guard let lastHeard, now - lastHeard > gap else { return nil }
    } else {
      guard now - waitingSince > patience else { return nil }
      if next > 0 { latencies.append(nil) }
      hasAnswered = true
    }
    guard next < lines else { return .hangUp }
    defer { next += 1 }
    isSpeaking = true
    return .say(line: next)
  }
}
