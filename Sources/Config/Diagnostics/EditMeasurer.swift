/// Measures words one after the other in the same memory: by rows of the table of edits, of which two are kept, and in
/// each row only what lies near the diagonal.
struct EditMeasurer {
  /// A measure in one number, so that the lesser by cost, then by edits, is the lesser number, and sums are sums.
  private struct Packed {
    static let far = 1_000_000 << 32 | 1_000_000
    static func of(_ measure: EditMeasure) -> Int { measure.cost << 32 | measure.edits }
    static func measure(_ packed: Int) -> EditMeasure {
      EditMeasure(cost: packed >> 32, edits: packed & 0xFFFF_FFFF)
    }
  }

  private var beforeLast: [Int] = []
  private var last: [Int] = []
  private var current: [Int] = []
  /// What it costs to write each letter of the right word.
  private var written: [Int] = []

  /// - Parameters:
  ///   - limit: words that are more edits apart may be measured as farther than they are;
  ///   - bound: so may those that cost more.
  /// - Returns: the measure, and how many pairs of letters were looked at for it.
  mutating func of(
    _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int, bound: Int
  ) -> (measure: EditMeasure, work: Int) {
    let far = Packed.far
    let count = right.count
    // Each step off the diagonal is an edit, or a separator more or less, which costs three at least.
    let band = min(limit + 2, bound / 3 + 1)
    var work = 0
    written.removeAll(keepingCapacity: true)
    last.removeAll(keepingCapacity: true)
    last.append(0)
    for column in 0..<count {
      written.append(Packed.of(EditMeasure.inserted(right, column)))
      last.append(last[column] + written[column])
    }
    beforeLast = last
    if current.count != count + 1 { current = [Int](repeating: far, count: count + 1) }
    for row in left.indices {
      let first = max(0, row - band)
      let end = min(count, row + band + 1)
      guard first < end || count == 0 else { return (Packed.measure(far), work) }
      for column in current.indices { current[column] = far }
      let dropped = Packed.of(EditMeasure.inserted(left, row))
      if first == 0 { current[0] = last[0] + dropped }
      var least = first == 0 ? current[0] : far
      for column in first..<end {
        var best = last[column] + Packed.of(EditMeasure.substituted(left[row], right[column]))
        best = min(best, last[column + 1] + dropped, current[column] + written[column])
        if row > 0, column > 0, left[row] != right[column],
          EditMeasure.lowered(left[row]) == EditMeasure.lowered(right[column - 1]),
          EditMeasure.lowered(left[row - 1]) == EditMeasure.lowered(right[column])
        {
          best = min(best, beforeLast[column - 1] + Packed.of(EditMeasure(cost: 8, edits: 1)))
        }
        current[column + 1] = best
        least = min(least, best)
      }
      work += end - first
      // A swap reaches back by two rows, and costs eight.
      if least >> 32 > bound + 8 { return (Packed.measure(far), work) }
      swap(&beforeLast, &last)
      swap(&last, &current)
    }
    return (Packed.measure(last[count]), work)
  }
}
