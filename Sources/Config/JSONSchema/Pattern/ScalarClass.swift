/// A set of Unicode scalars: ranges and general categories, or everything but those.
struct ScalarClass: Sendable, Hashable {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  /// One bit for each general category, by its place in `categories`.
  private(set) var mask: UInt32 = 0
  var isNegated = false
  private var ascii = ASCIISet()

  static func == (left: Self, right: Self) -> Bool {
    left.ranges == right.ranges && left.mask == right.mask && left.isNegated == right.isNegated
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(ranges)
    hasher.combine(mask)
    hasher.combine(isNegated)
  }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }
  mutating func insert(mask other: UInt32) { mask |= other }
  mutating func insert(_ other: [ClosedRange<UInt32>]) { ranges += other }

  /// Sorts what was inserted; to be called once, before the first `contains`.
  mutating func finish() {
    ranges = Self.merged(ranges)
    for range in ranges where range.lowerBound < 128 {
      for value in range.lowerBound...min(range.upperBound, 127) { ascii[value] = true }
    }
    if mask != 0 {
      for value in 0..<UInt32(128) where mask & Self.asciiCategories[Int(value)] != 0 { ascii[value] = true }
    }
  }

  /// One bit for each ASCII character.
  private struct ASCIISet: Sendable, Hashable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    subscript(value: UInt32) -> Bool {
      get { (value < 64 ? low >> UInt64(value) : high >> UInt64(value - 64)) & 1 == 1 }
      set {
        let bit: UInt64 = 1 << UInt64(value & 63)
        if value < 64 { low |= bit } else { high |= bit }
      }
    }
  }

  private static let asciiCategories: [UInt32] = (0..<UInt8(128)).map {
    bit(Unicode.Scalar($0).properties.generalCategory)
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 128 { return ascii[value] != isNegated }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    if low < ranges.count, ranges[low].contains(value) { return !isNegated }
    guard mask != 0 else { return isNegated }
    return (mask & Self.bit(scalar.properties.generalCategory) != 0) != isNegated
  }

  static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound || range.lowerBound == last.upperBound + 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in merged(ranges) {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }

  static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
  static let words: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
  /// White space and line terminators of ECMA-262.
  static let spaces: [ClosedRange<UInt32>] = [
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ]
}
