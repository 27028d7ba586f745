import FuzzRounds
import JSON
import JSONSchema
import Testing

package enum SchemaFuzz {
  /// Compiles a JSON text and, where it is a schema, holds the schema itself and other values against it.
  static func run(bytes: [UInt8], values: [JSONValue] = []) {
    guard let json = try? JSONParser.parse(bytes) else { return }
    guard let schema = try? Schema(json, options: .init(maximumSteps: 100_000)) else { return }
    for value in [json] + values {
      let failures = schema.validate(value)
      #expect(failures.count <= Schema.maximumFailures)
      #expect(schema.accepts(value) == failures.isEmpty)
    }
  }
}

@Suite struct SchemaFuzzTests {
  private static let seeds: [[UInt8]] = [
    #"{"type":"object","required":["a"],"properties":{"a":{"type":["string","null"],"enum":["x",1]},"b":{"items":{"minimum":1}}},"additionalProperties":false,"const":{"a":1}}"#,
    ##"{"$id":"http://x/y","$dynamicAnchor":"n","$defs":{"a":{"$anchor":"m","not":{"$ref":"#/properties/b"}},"c":{"$id":"c","$dynamicRef":"#n","$dynamicAnchor":"n"}},"properties":{"b":{"$dynamicRef":"#n"},"$id":{"$ref":"c"}},"items":{"$ref":"#m"}}"##,
    #"{"allOf":[{"patternProperties":{"^[a-z]+$":{"pattern":"a{1,3}|\\p{L}"}}}],"anyOf":[{"if":{"minProperties":1},"then":{"dependentSchemas":{"a":{"maxLength":3}}},"else":false}],"oneOf":[{"contains":{"multipleOf":0.1},"minContains":0},{"prefixItems":[true],"unevaluatedItems":{"uniqueItems":true}}],"unevaluatedProperties":{"propertyNames":{"minLength":1}},"dependentRequired":{"a":["b"]}}"#,
  ].map { Array($0.utf8) }

  @Test func mutations() {
    let pieces = [
      #""type""#, "1e308", "-1", "[", "]", "{}", "null", "true", #""items":"#, ",", #""object""#, #""$ref":"#,
      ##""#""##,
      ##""#/items""##, #""not":"#, #""$dynamicRef":"#, ##""#n""##, "1e-308", #""unevaluatedItems":"#, #""\u0000""#,
    ].map { Array($0.utf8) }
    var generator = SchemaGenerator(seed: 1)
    for _ in FuzzRounds(20_000) {
      var bytes = generator.pick(Self.seeds)
      for _ in 0...generator.next(3) {
        let at = generator.next(bytes.count)
        switch generator.next(4) {
        case 0: bytes[at] = UInt8(generator.next(256))
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + 1 + generator.next(8)))
        case 2: bytes.replaceSubrange(at..<min(bytes.count, at + generator.next(12)), with: generator.pick(pieces))
        default: bytes.insert(contentsOf: generator.pick(pieces), at: at)
        }
        if bytes.isEmpty { bytes = generator.pick(Self.seeds) }
      }
      SchemaFuzz.run(bytes: bytes)
    }
  }

  @Test func schemasOfTheGenerator() {
    var generator = SchemaGenerator(seed: 9)
    for _ in FuzzRounds(3_000) {
      let schema = generator.document()
      SchemaFuzz.run(bytes: Array(JSONWriter.string(schema).utf8), values: [generator.value(), generator.value()])
    }
  }
}
