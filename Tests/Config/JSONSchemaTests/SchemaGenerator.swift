import JSON

/// Random schemas and values over few names and numbers, so that they meet each other often.
struct SchemaGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2 &+ 1 }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(elements.count)] }

  private static let names = ["a", "b", "ab", "ba", "é", "x1"]
  private static let types = ["null", "boolean", "object", "array", "number", "integer", "string"]
  static let patterns = ["^a", "b$", "a|x", "[0-9]+", "^(ab|ba)+$", "^.{2}$", "[^ab]", "^a?b*$", "1"]

  mutating func value(_ depth: Int = 3) -> JSONValue {
    switch next(depth > 0 ? 9 : 6) {
    case 0: return .null
    case 1: return .bool(next(2) == 0)
    case 2: return .integer(Int64(next(7)) - 2)
    case 3: return .number(pick([0.5, 1.0, 1.5, 2.0, -0.5, 3.25]))
    case 4, 5: return .string(pick(["", "a", "b", "ab", "abab", "ba", "é", "x1", "12"]))
    case 6: return .array((0..<next(4)).map { _ in value(depth - 1) })
    default:
      var object = JSONObject()
      for _ in 0..<next(4) { object[pick(Self.names)] = value(depth - 1) }
      return .object(object)
    }
  }

  /// A schema with definitions `0` to `3`, which refer in place to later ones only and below to any.
  mutating func document() -> JSONValue {
    guard case .object(var object) = schema(3, definition: -1) else { return true }
    var definitions = JSONObject()
    for index in 0..<4 { definitions[String(index)] = schema(2, definition: index) }
    object["$defs"] = .object(definitions)
    return .object(object)
  }

  /// - Parameter definition: in place only definitions after that may be referred to; nil where any may.
  private mutating func schema(_ depth: Int, definition: Int?) -> JSONValue {
    if next(12) == 0 { return .bool(next(3) != 0) }
    var object = JSONObject()
    for _ in 0...next(3) { addKeyword(&object, depth, definition) }
    return .object(object)
  }

  private mutating func addKeyword(_ object: inout JSONObject, _ depth: Int, _ definition: Int?) {
    guard depth > 0, next(3) != 0 else { return addAssertion(&object) }
    func inPlace(_ generator: inout Self) -> JSONValue { generator.schema(depth - 1, definition: definition) }
    func below(_ generator: inout Self) -> JSONValue { generator.schema(depth - 1, definition: nil) }
    func list(_ generator: inout Self, _ make: (inout Self) -> JSONValue) -> JSONValue {
      .array((0...generator.next(2)).map { _ in make(&generator) })
    }
    func map(_ generator: inout Self, _ names: [String], _ make: (inout Self) -> JSONValue) -> JSONValue {
      var object = JSONObject()
      for _ in 0...generator.next(2) { object[generator.pick(names)] = make(&generator) }
      return .object(object)
    }
    switch next(22) {
    case 0: object["allOf"] = list(&self, inPlace)
    case 1: object["anyOf"] = list(&self, inPlace)
    case 2: object["oneOf"] = list(&self, inPlace)
    case 3: object["not"] = inPlace(&self)
    case 4:
      object["if"] = inPlace(&self)
      if next(3) != 0 { object["then"] = inPlace(&self) }
      if next(3) != 0 { object["else"] = inPlace(&self) }
    case 5: object["dependentSchemas"] = map(&self, Self.names, inPlace)
    case 6: object["prefixItems"] = list(&self, below)
    case 7: object["items"] = below(&self)
    case 8, 9:
      object["contains"] = below(&self)
      if next(2) == 0 { object["minContains"] = .integer(Int64(next(3))) }
      if next(3) == 0 { object["maxContains"] = .integer(Int64(next(3))) }
    case 10, 11, 12: object["properties"] = map(&self, Self.names, below)
    case 13: object["patternProperties"] = map(&self, Self.patterns, below)
    case 14: object["additionalProperties"] = below(&self)
    case 15: object["propertyNames"] = below(&self)
    case 16: object["unevaluatedItems"] = below(&self)
    case 17, 18: object["unevaluatedProperties"] = next(2) == 0 ? false : below(&self)
    default:
      let first = (definition ?? -1) + 1
      if first < 4 { object["$ref"] = .string("#/$defs/\(first + next(4 - first))") }
    }
  }

  private mutating func addAssertion(_ object: inout JSONObject) {
    func count(_ generator: inout Self) -> JSONValue { .integer(Int64(generator.next(4))) }
    func number(_ generator: inout Self) -> JSONValue { generator.pick([.integer(0), .integer(2), 0.5, 1.0, -1.5]) }
    func names(_ generator: inout Self) -> JSONValue {
      .array(Self.names.filter { _ in generator.next(3) == 0 }.map { .string($0) })
    }
    switch next(20) {
    case 0...4:
      let type = pick(Self.types)
      object["type"] = next(3) == 0 && type != "object" ? [.string(type), "object"] : .string(type)
    case 5: object["enum"] = .array((0...next(4)).map { _ in value(2) })
    case 6: object["const"] = value(2)
    case 7: object["minimum"] = number(&self)
    case 8: object["maximum"] = number(&self)
    case 9: object["exclusiveMinimum"] = number(&self)
    case 10: object["exclusiveMaximum"] = number(&self)
    case 11: object["multipleOf"] = pick([.integer(1), .integer(2), 0.5, 1.5])
    case 12: object[pick(["minLength", "maxLength"])] = count(&self)
    case 13: object["pattern"] = .string(pick(Self.patterns))
    case 14: object[pick(["minItems", "maxItems"])] = count(&self)
    case 15: object["uniqueItems"] = .bool(next(4) != 0)
    case 16: object[pick(["minProperties", "maxProperties"])] = count(&self)
    case 17, 18: object["required"] = names(&self)
    default: object["dependentRequired"] = .object(JSONObject(distinct: [(pick(Self.names), names(&self))]))
    }
  }
}
