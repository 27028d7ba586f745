/// The polyphase table of one conversion: a sinc of the lower Nyquist frequency under a Kaiser window.
///
/// Flat to 0.45 of the lower rate (3.6 kHz at 8 kHz), down by 80 dB from 0.525 of it (4.2 kHz). Each phase sums to
/// exactly one, so a constant stays that constant.
struct ResamplerFilter: Sendable {
  /// Interpolation and decimation factors, in lowest terms.
  let up: Int
  let down: Int
  /// Taps in each phase; even.
  let taps: Int
  /// `up` phases of `taps` coefficients; phase r, tap t weighs the input sample t − taps/2 + 1 after the current one.
  let coefficients: [Float]

  init(from source: Int, to target: Int) {
    let divisor = Self.greatestCommonDivisor(source, target)
    up = target / divisor
    down = source / divisor
    let lower = Double(min(source, target))
    let cutoff = 0.4875 * lower / Double(source)
    let transition = 0.075 * lower / Double(source)
    // Kaiser's length for 80 dB, and its window parameter.
    let length = (80 - 7.95) / (14.36 * transition)
    taps = (Int(length) / 2 + 1) * 2
    let beta = 0.1102 * (80 - 8.7)
    var table = [Float](repeating: 0, count: up * taps)
    var row = [Double](repeating: 0, count: taps)
    let half = Double(taps) / 2
    for phase in 0..<up {
      var sum = 0.0
      for tap in 0..<taps {
        let distance = Double(tap - taps / 2 + 1) - Double(phase) / Double(up)
        let position = distance / half
        let window = position * position < 1 ? Self.bessel(beta * (1 - position * position).squareRoot()) : 0
        row[tap] = Self.sinc(2 * cutoff * distance) * window
        sum += row[tap]
      }
      for tap in 0..<taps { table[phase * taps + tap] = Float(row[tap] / sum) }
    }
    coefficients = table
  }

  private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }

  /// sin(πx)/(πx)
  private static func sinc(_ x: Double) -> Double {
    if abs(x) < 1e-9 { return 1 }
    return sine(ofPi: x) / (Double.pi * x)
  }

  /// sin(πx), by its series on [−½, ½]; the standard library has no trigonometry.
  static func sine(ofPi x: Double) -> Double {
    let turns = x.rounded()
    let angle = (x - turns) * Double.pi
    var term = angle
    var sum = angle
    var order = 1.0
    while abs(term) > 1e-18 && order < 40 {
      term *= -angle * angle / ((order + 1) * (order + 2))
      sum += term
      order += 2
    }
    return turns.truncatingRemainder(dividingBy: 2) == 0 ? sum : -sum
  }

  /// The modified Bessel function of the first kind, order 0.
  private static func bessel(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var order = 1.0
    while term > sum * 1e-15 {
      term *= (x / (2 * order)) * (x / (2 * order))
      sum += term
      order += 1
    }
    return sum
  }
}

/// The tables of the rates that occur, each made once and shared.
enum ResamplerTables {
  private static let from8To16 = ResamplerFilter(from: 8000, to: 16000)
  private static let from16To8 = ResamplerFilter(from: 16000, to: 8000)
  private static let from22To8 = ResamplerFilter(from: 22050, to: 8000)
  private static let from24To8 = ResamplerFilter(from: 24000, to: 8000)

  static func filter(from source: Int, to target: Int) -> ResamplerFilter {
    switch (source, target) {
    case (8000, 16000): from8To16
    case (16000, 8000): from16To8
    case (22050, 8000): from22To8
    case (24000, 8000): from24To8
    default: ResamplerFilter(from: source, to: target)
    }
  }
}
