/// A JSON Schema and a value, one of them as long as asked for.
package struct HostileSchema: Sendable, CustomStringConvertible {
  package var name: String
  package var description: String { name }
  private let makeSchema: @Sendable (Int) -> String
  private let makeValue: @Sendable (Int) -> String

  package func schema(_ size: Int) -> [UInt8] { Array(makeSchema(size).utf8) }
  package func value(_ size: Int) -> [UInt8] { Array(makeValue(size).utf8) }

  /// A long value.
  fileprivate init(
    _ name: String, _ schema: String, _ head: String, _ tail: String, _ piece: @escaping @Sendable (Int) -> String
  ) {
    self.name = "value: " + name
    makeSchema = { _ in schema }
    makeValue = { Filling.text(head, [Section("", "", piece)], tail, size: $0) }
  }

  /// A long schema, or a long schema with a value.
  fileprivate init(
    schema name: String, _ head: String, _ tail: String, value: @escaping @Sendable (Int) -> String,
    _ piece: @escaping @Sendable (Int) -> String
  ) {
    self.name = "schema: " + name
    makeSchema = { Filling.text(head, [Section("", "", piece)], tail, size: $0) }
    makeValue = value
  }
}

extension HostileInputs {
  private static func repeated(_ head: String, _ tail: String, _ piece: @escaping @Sendable (Int) -> String)
    -> @Sendable (Int) -> String
  {
    { Filling.text(head, [Section("", "", piece)], tail, size: $0) }
  }

