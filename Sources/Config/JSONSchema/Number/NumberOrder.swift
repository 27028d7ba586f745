import JSON

/// The order of JSON numbers by their exact values.
enum NumberOrder {
  /// Below, at or above zero as the left number is less than, equal to or more than the right.
  static func compare(_ left: Int64, _ right: Int64) -> Int { left < right ? -1 : left == right ? 0 : 1 }

  static func compare(_ left: Double, _ right: Double) -> Int { left < right ? -1 : left == right ? 0 : 1 }

  /// Exact where a conversion of the integer would round.
  static func compare(_ left: Int64, _ right: Double) -> Int {
    if right >= 0x1p63 { return -1 }
    if right < -0x1p63 { return 1 }
    let whole = right.rounded(.towardZero)
    let order = compare(left, Int64(whole))
    return order != 0 ? order : compare(whole, right)
  }

  /// Nil where one is not a number.
  static func compare(_ left: JSONValue, _ right: JSONValue) -> Int? {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): compare(left, right)
    case (.number(let left), .number(let right)): compare(left, right)
    case (.integer(let left), .number(let right)): compare(left, right)
    case (.number(let left), .integer(let right)): -compare(right, left)
    default: nil
    }
  }
}
