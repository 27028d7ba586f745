/// ITU-T G.711: 16-bit linear to and from 8-bit µ-law and A-law.
///
/// Computed rather than looked up: no table to share between threads, and a frame of 160 costs a fraction of a
/// microsecond either way.
package enum G711 {
  /// µ-law silence is 0xFF; 0x00 is the most negative value and pops.
  package static let silenceMu: UInt8 = 0xFF
  /// A-law silence: the smallest positive step.
  package static let silenceA: UInt8 = 0xD5

  @inlinable package static func encodeMu(_ sample: Int16) -> UInt8 {
    let sign: UInt8 = sample < 0 ? 0x80 : 0
    // The bias of 132 makes the segment the position of the highest bit.
    let magnitude = min(Int32(sample.magnitude), 32635) + 132
    let segment = 24 - Int32(magnitude.leadingZeroBitCount)
    let mantissa = UInt8(truncatingIfNeeded: magnitude &>> (segment &+ 3)) & 0x0F
    return ~(sign | UInt8(truncatingIfNeeded: segment &<< 4) | mantissa)
  }

  @inlinable package static func decodeMu(_ code: UInt8) -> Int16 {
    let bits = ~code
    let magnitude = (Int32(bits & 0x0F) &<< 3 &+ 132) &<< Int32((bits & 0x70) >> 4) &- 132
    return Int16(truncatingIfNeeded: bits & 0x80 != 0 ? -magnitude : magnitude)
  }

  @inlinable package static func encodeA(_ sample: Int16) -> UInt8 {
    let mask: UInt8 = sample < 0 ? 0x55 : 0xD5
    let magnitude = Int32(sample < 0 ? ~sample : sample) &>> 3
    let segment = max(0, 27 - Int32(magnitude.leadingZeroBitCount))
    let mantissa = UInt8(truncatingIfNeeded: magnitude &>> max(1, segment)) & 0x0F
    return (UInt8(truncatingIfNeeded: segment &<< 4) | mantissa) ^ mask
  }

  @inlinable package static func decodeA(_ code: UInt8) -> Int16 {
    let bits = code ^ 0x55
    let segment = Int32((bits & 0x70) >> 4)
    var magnitude = Int32(bits & 0x0F) &<< 4 &+ (segment == 0 ? 8 : 0x108)
    if segment > 1 { magnitude &<<= segment &- 1 }
    return Int16(truncatingIfNeeded: bits & 0x80 != 0 ? magnitude : -magnitude)
  }
}

/// The two companding laws, for code that handles both.
package enum G711Law: Sendable, Equatable {
  case mu
  case a

  package var silence: UInt8 { self == .mu ? G711.silenceMu : G711.silenceA }

  /// Encodes `samples` into the first bytes of `codes`.
  ///
  /// - Precondition: `codes` is at least as long.
  package func encode(_ samples: UnsafeBufferPointer<Int16>, into codes: UnsafeMutableRawBufferPointer) {
    precondition(codes.count >= samples.count)
    switch self {
    case .mu: for index in 0..<samples.count { codes[index] = G711.encodeMu(samples[index]) }
    case .a: for index in 0..<samples.count { codes[index] = G711.encodeA(samples[index]) }
    }
  }

  /// Decodes `codes` into the first samples of `samples`.
  ///
  /// - Precondition: `samples` is at least as long.
  package func decode(_ codes: UnsafeRawBufferPointer, into samples: UnsafeMutableBufferPointer<Int16>) {
    precondition(samples.count >= codes.count)
    switch self {
    case .mu: for index in 0..<codes.count { samples[index] = G711.decodeMu(codes[index]) }
    case .a: for index in 0..<codes.count { samples[index] = G711.decodeA(codes[index]) }
    }
  }
}
