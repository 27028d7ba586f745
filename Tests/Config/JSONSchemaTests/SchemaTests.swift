import JSON
import JSONSchema
import Testing

@Suite struct SchemaTests {
  struct Verdict: Sendable, CustomTestStringConvertible {
    var schema: String
    var value: String
    /// Paths at which it fails.
    var paths: [String]
    init(_ schema: String, _ value: String, _ paths: [String] = []) {
      self.schema = schema
      self.value = value
      self.paths = paths
    }
    var testDescription: String { "\(schema) \(value)" }
  }

  @Test(arguments: [
    Verdict("true", "1"), Verdict("false", "1", [""]), Verdict("{}", "null"),
    Verdict(#"{"type":"integer"}"#, "1"), Verdict(#"{"type":"integer"}"#, "1.0"),
    Verdict(#"{"type":"integer"}"#, "1.5", [""]), Verdict(#"{"type":"number"}"#, "1"),
    Verdict(#"{"type":"string"}"#, "1", [""]), Verdict(#"{"type":["string","null"]}"#, "null"),
    Verdict(#"{"type":"boolean"}"#, "true"), Verdict(#"{"type":"array"}"#, "{}", [""]),
    Verdict(#"{"enum":["a",1]}"#, #""a""#), Verdict(#"{"enum":["a",1]}"#, "1.0"),
    Verdict(#"{"enum":["a"]}"#, #""b""#, [""]),
    Verdict(#"{"const":{"a":[1]}}"#, #"{"a":[1.0]}"#), Verdict(#"{"const":1}"#, "2", [""]),
    Verdict(#"{"minimum":1,"maximum":3}"#, "3"), Verdict(#"{"minimum":1}"#, "0", [""]),
    Verdict(#"{"maximum":1}"#, "2", [""]),
    Verdict(#"{"exclusiveMinimum":1}"#, "1", [""]), Verdict(#"{"exclusiveMaximum":1}"#, "1", [""]),
    Verdict(#"{"multipleOf":0.1}"#, "0.3"), Verdict(#"{"multipleOf":2}"#, "3", [""]),
    Verdict(#"{"minLength":2,"maxLength":3}"#, #""é€""#), Verdict(#"{"minLength":2}"#, #""a""#, [""]),
    Verdict(#"{"maxLength":1}"#, #""ab""#, [""]),
    Verdict(#"{"items":{"type":"string"},"minItems":1,"maxItems":2}"#, #"["a",1]"#, ["/1"]),
    Verdict(#"{"minItems":1}"#, "[]", [""]), Verdict(#"{"maxItems":0}"#, "[1]", [""]),
    Verdict(#"{"required":["a"]}"#, "{}", [""]), Verdict(#"{"required":["a"]}"#, "[]"),
    Verdict(
      #"{"properties":{"a/b":{"type":"string"}},"additionalProperties":false}"#, #"{"a/b":1,"~":2}"#, ["/a~1b", "/~0"]),
    Verdict(#"{"additionalProperties":{"type":"integer"}}"#, #"{"x":1,"y":"z"}"#, ["/y"]),
    Verdict(#"{"title":"t","description":"d","default":1,"examples":[1],"format":"date"}"#, "1"),
  ]) func verdicts(_ verdict: Verdict) throws {
    let schema = try Schema(JSONParser.parse(verdict.schema))
    #expect(schema.validate(try JSONParser.parse(verdict.value)).map(\.path) == verdict.paths)
  }

  @Test(arguments: [
    (#"1"#, ""), (#"{"pattern":"(?=a)"}"#, "/pattern"),
    (##"{"properties":{"a":{"$ref":"#b"}}}"##, "/properties/a/$ref"),
    (#"{"type":"text"}"#, "/type"), (#"{"type":[]}"#, "/type"), (#"{"enum":1}"#, "/enum"),
    (#"{"required":"a"}"#, "/required"), (#"{"required":["a","a"]}"#, "/required"),
    (#"{"minLength":-1}"#, "/minLength"),
    (#"{"multipleOf":0}"#, "/multipleOf"), (#"{"items":[{}]}"#, "/items"), (#"{"minimum":"1"}"#, "/minimum"),
    (#"{"properties":{"a/b":{"anyOf":[]}}}"#, "/properties/a~1b/anyOf"),
  ]) func refusals(_ text: String, _ path: String) throws {
    let json = try JSONParser.parse(text)
    #expect(throws: SchemaError.self) { try Schema(json) }
    do { _ = try Schema(json) } catch { #expect(error.path == path) }
  }

  @Test func depthIsBounded() throws {
    let deep = String(repeating: #"{"items":"#, count: 100) + "{}" + String(repeating: "}", count: 100)
    let json = try JSONParser.parse(deep)
    #expect(throws: SchemaError.self) { try Schema(json) }
  }

  @Test func failuresAreBounded() throws {
    let schema = try Schema(["items": ["type": "string"]])
    let value = JSONValue.array(Array(repeating: .integer(1), count: 5000))
    #expect(schema.validate(value).count == Schema.maximumFailures)
  }

  @Test func parameters() throws {
    let schema = try Schema([
      "type": "object", "required": ["a"], "additionalProperties": false, "properties": ["a": ["type": "string"]],
    ])
    #expect(schema.propertyNames == ["a"])
    #expect(schema.requiredNames == ["a"])
    #expect(!schema.acceptsOtherProperties)
    #expect(schema.property("a")?.typeNames == ["string"])
    #expect(schema.property("b") == nil)
  }
}
