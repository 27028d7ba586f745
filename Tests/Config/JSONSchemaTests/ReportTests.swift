import JSON
import JSONSchema
import Testing

/// Where failures are told to be, and in which words.
@Suite struct ReportTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var schema: String
    var value: String
    /// Path, keyword location and message of each failure.
    var failures: [[String]]
    var testDescription: String { "\(schema) \(value)" }
  }

  @Test(arguments: [
    Case(
      schema: #"{"properties":{"a/b":{"items":{"minimum":1}}}}"#, value: #"{"a/b":[1,0]}"#,
      failures: [["/a~1b/1", "/properties/a~1b/items/minimum", "must be at least 1"]]),
    Case(
      schema: #"{"prefixItems":[true,{"type":["integer","null"]}]}"#, value: #"[1,"x"]"#,
      failures: [["/1", "/prefixItems/1/type", "must be integer or null, not string"]]),
    Case(
      schema: ##"{"properties":{"a":{"$ref":"#/$defs/d"}},"$defs":{"d":{"pattern":"^x"}}}"##, value: #"{"a":"y"}"#,
      failures: [["/a", "/properties/a/$ref/pattern", "must match `^x`"]]),
    Case(
      schema: #"{"additionalProperties":false,"required":["b"],"dependentRequired":{"a":["c"]}}"#, value: #"{"a":1}"#,
      failures: [
        ["", "/required", "needs `b`"], ["", "/dependentRequired", "needs `c` beside `a`"],
        ["/a", "/additionalProperties", "is not a known member"],
      ]),
    Case(
      schema: #"{"propertyNames":{"maxLength":1}}"#, value: #"{"ab":1}"#,
      failures: [["/ab", "/propertyNames/maxLength", "name must have at most 1 characters"]]),
    Case(
      schema: #"{"anyOf":[{"type":"null"},{"properties":{"a":{"type":"string"}}}]}"#, value: #"{"a":1}"#,
      failures: [["", "/anyOf", "must meet one of 2 alternatives; the closest: /a must be string, not integer"]]),
    Case(
      schema: #"{"oneOf":[{"minimum":1},{"minimum":2},true]}"#, value: "1",
      failures: [["", "/oneOf", "must meet only one of 3 alternatives, not both 1 and 3"]]),
    Case(
      schema: #"{"not":{"type":"null"}}"#, value: "null", failures: [["", "/not", "is of a form that is not allowed"]]),
    Case(
      schema: #"{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}"#, value: #"{"a":1}"#,
      failures: [["", "/then/required", "needs `b`"]]),
    Case(
      schema: #"{"contains":{"const":1},"maxContains":1,"uniqueItems":true}"#, value: "[1,1.0]",
      failures: [
        ["", "/maxContains", "must have at most 1 matching elements, not 2"],
        ["", "/uniqueItems", "must have distinct elements; 0 and 1 are the same"],
      ]),
    Case(
      schema: #"{"allOf":[{"properties":{"a":{"type":"string"}}}],"unevaluatedProperties":false}"#,
      value: #"{"a":1,"b":2}"#,
      failures: [
        ["/a", "/allOf/0/properties/a/type", "must be string, not integer"],
        ["/b", "/unevaluatedProperties", "is not a known member"],
      ]),
    Case(
      schema: #"{"dependentSchemas":{"a":{"minProperties":2}}}"#, value: #"{"a":1}"#,
      failures: [["", "/dependentSchemas/a/minProperties", "must have at least 2 members"]]),
    Case(
      schema: #"{"multipleOf":0.01}"#, value: "1.005", failures: [["", "/multipleOf", "must be a multiple of 0.01"]]),
    Case(schema: #"{"enum":[]}"#, value: "1", failures: [["", "/enum", "must be one of no values"]]),
  ]) func failures(_ one: Case) throws {
    let schema = try Schema(JSONParser.parse(one.schema))
    let failures = schema.validate(try JSONParser.parse(one.value))
    #expect(failures.map { [$0.path, $0.keywordLocation, $0.message] } == one.failures)
    #expect(failures.allSatisfy { $0.keywordLocation.hasSuffix($0.keyword) })
  }

  @Test func absoluteLocations() throws {
    var registry = SchemaRegistry()
    registry.register(["$defs": ["a/b": ["type": "string"]]], at: "https://x.example/parts.json")
    let schema = try Schema(
      ["$id": "https://x.example/top.json", "items": ["$ref": "parts.json#/$defs/a~1b"]], registry: registry)
    let failure = try #require(schema.validate([1]).first)
    #expect(failure.keywordLocation == "/items/$ref/type")
    #expect(failure.absoluteLocation == "https://x.example/parts.json#/$defs/a~1b/type")
  }

  @Test func causesTellWhyTheClosestAlternativeFails() throws {
    let schema = try Schema(["oneOf": [["type": "null"], ["items": ["minimum": 3]]]])
    let failure = try #require(schema.validate([3, 1]).first)
    #expect(failure.causes.map(\.path) == ["/1"])
    #expect(failure.causes.map(\.keywordLocation) == ["/oneOf/1/items/minimum"])
  }

  @Test func namesAtFaultAreMarked() throws {
    let schema = try Schema(["additionalProperties": false, "propertyNames": ["maxLength": 1]])
    #expect(schema.validate(["ab": 1]).map(\.isAboutName) == [true, true])
    #expect(try Schema(["additionalProperties": ["type": "null"]]).validate(["ab": 1]).map(\.isAboutName) == [false])
  }
}
