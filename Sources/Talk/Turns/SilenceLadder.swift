/// Counts the time in which neither side has the floor. Speech of the bot, thinking and hold suspend the count; an
/// exchange starts it anew.
struct SilenceLadder: Sendable {
  private var counted = Duration.zero
  private var since: Duration?
  /// The rung that is due next.
  private(set) var next = 0

  mutating func observe(quiet: Bool, now: Duration) {
    if quiet {
      if since == nil { since = now }
    } else if let start = since {
      counted += now - start
      since = nil
    }
  }

  mutating func reset(now: Duration) {
    counted = .zero
    next = 0
    if since != nil { since = now }
  }

  mutating func climb() { next += 1 }

  /// When silence will have lasted `duration`; nil while the count is suspended.
  func deadline(after duration: Duration) -> Duration? { since.map { $0 + max(.zero, duration - counted) } }
}
