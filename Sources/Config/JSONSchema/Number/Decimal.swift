/// A number as `significand` × 10^`exponent`, the shortest that reads back as the same `Double`.
///
/// `multipleOf` is about the numbers people write: 0.0075 is a multiple of 0.0001, though no `Double` is exactly either.
struct Decimal: Sendable, Hashable {
  /// Without its sign, and without zeros at its end.
  private(set) var significand: UInt64
  private(set) var exponent: Int

  init(_ integer: Int64) {
    significand = integer.magnitude
    exponent = 0
    strip()
  }

  /// Nil for what is not finite.
  init?(_ number: Double) {
    guard number.isFinite else { return nil }
    significand = 0
    exponent = 0
    var isFraction = false
    var bytes = number.magnitude.description.utf8.makeIterator()
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        significand = significand * 10 + UInt64(byte - UInt8(ascii: "0"))
        if isFraction { exponent -= 1 }
      case UInt8(ascii: "."): isFraction = true
      default:
        var text = ""
        while let byte = bytes.next() { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        exponent += Int(text) ?? 0
      }
    }
    strip()
  }

  private mutating func strip() {
    guard significand != 0 else {
      exponent = 0
      return
    }
    while significand % 10 == 0 {
      significand /= 10
      exponent += 1
    }
  }

  /// Whether this is a whole number of times the divisor, which is not zero; exact.
  func isMultiple(of divisor: Decimal) -> Bool {
    if significand == 0 { return true }
    let shift = exponent - divisor.exponent
    let modulus = UInt128(divisor.significand)
    if shift >= 0 {
      var remainder = UInt128(significand) % modulus
      var power = UInt128(10) % modulus
      var left = shift
      while left > 0 {
        if left & 1 == 1 { remainder = remainder * power % modulus }
        power = power * power % modulus
        left >>= 1
      }
      return remainder == 0
    }
    var scaled = modulus
    for _ in 0..<(-shift) {
      scaled *= 10
      if scaled > UInt128(significand) { return false }
    }
    return UInt128(significand) % scaled == 0
  }
}
