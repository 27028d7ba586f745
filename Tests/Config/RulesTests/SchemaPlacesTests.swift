import JSON
import JSONSchema
import Testing
import YAMLTree

@testable import Rules

@Suite struct SchemaPlacesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var schema: String
    var yaml: String
    /// Line and columns of what is marked.
    var line: Int
    var columns: Range<Int>
    var testDescription: String { schema }
  }

  @Test(arguments: [
    Case(schema: #"{"properties":{"a":{"type":"integer"}}}"#, yaml: "b: 1\na: text\n", line: 2, columns: 4..<8),
    Case(
      schema: #"{"properties":{"a":{"items":{"maximum":2}}}}"#, yaml: "a:\n  - 1\n  - 30\n", line: 3, columns: 5..<7),
    Case(
      schema: #"{"properties":{"a":true},"additionalProperties":false}"#, yaml: "a: 1\nbcd: 2\n", line: 2,
      columns: 1..<4),
    Case(schema: #"{"propertyNames":{"pattern":"^a"}}"#, yaml: "a: 1\nbcd: {x: 2}\n", line: 2, columns: 1..<4),
    Case(schema: #"{"unevaluatedProperties":false}"#, yaml: "a/b~c: 1\n", line: 1, columns: 1..<6),
    Case(schema: #"{"properties":{"a":{"required":["b"]}}}"#, yaml: "a:\n  c: 1\n", line: 2, columns: 3..<4),
    Case(schema: #"{"required":["b"]}"#, yaml: "c: 1\n", line: 1, columns: 1..<2),
  ]) func places(_ one: Case) throws {
    let schema = try Schema(JSONParser.parse(one.schema))
    let node = try #require(YAMLTree.parse(Array(one.yaml.utf8)).documents.first)
    let failure = try #require(schema.validate(Self.json(node)).first)
    let range = SchemaPlaces.range(in: node, of: failure)
    #expect(range.start == YAMLPosition(line: one.line, column: one.columns.lowerBound))
    #expect(range.end == YAMLPosition(line: one.line, column: one.columns.upperBound))
  }

  @Test func aPointerThatLeadsTooFarEndsAtTheLastValue() throws {
    let node = try #require(YAMLTree.parse(Array("a:\n  b: c\n".utf8)).documents.first)
    #expect(SchemaPlaces.range(in: node, at: "/a/b/0/x").start == YAMLPosition(line: 2, column: 6))
    #expect(SchemaPlaces.range(in: node, at: "/a/01").start == YAMLPosition(line: 2, column: 3))
    #expect(SchemaPlaces.range(in: node, at: "no pointer").start == YAMLPosition(line: 1, column: 1))
  }

  private static func json(_ node: YAMLNode) -> JSONValue {
    switch node.content {
    case .scalar(let scalar): Int64(scalar.text).map { .integer($0) } ?? .string(scalar.text)
    case .sequence(let elements): .array(elements.map { json($0) })
    case .mapping(let entries): .object(JSONObject(distinct: entries.map { ($0.name, json($0.value)) }))
    }
  }
}
