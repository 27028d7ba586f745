/// Gain and mixing, saturating: nothing ever wraps around.
package enum Mix {
  /// Multiplies by `gain` (1 = unchanged), rounding to nearest.
  package static func apply(gain: Float, to samples: UnsafeMutableBufferPointer<Int16>) {
    for index in 0..<samples.count {
      samples[index] = Int16(clamping: Int32((Float(samples[index]) * max(-64, min(64, gain))).rounded()))
    }
  }

  @inlinable package static func sum(_ first: Int16, _ second: Int16) -> Int16 {
    Int16(clamping: Int32(first) + Int32(second))
  }

  /// Full-scale ±1 to 16 bits, rounding to nearest; not-a-number becomes silence.
  @inlinable package static func int16(_ value: Float) -> Int16 {
    let scaled = (value * 32768).rounded()
    if scaled >= 32767 { return 32767 }
    if scaled <= -32768 { return -32768 }
    return scaled.isNaN ? 0 : Int16(scaled)
  }
}
