/// How far one word is from another: what its edits cost, and how many there are.
struct EditMeasure {
  /// Tenths: what an edit that no habit explains costs.
  static let edit = 10

  var cost: Int
  /// Edits other than of case and of separators.
  var edits: Int

  /// With a `limit`, words that are more edits apart may be measured as farther than they are.
  static func of(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int = Int.max / 4) -> EditMeasure {
    var measurer = EditMeasurer()
    return measurer.of(left, right, limit: limit, bound: Int.max / 4).measure
  }

  static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard ("A"..."Z").contains(scalar) else { return scalar }
    return Unicode.Scalar(UInt8(scalar.value) | 0x20)
  }

  /// A letter too many or too few: a doubled letter and a separator are easily mistaken.
  static func inserted(_ word: [Unicode.Scalar], _ index: Int) -> EditMeasure {
    if isSeparator(word[index]) { return EditMeasure(cost: 3, edits: 0) }
    let isDoubled = index > 0 && lowered(word[index]) == lowered(word[index - 1])
    return EditMeasure(cost: isDoubled ? 7 : edit, edits: 1)
  }

  static func substituted(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> EditMeasure {
    if left == right { return EditMeasure(cost: 0, edits: 0) }
    if lowered(left) == lowered(right) { return EditMeasure(cost: 1, edits: 0) }
    if isSeparator(left), isSeparator(right) { return EditMeasure(cost: 2, edits: 0) }
    return EditMeasure(cost: areNeighbours(left, right) ? 8 : edit, edits: 1)
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "_" || scalar == " " || scalar == "."
  }

  /// Neighbours on the usual Latin keyboards; y and z change places between them.
  static func areNeighbours(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
    guard let first = key(left), let second = key(right) else { return false }
    let distance = abs(first.column - second.column)
    return first.row == second.row ? distance <= 2 : abs(first.row - second.row) == 1 && distance <= 1
  }

  /// Columns in half keys, since the rows are set off from each other.
  private static func key(_ scalar: Unicode.Scalar) -> (row: Int, column: Int)? {
    guard scalar.isASCII, keys.indices.contains(Int(lowered(scalar).value)) else { return nil }
    return keys[Int(lowered(scalar).value)]
  }

  private static let keys: [(row: Int, column: Int)?] = {
    var keys = [(row: Int, column: Int)?](repeating: nil, count: 128)
    for (row, (letters, start)) in [("1234567890-", 0), ("qwertyuiop", 1), ("asdfghjkl", 2), ("zxcvbnm", 3)]
      .enumerated()
    {
      for (index, byte) in letters.utf8.enumerated() { keys[Int(byte)] = (row, start + 2 * index) }
    }
    return keys
  }()
}
