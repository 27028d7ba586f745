/// Which elements or members of one value schemas have looked at, for `unevaluatedItems` and `unevaluatedProperties`.
struct Evaluated {
  /// Whether anyone will ask.
  let isTracked: Bool
  private var isAll = false
  private var prefix = 0
  private var bits: [UInt64] = []

  init(isTracked: Bool) { self.isTracked = isTracked }

  mutating func insertAll() { if isTracked { isAll = true } }

  mutating func insert(first count: Int) { if isTracked { prefix = max(prefix, count) } }

  mutating func insert(_ index: Int) {
    guard isTracked else { return }
    let word = index >> 6
    while bits.count <= word { bits.append(0) }
    bits[word] |= 1 << UInt64(index & 63)
  }

  func contains(_ index: Int) -> Bool {
    if isAll || index < prefix { return true }
    let word = index >> 6
    return word < bits.count && bits[word] >> UInt64(index & 63) & 1 == 1
  }

  /// The work of merging this into another.
  var weight: Int { bits.count >> 2 }

  mutating func merge(_ other: Evaluated) {
    guard isTracked else { return }
    isAll = isAll || other.isAll
    prefix = max(prefix, other.prefix)
    while bits.count < other.bits.count { bits.append(0) }
    for index in other.bits.indices { bits[index] |= other.bits[index] }
  }
}
