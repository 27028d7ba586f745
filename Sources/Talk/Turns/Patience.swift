import Providers

/// How long to wait after the real end of speech before it is the bot's turn, and what the caller's own pauses
/// taught about it.
struct Patience: Sendable {
  private let configuration: TurnConfiguration
  /// Moving average of the pauses after which this caller went on speaking.
  private(set) var pauseAverage: Duration?

  init(_ configuration: TurnConfiguration) { self.configuration = configuration }

  /// From the real end of speech; at least the stop time of voice activity.
  func wait(after text: String, expecting expectation: Expectation) -> Duration {
    let stop = configuration.voiceActivityStop
    let base = stop + configuration.minimumDelay
    let longest = max(base, configuration.maximumDelay)
    switch Completeness.judge(text, expecting: expectation) {
    case .certain: return stop + configuration.minimumDelay * 2 / 5
    case .complete:
      guard configuration.learn, let pauseAverage else { return base }
      return max(base, min(pauseAverage * 23 / 20, base + .milliseconds(400), longest))
    case .open: return base + (longest - base) / 4
    case .unfinished: return longest
    }
  }

  /// The caller went on after `pause` of silence, before the bot spoke.
  mutating func learn(pause: Duration) {
    let pause = max(.zero, min(pause, configuration.maximumDelay))
    pauseAverage = pauseAverage.map { $0 * 7 / 10 + pause * 3 / 10 } ?? pause
  }
}
