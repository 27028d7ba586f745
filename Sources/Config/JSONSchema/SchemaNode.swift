import JSON

/// All compiled schemas that one schema leads to. Schemas refer to each other by index, so that they may do in circles.
struct SchemaProgram: Sendable {
  var nodes: [SchemaNode] = []
  var resources: [SchemaResource] = []
  var maximumSteps = 0
  /// Of all patterns.
  var instructions = 0
  var asserted = false
}

/// A schema with a URI of its own.
struct SchemaResource: Sendable {
  var uri: String
  /// The schemas of its `$dynamicAnchor`s.
  var dynamicAnchors: [String: Int] = [:]
}

/// One compiled schema object; a class, so that looking at one copies nothing.
final class SchemaNode: Sendable {
  let rules: SchemaRules
  let place: SchemaPlace
  init(rules: SchemaRules, place: SchemaPlace) {
    self.rules = rules
    self.place = place
  }
}

/// Where a schema stands: under a keyword, and a name or index within that, of another schema.
struct SchemaPlace: Sendable {
  /// -1 for the root of a document.
  var parent: Int
  var keyword: String
  var token: String?
  var resource: Int
  /// Whether it has an `$id` of its own or is a document's root.
  var isResourceRoot: Bool
}

struct SchemaRules: Sendable {
  /// The schemas `true` and `false`.
  var verdict: Bool?
  var types: TypeSet?
  var choices: ValueSet?
  var constant: JSONValue?
  var number: NumberRules?
  var text: TextRules?
  var array: ArrayRules?
  var object: ObjectRules?
  var inPlace: InPlaceRules?
  var unevaluatedItems: Int?
  var unevaluatedProperties: Int?
}

struct NumberRules: Sendable {
  var minimum: JSONValue?
  var maximum: JSONValue?
  var exclusiveMinimum: JSONValue?
  var exclusiveMaximum: JSONValue?
  var multipleOf: (value: JSONValue, decimal: Decimal)?
}

/// Lengths count Unicode scalars, as draft 2020-12 has it.
struct TextRules: Sendable {
  var least = 0
  var most = Int.max
  var pattern: Pattern?
  var format: String?
}

struct ArrayRules: Sendable {
  var least = 0
  var most = Int.max
  var prefix: [Int] = []
  var items: Int?
  var contains: Int?
  var leastContained = 1
  var mostContained = Int.max
  var isUnique = false
}

struct ObjectRules: Sendable {
  struct Slot: Sendable {
    var schema: Int?
    var isRequired = false
  }
  var least = 0
  var most = Int.max
  var propertyNames: [String] = []
  var required: [String] = []
  /// What `properties` and `required` say of a name.
  var named: [ExactText: Slot] = [:]
  var patterns: [(pattern: Pattern, schema: Int)] = []
  var additional: Int?
  var names: Int?
  var dependentRequired: [(name: String, needed: [String])] = []
}

/// Schemas held against the same value.
struct InPlaceRules: Sendable {
  var reference: Int?
  var dynamicReference: DynamicReference?
  var all: [Int] = []
  var any: [Int] = []
  var one: [Int] = []
  var not: Int?
  var condition: Int?
  var then: Int?
  var otherwise: Int?
  var dependent: [(name: String, schema: Int)] = []
}

struct DynamicReference: Sendable {
  var target: Int
  /// The name of the `$dynamicAnchor` to look for in the resources gone through; nil where the target is final.
  var anchor: String?
}

/// Types a value may have.
struct TypeSet: Sendable, Hashable {
  enum Name: String, CaseIterable, Sendable {
    case null, boolean, object, array, number, integer, string
  }
  let names: [String]
  private let bits: UInt8

  init(_ types: [Name]) {
    names = types.map(\.rawValue)
    bits = types.reduce(0) { $0 | Self.bit($1) }
  }

  private static func bit(_ name: Name) -> UInt8 {
    switch name {
    case .null: 1
    case .boolean: 2
    case .object: 4
    case .array: 8
    case .number: 16
    case .integer: 32
    case .string: 64
    }
  }

  func contains(_ value: JSONValue) -> Bool {
    switch value {
    case .null: bits & 1 != 0
    case .bool: bits & 2 != 0
    case .object: bits & 4 != 0
    case .array: bits & 8 != 0
    case .integer: bits & 48 != 0
    case .number(let number): bits & 16 != 0 || (bits & 32 != 0 && number.isFinite && number.rounded() == number)
    case .string: bits & 64 != 0
    }
  }
}
