/// Loudness of samples.
package enum Level {
  /// What digital silence is given; no frame of 16-bit audio is quieter.
  package static let floor: Float = -100

  /// Root mean square in dBFS: 0 is a full-scale square wave, −3.01 a full-scale sine, `floor` digital silence.
  package static func decibels(_ samples: UnsafeBufferPointer<Int16>) -> Float {
    var sum: Int64 = 0
    for sample in samples { sum &+= Int64(Int32(sample) &* Int32(sample)) }
    if sum == 0 { return floor }
    let meanSquare = Float(sum) / (Float(samples.count) * 1_073_741_824)
    return max(floor, 3.010_299_96 * log2(meanSquare))
  }

  /// Base-2 logarithm of a positive normal number, within 0.00002.
  static func log2(_ value: Float) -> Float {
    let fraction = value.significand
    // ln m = 2 artanh((m − 1)/(m + 1)); for 1 ≤ m < 2 four terms are enough.
    let z = (fraction - 1) / (fraction + 1)
    let square = z * z
    let natural = 2 * z * (1 + square * (1 / 3 + square * (0.2 + square / 7)))
    return Float(value.exponent) + natural * 1.442_695_04
  }
}