  package static let schemas: [HostileSchema] = [
    HostileSchema("numbers", #"{"items":{"type":"integer","minimum":1,"maximum":9999999}}"#, "[", "1]") {
      "\($0 + 1),"
    },
    HostileSchema("numbers that are wrong", #"{"items":{"type":"string"}}"#, "[", "1]") { "\($0 + 1)," },
    HostileSchema("multiples", #"{"items":{"multipleOf":0.01}}"#, "[", "1]") { "\($0).25," },
    HostileSchema("great numbers", #"{"items":{"multipleOf":1e-300}}"#, "[", "1]") { "1e\($0 % 300)," },
    HostileSchema("members", #"{"additionalProperties":{"type":"integer"}}"#, "{", #""z":1}"#) { "\"a\($0)\":1," },
    HostileSchema("members with names", #"{"propertyNames":{"pattern":"^[a-z][0-9]*$"}}"#, "{", #""z":1}"#) {
      "\"a\($0)\":1,"
    },
    HostileSchema("members by pattern", #"{"patternProperties":{"^a":{},"[0-9]+$":{},"(a|b)*c":{}}}"#, "{", #""z":1}"#)
    { "\"a\($0)\":1," },
    HostileSchema(
      "members beside", #"{"allOf":[{"patternProperties":{"^a":{}}}],"unevaluatedProperties":false}"#, "{", #""a":1}"#
    ) { "\"a\($0)\":1," },
    HostileSchema("elements, each once", #"{"uniqueItems":true}"#, "[", "0]") { "\($0 + 1)," },
    HostileSchema("lists, each once", #"{"uniqueItems":true}"#, "[", "0]") { "[[\($0)]]," },
    HostileSchema("objects, each once", #"{"uniqueItems":true}"#, "[", "0]") { "{\"a\":\($0),\"b\":[]}," },
    HostileSchema("contains", #"{"contains":{"const":-1},"maxContains":3}"#, "[", "-1]") { "\($0)," },
    HostileSchema("elements beside", #"{"contains":{"type":"integer"},"unevaluatedItems":false}"#, "[", "0]") {
      "\($0),"
    },
    HostileSchema("a text and a pattern", #"{"pattern":"(a|aa)*b$"}"#, "\"", "\"") { _ in "a" },
    HostileSchema("a text and a wide pattern", #"{"pattern":"(a{1,60}){1,60}b$"}"#, "\"", "\"") { _ in "a" },
    HostileSchema("texts and a pattern", #"{"items":{"pattern":"^(a|b|ab)*c{2,30}$"}}"#, "[", "0]") {
      "\"abab\($0)\","
    },
    HostileSchema("a text beyond ASCII", #"{"maxLength":900000}"#, "\"", "\"") { _ in "\u{1F600}" },
    HostileSchema("nested lists", ##"{"$id":"x","items":{"$ref":"#"}}"##, "[", "0]") { _ in
      String(repeating: "[", count: 50) + String(repeating: "]", count: 50) + ","
    },
    HostileSchema(
      "nested alternatives",
      ##"{"$id":"x","anyOf":[{"type":"integer"},{"items":{"$ref":"#"}},{"items":{"$ref":"#"}}]}"##, "[", "0]"
    ) { _ in String(repeating: "[", count: 20) + "\"\"" + String(repeating: "]", count: 20) + "," },
    HostileSchema(
      "one of ten",
      #"{"items":{"oneOf":[{"const":1},{"const":2},{"const":3},{"const":4},{"const":5},{"const":6},{"const":7},{"const":8},{"const":9},{"type":"integer"}]}}"#,
      "[", "0]"
    ) { "\($0 + 10)," },
    HostileSchema(
      "values among a hundred", "{\"items\":{\"enum\":[\((0..<100).map { "[\($0)]" }.joined(separator: ","))]}}", "[",
      "[1]]"
    ) { "[\($0 % 100)]," },
    HostileSchema("escapes", #"{"type":"string"}"#, "\"", "\"") { _ in "\\u00e4" },
    HostileSchema("deep objects", #"{"required":["b"]}"#, "[", "0]") { _ in
      String(repeating: "{\"a\":", count: 40) + "1" + String(repeating: "}", count: 40) + ","
    },

    HostileSchema(
      schema: "properties", #"{"properties":{"#, #""z":{}}}"#, value: repeated("{", #""z":1}"#) { "\"p\($0)\":1," }
    ) { "\"p\($0)\":{\"type\":\"integer\"}," },
    HostileSchema(schema: "required", #"{"required":["#, #""z"]}"#, value: { _ in "{}" }) { "\"p\($0)\"," },
    HostileSchema(schema: "choices", #"{"items":{"enum":["#, "-1]}}", value: repeated("[", "-1]") { "\($0)," }) {
      "\($0),"
    },
    HostileSchema(
      schema: "lists among choices", #"{"items":{"enum":["#, "-1]}}", value: repeated("[", "-1]") { "[\($0)]," }
    ) { "[\($0)]," },
    HostileSchema(schema: "alternatives", #"{"items":{"anyOf":["#, "{}]}}", value: repeated("[", "-1]") { "\($0)," }) {
      "{\"const\":\($0)},"
    },
    HostileSchema(schema: "alternatives of which one", #"{"oneOf":["#, "{}]}", value: { _ in "5" }) {
      "{\"const\":\($0)},"
    },
    HostileSchema(schema: "conditions", #"{"allOf":["#, "{}]}", value: { _ in "{\"a\":1}" }) {
      "{\"if\":{\"required\":[\"a\($0)\"]},\"then\":false},"
    },
    HostileSchema(schema: "references", #"{"$defs":{"z":{}},"allOf":["#, "{}]}", value: { _ in "1" }) { _ in
      ##"{"$ref":"#/$defs/z"},"##
    },
    HostileSchema(
      schema: "a chain of references", ##"{"$ref":"#/$defs/d0","$defs":{"##, ##""z":{}}}"##, value: { _ in "1" }
    ) { "\"d\($0)\":{\"$ref\":\"#/$defs/\($0 < 400 ? "d\($0 + 1)" : "z")\"}," },
    HostileSchema(
      schema: "a chain of references without end", ##"{"$ref":"#/$defs/d0","$defs":{"##, ##""z":{}}}"##,
      value: { _ in "1" }
    ) { "\"d\($0)\":{\"$ref\":\"#/$defs/d\($0 % 2 == 0 ? $0 + 1 : $0 - 1)\"}," },
    HostileSchema(schema: "anchors", #"{"$defs":{"#, ##""z":{}},"$ref":"#a0"}"##, value: { _ in "1" }) {
      "\"d\($0)\":{\"$anchor\":\"a\($0)\"},"
    },
    HostileSchema(schema: "identifiers", #"{"$defs":{"#, #""z":{}}}"#, value: { _ in "1" }) {
      "\"d\($0)\":{\"$id\":\"http://x/\($0)\",\"$ref\":\"\($0 / 2)\"},"
    },
    HostileSchema(schema: "patterns", #"{"patternProperties":{"#, #""z":{}}}"#, value: { _ in "{\"abc\":1}" }) {
      "\"^a\($0)\":{},"
    },
    HostileSchema(
      schema: "patterns and members", #"{"patternProperties":{"#, #""z":{}}}"#,
      value: repeated("{", #""z":1}"#) { "\"a\($0)\":1," }
    ) { "\"^b\($0)\":{}," },
    HostileSchema(schema: "a pattern", #"{"pattern":""#, #"a"}"#, value: { _ in "\"aaaaaaaaaaaaaaaaaaaaaaaa\"" }) { _ in
      "a*"
    },
    HostileSchema(schema: "repetitions", #"{"allOf":["#, "{}]}", value: { _ in "1" }) { _ in
      #"{"pattern":"(a{90}){90}"},"#
    },
    HostileSchema(
      schema: "dependencies", #"{"dependentRequired":{"#, #""z":[]}}"#,
      value: repeated("{", #""z":1}"#) { "\"a\($0)\":1," }
    ) { "\"a\($0)\":[\"a\($0 / 2)\"]," },
    HostileSchema(schema: "prefixes", #"{"prefixItems":["#, "{}]}", value: repeated("[", "-1]") { "\($0)," }) { _ in
      "{\"type\":\"string\"},"
    },
    HostileSchema(schema: "nested", #"{"allOf":["#, "{}]}", value: { _ in "1" }) { _ in
      String(repeating: "{\"not\":", count: 50) + "{}" + String(repeating: "}", count: 50) + ","
    },
    HostileSchema(schema: "unknown keywords", "{", #""type":"string"}"#, value: { _ in "1" }) { "\"x\($0)\":1," },
    HostileSchema(
      schema: "unknown near references", #"{"$defs":{"#, ##""z":{"$ref":"#/$defs/y"}}}"##, value: { _ in "1" }
    ) { "\"d\($0)\":{}," },
    HostileSchema(
      schema: "nested unevaluated", #"{"allOf":["#, #"{}],"unevaluatedProperties":false}"#,
      value: repeated("{", #""z":1}"#) { "\"a\($0)\":1," }
    ) { "{\"properties\":{\"a\($0)\":{}}}," },
  ]
}
