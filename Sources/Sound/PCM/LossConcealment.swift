/// Covers missing frames by repeating the last pitch period, after ITU-T G.711 Appendix I, without its added delay.
///
/// The first 10 ms keep their level, then it falls by a fifth each 10 ms to silence at 60 ms; the first good frame
/// after a loss is cross-faded with what concealment would have gone on with. Frames are 160 samples at 8 kHz.
/// Storage is allocated once.
package struct LossConcealment: ~Copyable {
  package static let frameSize = 160
  private static let historySize = 400
  private static let shortestPeriod = 40
  private static let longestPeriod = 120
  private static let fadeStart = 80
  private static let fadeEnd = 480

  /// The last 50 ms that were played, newest last.
  private let history: UnsafeMutablePointer<Int16>
  /// One pitch period, smoothed so that its end runs into its beginning.
  private let period: UnsafeMutablePointer<Float>
  private var periodLength = 0
  private var position = 0
  /// Samples concealed since the last good one.
  private var concealed = 0

  package init() {
    history = .allocate(capacity: Self.historySize)
    history.initialize(repeating: 0, count: Self.historySize)
    period = .allocate(capacity: Self.longestPeriod)
    period.initialize(repeating: 0, count: Self.longestPeriod)
  }

  deinit {
    history.deallocate()
    period.deallocate()
  }

  /// Takes a good frame; after a loss its beginning is changed to join smoothly.
  package mutating func accept(_ frame: UnsafeMutableBufferPointer<Int16>) {
    precondition(frame.count == Self.frameSize)
    if concealed > 0 && concealed < Self.fadeEnd {
      let overlap = min(80, 32 + concealed / 20)
      for index in 0..<overlap {
        let weight = Float(index + 1) / Float(overlap + 1)
        let value = Float(frame[index]) * weight + next() * (1 - weight)
        frame[index] = Int16(clamping: Int32(value.rounded()))
      }
    }
    concealed = 0
    remember(UnsafeBufferPointer(frame))
  }

  /// Fills a frame that is missing.
  package mutating func conceal(into frame: UnsafeMutableBufferPointer<Int16>) {
    precondition(frame.count == Self.frameSize)
    if concealed == 0 { findPeriod() }
    for index in 0..<Self.frameSize { frame[index] = Int16(clamping: Int32(next().rounded())) }
    remember(UnsafeBufferPointer(frame))
  }

  /// A frame in which nothing was sent: silence is the truth, not a loss.
  package mutating func silence() {
    concealed = 0
    history.update(repeating: 0, count: Self.historySize)
  }

  private mutating func remember(_ frame: UnsafeBufferPointer<Int16>) {
    let kept = Self.historySize - Self.frameSize
    history.update(from: history + Self.frameSize, count: kept)
    guard let samples = frame.baseAddress else { return }
    (history + kept).update(from: samples, count: Self.frameSize)
  }

  /// The next sample of the endless repetition, with its fade.
  private mutating func next() -> Float {
    guard concealed < Self.fadeEnd, periodLength > 0 else { return 0 }
    let faded = Float(max(0, concealed - Self.fadeStart)) / Float(Self.fadeEnd - Self.fadeStart)
    let value = period[position] * (1 - faded)
    position = position + 1 == periodLength ? 0 : position + 1
    concealed += 1
    return value
  }

  /// Finds the lag at which the last 20 ms resemble what came before most, by normalised correlation.
  private mutating func findPeriod() {
    let window = Self.frameSize
    let newest = Self.historySize - window
    var best = Self.longestPeriod
    var bestScore: Float = 0
    for lag in Self.shortestPeriod...Self.longestPeriod {
      var product: Int64 = 0
      var energy: Int64 = 1
      for index in newest..<Self.historySize {
        let before = Int64(history[index - lag])
        product += Int64(history[index]) * before
        energy += before * before
      }
      let score = Float(product) / Float(energy).squareRoot()
      if score > bestScore {
        bestScore = score
        best = lag
      }
    }
    periodLength = best
    position = 0
    let start = Self.historySize - best
    for index in 0..<best { period[index] = Float(history[start + index]) }
    // The last quarter is blended into the quarter before the period, so that the repetition has no step in it.
    let quarter = best / 4
    for index in 0..<quarter {
      let weight = Float(index + 1) / Float(quarter + 1)
      let place = best - quarter + index
      period[place] = period[place] * (1 - weight) + Float(history[start - quarter + index]) * weight
    }
  }
}
