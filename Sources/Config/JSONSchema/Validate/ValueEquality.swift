import JSON

/// Equality of JSON values as JSON Schema has it: 1 and 1.0 are the same, the order of members means nothing, texts are
/// compared by their code points. Work is taken off `steps`.
enum ValueEquality {
  static func equal(_ left: JSONValue, _ right: JSONValue, _ steps: inout Int) -> Bool {
    steps -= 1
    guard steps >= 0 else { return false }
    switch (left, right) {
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.string(let left), .string(let right)):
      steps -= left.utf8.count >> 4
      return ExactText.same(left, right)
    case (.array(let left), .array(let right)):
      guard left.count == right.count else { return false }
      for index in left.indices where !equal(left[index], right[index], &steps) { return false }
      return true
    case (.object(let left), .object(let right)): return equal(left, right, &steps)
    default: return NumberOrder.compare(left, right) == 0
    }
  }

  private static func equal(_ left: JSONObject, _ right: JSONObject, _ steps: inout Int) -> Bool {
    let (left, right) = (left.members, right.members)
    guard left.count == right.count else { return false }
    var index = 0
    while index < left.count, ExactText.same(left[index].name, right[index].name) {
      guard equal(left[index].value, right[index].value, &steps) else { return false }
      index += 1
    }
    guard index < left.count else { return true }
    var rest: [ExactText: Int] = [:]
    for place in index..<right.count { rest[ExactText(right[place].name)] = place }
    steps -= 2 * (left.count - index)
    for member in left[index...] {
      guard let place = rest[ExactText(member.name)], equal(member.value, right[place].value, &steps) else {
        return false
      }
    }
    return true
  }

  /// The same for equal values, and most likely another for others.
  static func digest(_ value: JSONValue, _ steps: inout Int) -> Int {
    steps -= 1
    guard steps >= 0 else { return 0 }
    var hasher = Hasher()
    switch value {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .number(let value):
      if let whole = Int64(exactly: value) { hasher.combine(whole) } else { hasher.combine(value) }
    case .string(let value):
      steps -= value.utf8.count >> 4
      hasher.combine(ExactText(value))
    case .array(let elements):
      hasher.combine(elements.count)
      for element in elements { hasher.combine(digest(element, &steps)) }
    case .object(let object):
      var sum = 0
      for member in object.members {
        var pair = Hasher()
        pair.combine(ExactText(member.name))
        pair.combine(digest(member.value, &steps))
        sum &+= pair.finalize()
      }
      hasher.combine(object.members.count)
      hasher.combine(sum)
    }
    return hasher.finalize()
  }
}

/// The values of an `enum`, found in one step however many there are.
struct ValueSet: Sendable {
  let values: [JSONValue]
  private let places: [Int: [Int]]

  init(_ values: [JSONValue]) {
    self.values = values
    var places: [Int: [Int]] = [:]
    var steps = Int.max
    if values.count > 8 {
      for (index, value) in values.enumerated() {
        places[ValueEquality.digest(value, &steps), default: []].append(index)
      }
    }
    self.places = places
  }

  func contains(_ value: JSONValue, _ steps: inout Int) -> Bool {
    guard values.count > 8 else {
      for choice in values where ValueEquality.equal(choice, value, &steps) { return true }
      return false
    }
    for place in places[ValueEquality.digest(value, &steps)] ?? [] {
      if ValueEquality.equal(values[place], value, &steps) { return true }
    }
    return false
  }
}
