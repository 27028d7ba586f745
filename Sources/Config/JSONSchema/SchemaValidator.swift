import JSON

/// Holds a value against a compiled schema and collects where it fails.
struct SchemaValidator {
  private(set) var failures: [SchemaFailure] = []

  private mutating func fail(_ path: String, _ message: String) {
    if failures.count < Schema.maximumFailures { failures.append(SchemaFailure(path: path, message: message)) }
  }

  /// Recursion follows the schema, whose depth is bounded.
  mutating func check(_ value: JSONValue, _ node: SchemaNode, path: String) {
    if node.refusesAll { return fail(path, "is not allowed") }
    if !node.types.isEmpty, !node.types.contains(where: { Self.matches(value, $0) }) {
      let names = node.types.map(\.rawValue).joined(separator: " or ")
      return fail(path, "must be \(names), not \(Self.name(value))")
    }
    if let choices = node.choices, !choices.contains(where: { Self.equal($0, value) }) {
      let names = choices.prefix(12).map(\.text).joined(separator: ", ")
      fail(path, "must be one of \(names)\(choices.count > 12 ? ", …" : "")")
    }
    if let constant = node.constant, !Self.equal(constant, value) { fail(path, "must be \(constant.text)") }
    switch value {
    case .integer, .number: checkNumber(value.doubleValue ?? 0, node, path)
    case .string(let text): checkLength(text.unicodeScalars.count, node, path)
    case .array(let elements): checkElements(elements, node, path)
    case .object(let object): checkMembers(object, node, path)
    case .null, .bool: break
    }
  }

  private mutating func checkNumber(_ number: Double, _ node: SchemaNode, _ path: String) {
    if let minimum = node.minimum, !(number >= minimum) { fail(path, "must be at least \(Self.text(minimum))") }
    if let maximum = node.maximum, !(number <= maximum) { fail(path, "must be at most \(Self.text(maximum))") }
    if let bound = node.exclusiveMinimum, !(number > bound) { fail(path, "must be more than \(Self.text(bound))") }
    if let bound = node.exclusiveMaximum, !(number < bound) { fail(path, "must be less than \(Self.text(bound))") }
    if let divisor = node.multipleOf {
      let quotient = number / divisor
      if !(abs(quotient - quotient.rounded()) <= 1e-9 * max(1, abs(quotient))) {
        fail(path, "must be a multiple of \(Self.text(divisor))")
      }
    }
  }

  private mutating func checkLength(_ length: Int, _ node: SchemaNode, _ path: String) {
    if length < node.leastLength { fail(path, "must have at least \(node.leastLength) characters") }
    if length > node.mostLength { fail(path, "must have at most \(node.mostLength) characters") }
  }

  private mutating func checkElements(_ elements: [JSONValue], _ node: SchemaNode, _ path: String) {
    if elements.count < node.leastItems { fail(path, "must have at least \(node.leastItems) elements") }
    if elements.count > node.mostItems { fail(path, "must have at most \(node.mostItems) elements") }
    guard case .schema(let schema) = node.items else { return }
    for (index, element) in elements.enumerated() where failures.count < Schema.maximumFailures {
      check(element, schema, path: "\(path)/\(index)")
    }
  }

  private mutating func checkMembers(_ object: JSONObject, _ node: SchemaNode, _ path: String) {
    var named: [String: SchemaNode] = [:]
    for property in node.properties { named[property.name] = property.schema }
    let present = Set(object.names)
    for name in node.required where !present.contains(name) { fail(path, "needs `\(name)`") }
    for member in object.members where failures.count < Schema.maximumFailures {
      let place = pointer(path, member.name)
      if let schema = named[member.name] {
        check(member.value, schema, path: place)
        continue
      }
      switch node.additional {
      case .accepted: break
      case .refused: fail(place, "is not a parameter")
      case .schema(let schema): check(member.value, schema, path: place)
      }
    }
  }

  private static func matches(_ value: JSONValue, _ type: SchemaNode.ValueType) -> Bool {
    switch (type, value) {
    case (.null, .null), (.boolean, .bool), (.object, .object), (.array, .array), (.string, .string): true
    case (.number, .integer), (.number, .number), (.integer, .integer): true
    case (.integer, .number(let number)): number.rounded() == number
    default: false
    }
  }

  /// 1 and 1.0 are the same value in JSON Schema.
  private static func equal(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.integer(let integer), .number(let number)), (.number(let number), .integer(let integer)):
      Double(integer) == number
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { equal($0, $1) }
    case (.object(let left), .object(let right)):
      left.members.count == right.members.count
        && left.members.allSatisfy { member in right[member.name].map { equal($0, member.value) } ?? false }
    default: left == right
    }
  }

  private static func name(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  private static func text(_ number: Double) -> String {
    Int64(exactly: number).map { String($0) } ?? String(number)
  }
}
