import JSON
import JSONSchema
import Testing

@Suite struct ReferenceTests {
  @Test(arguments: [
    (##"{"$ref":"#"}"##, ""), (##"{"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"not":{"$ref":"#"}}}}"##, ""),
    (##"{"items":{"anyOf":[true,{"$ref":"#/items"}]}}"##, "/items"),
    (##"{"$ref":"#/properties"}"##, "/$ref"), (##"{"$ref":"#/$defs/~2"}"##, "/$ref"),
    (#"{"$ref":"other.json"}"#, "/$ref"),
    (#"{"$ref":1}"#, "/$ref"), (##"{"$ref":"#%zz"}"##, "/$ref"),
    (#"{"$schema":"http://json-schema.org/draft-07/schema#"}"#, "/$schema"),
    (#"{"items":{"$schema":"https://json-schema.org/draft/2020-12/schema"}}"#, "/items/$schema"),
    (#"{"$id":"a#b"}"#, "/$id"), (#"{"$anchor":"1"}"#, "/$anchor"),
    (#"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#, "/$defs/b/$anchor"),
    (#"{"$defs":{"a":{"$id":"x"},"b":{"$id":"x"}}}"#, "/$defs/b/$id"),
    (#"{"definitions":{}}"#, "/definitions"),
    (#"{"properties":{"a":{"markdownDescription":"x"}}}"#, "/properties/a/markdownDescription"),
    (#"{"patternProperties":{"a/(":true}}"#, "/patternProperties/a~1("),
    (#"{"dependentRequired":{"a":1}}"#, "/dependentRequired/a"),
  ]) func refusals(_ text: String, _ path: String) throws {
    let json = try JSONParser.parse(text)
    do {
      _ = try Schema(json)
      Issue.record("accepted")
    } catch {
      #expect(error.path == path, "\(error.message)")
    }
  }

  @Test func annotationsCanBeAllowedByName() throws {
    let json: JSONValue = ["markdownDescription": "*a*", "type": "null"]
    #expect(throws: SchemaError.self) { try Schema(json) }
    let schema = try Schema(json, options: .init(annotations: ["markdownDescription"]))
    #expect(schema.validate(1).count == 1)
    #expect(try Schema(json, options: .init(unknownKeywords: .annotate)).typeNames == ["null"])
  }

  @Test func requiredVocabulariesMustBeKnown() throws {
    var registry = SchemaRegistry()
    let prefix = "https://json-schema.org/draft/2020-12/vocab/"
    registry.register(["$vocabulary": [prefix + "core": true, "https://x.example/v": true]], at: "https://x.example/1")
    registry.register(
      ["$vocabulary": [prefix + "validation": true, "https://x.example/v": false]], at: "https://x.example/2")
    #expect(throws: SchemaError.self) { try Schema(["$schema": "https://x.example/1"], registry: registry) }
    #expect(try Schema(["$schema": "https://x.example/2", "type": "null"], registry: registry).validate(1).count == 1)
    #expect(throws: SchemaError.self) {
      try Schema(["$schema": "https://x.example/2", "items": true], registry: registry)
    }
  }

  @Test func errorsOfOtherDocumentsNameThem() {
    var registry = SchemaRegistry()
    registry.register(["items": ["type": "text"]], at: "https://x.example/parts.json")
    do {
      _ = try Schema(["$ref": "https://x.example/parts.json"], registry: registry)
      Issue.record("accepted")
    } catch {
      #expect(error.document == "https://x.example/parts.json")
      #expect(error.path == "/items/type")
    }
  }

  @Test func formatsAreCheckedOnlyOnRequest() throws {
    let json: JSONValue = ["format": "date"]
    #expect(try Schema(json).accepts("x"))
    #expect(try !Schema(json, options: .init(formats: .assert)).accepts("2026-02-30"))
    #expect(throws: SchemaError.self) { try Schema(["format": "email"], options: .init(formats: .assert)) }
  }

  /// What the draft's own metaschema says of a schema is what compiling it says, for misused keywords.
  @Test(.enabled(if: !Metaschemas.all.isEmpty, "needs python3 with jsonschema_specifications"))
  func metaschemaAgrees() throws {
    let metaschema = try Schema(["$ref": "https://json-schema.org/draft/2020-12/schema"], registry: SuiteRegistry.all())
    var generator = SchemaGenerator(seed: 3)
    for _ in 0..<300 {
      let schema = generator.document()
      #expect(metaschema.validate(schema) == [])
    }
    for text in [#"{"type":"text"}"#, #"{"required":"a"}"#, #"{"items":[{}]}"#, #"{"allOf":[]}"#, #"{"minLength":-1}"#]
    {
      #expect(!metaschema.accepts(try JSONParser.parse(text)))
      #expect(throws: SchemaError.self) { try Schema(JSONParser.parse(text)) }
    }
  }

  @Test func textsAreComparedByCodePoints() throws {
    let schema = try Schema(["const": "\u{E9}", "enum": ["\u{E9}"]])
    #expect(schema.validate("e\u{301}").map(\.keyword) == ["enum", "const"])
    #expect(try Schema(["required": ["\u{E9}"]]).validate(["e\u{301}": 1]).count == 1)
    #expect(try Schema(["uniqueItems": true]).accepts(["\u{E9}", "e\u{301}"]))
  }

  @Test func numbersAreComparedExactly() throws {
    let large: JSONValue = .integer(9_007_199_254_740_993)
    #expect(try !Schema(["const": .number(9_007_199_254_740_992)]).accepts(large))
    #expect(try Schema(["exclusiveMinimum": .number(9_007_199_254_740_992)]).accepts(large))
    #expect(try !Schema(["maximum": .number(9_007_199_254_740_992)]).accepts(large))
    #expect(try Schema(["multipleOf": 0.01]).accepts(.number(4.35)))
    #expect(try Schema(["multipleOf": .number(1e-300)]).accepts(.number(1e300)))
    #expect(try !Schema(["multipleOf": .integer(3)]).accepts(.integer(.min)))
    #expect(try Schema(["enum": [1, 2, 3, 4, 5, 6, 7, 8, .number(-0.0)]]).accepts(.integer(0)))
  }
}
