import Glibc
import JSON
import JSONSchema
import Testing

/// No schema, pattern or value of 1 MiB takes long, however it is made.
@Suite struct WorkTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var schema: @Sendable () -> String
    var value: @Sendable () -> String
    var testDescription: String { name }
  }

  private static func many(_ count: Int, _ piece: (Int) -> String) -> String {
    (0..<count).map(piece).joined(separator: ",")
  }

  /// Alternatives within alternatives: `width` to the power of `depth` ways through them.
  private static func doubling(_ keyword: String, _ depth: Int) -> String {
    let definitions = (0..<depth).map { index in
      let next = index + 1 == depth ? #"{"type":"null"}"# : ##"{"$ref":"#/$defs/\##(index + 1)"}"##
      return #""\#(index)":{"\#(keyword)":[\#(next),\#(next)]}"#
    }
    return ##"{"$ref":"#/$defs/0","$defs":{\##(definitions.joined(separator: ","))}}"##
  }

  static let cases: [Case] = [
    Case(
      name: "long list", schema: { #"{"items":{"type":"integer","minimum":0}}"# },
      value: { "[\(many(500_000) { _ in "1" })]" }),
    Case(
      name: "distinct numbers", schema: { #"{"uniqueItems":true}"# }, value: { "[\(many(150_000) { String($0) })]" }),
    Case(
      name: "distinct in every depth", schema: { ##"{"uniqueItems":true,"items":{"$ref":"#"}}"## },
      value: { String(repeating: "[", count: 120) + many(150_000) { String($0) } + String(repeating: "]", count: 120) }),
    Case(
      name: "distinct objects", schema: { #"{"uniqueItems":true}"# },
      value: { "[\(many(50_000) { #"{"a":\#($0),"b":0}"# })]" }),
    Case(
      name: "many members",
      schema: { #"{"properties":{"n1":{"type":"integer"}},"additionalProperties":{"type":"integer"}}"# },
      value: { "{\(many(90_000) { #""n\#($0)":1"# })}" }),
    Case(
      name: "members against patterns",
      schema: { #"{"patternProperties":{"^n[0-9]+$":true,"(a|b)*c":true},"additionalProperties":false}"# },
      value: { "{\(many(90_000) { #""n\#($0)":1"# })}" }),
    Case(
      name: "required names", schema: { #"{"required":[\#(many(90_000) { #""n\#($0)""# })]}"# },
      value: { "{\(many(90_000) { #""m\#($0)":1"# })}" }),
    Case(
      name: "large enum", schema: { #"{"items":{"enum":[\#(many(90_000) { String($0) })]}}"# },
      value: { "[\(many(150_000) { String($0 % 80_000) })]" }),
    Case(
      name: "long text", schema: { #"{"maxLength":2000000,"pattern":"^[a-z]*$"}"# },
      value: { "\"\(String(repeating: "a", count: 1 << 20))\"" }),
    Case(
      name: "backtracker's pattern", schema: { #"{"pattern":"^(a+)+$"}"# },
      value: { "\"\(String(repeating: "a", count: 1 << 20))!\"" }),
    Case(
      name: "wide pattern", schema: { #"{"pattern":"(a|b|ab){900}c"}"# },
      value: { "\"\(String(repeating: "ab", count: 1 << 19))\"" }),
    Case(
      name: "letters", schema: { #"{"pattern":"^[\\p{L}\\p{N}]*$"}"# },
      value: { "\"\(String(repeating: "é", count: 1 << 19))\"" }),
    Case(name: "doubling anyOf", schema: { doubling("anyOf", 40) }, value: { "1" }),
    Case(name: "doubling allOf", schema: { doubling("allOf", 40) }, value: { "null" }),
    Case(name: "doubling oneOf", schema: { doubling("oneOf", 40) }, value: { "null" }),
    Case(
      name: "unevaluated",
      schema: {
        #"{"anyOf":[{"properties":{"n0":true}},{"patternProperties":{"n":true}}],"unevaluatedProperties":false}"#
      },
      value: { "{\(many(90_000) { #""n\#($0)":1"# })}" }),
    Case(
      name: "unevaluated of many alternatives",
      schema: { #"{"allOf":[\#(many(10_000) { _ in #"{"contains":true}"# })],"unevaluatedItems":false}"# },
      value: { "[\(many(100_000) { _ in "1" })]" }),
    Case(
      name: "many schemas", schema: { #"{"properties":{\#(many(40_000) { #""n\#($0)":{"minimum":1}"# })}}"# },
      value: { "{\(many(40_000) { #""n\#($0)":1"# })}" }),
    Case(
      name: "many patterns", schema: { #"{"patternProperties":{\#(many(60_000) { #""[a]{900}\#($0)":1"# })}}"# },
      value: { "{}" }),
    Case(
      name: "many classes",
      schema: {
        #"{"allOf":[\#(many(60) { _ in #"{"pattern":"\#((0..<1_200).map { "[^a-b\($0)]" }.joined())"}"# })]}"#
      },
      value: { "1" }),
    Case(
      name: "many references",
      schema: { ##"{"allOf":[\##(many(50_000) { _ in ##"{"$ref":"#/$defs/a"}"## })],"$defs":{"a":true}}"## },
      value: { "1" }),
    Case(
      name: "references out of place",
      schema: { ##"{"x":[1],"allOf":[\##(many(50_000) { _ in ##"{"$ref":"#/x/0"}"## })]}"## },
      value: { "1" }),
    Case(
      name: "long names",
      schema: {
        #"{"properties":{"\#(String(repeating: "a", count: 500_000))":{"anyOf":[\#(many(50_000) { _ in "false" })]}}}"#
      },
      value: { #"{"\#(String(repeating: "a", count: 500_000))":1}"# }),
    Case(
      name: "long identifiers",
      schema: {
        #"{"$id":"http://x/\#(String(repeating: "a/", count: 500))","allOf":[\#(many(20_000) { #"{"$ref":"n\#($0)"}"# })]}"#
      }, value: { "1" }),
    Case(
      name: "lengths of many texts", schema: { #"{"allOf":[\#(many(20_000) { _ in #"{"minLength":1048570}"# })]}"# },
      value: { "\"\(String(repeating: "a", count: 1 << 20))\"" }),
    Case(
      name: "many failures", schema: { #"{"items":{"anyOf":[\#(many(2_000) { #"{"const":"\#($0)"}"# })]}}"# },
      value: { "[\(many(100_000) { _ in "0" })]" }),
  ]

  @Test(arguments: cases) func isBounded(_ one: Case) throws {
    let schemaText = Array(one.schema().utf8)
    let valueText = Array(one.value().utf8)
    #expect(schemaText.count <= 2 << 20 && valueText.count <= 2 << 20)
    let json = try JSONParser.parse(schemaText)
    let value = try JSONParser.parse(valueText)
    let start = Self.milliseconds()
    let schema = try? Schema(json, options: .init(unknownKeywords: .refuse))
    let compiled = Self.milliseconds()
    let failures = schema?.validate(value)
    let end = Self.milliseconds()
    let verdict = failures.map { $0.first?.message.prefix(60) ?? "met" } ?? "refused"
    print("\(one.name): compiled in \(Int(compiled - start)) ms, judged in \(Int(end - compiled)) ms: \(verdict)")
    // Without optimisation only that it ends soon.
    let bound: Double = _isDebugAssertConfiguration() ? 20_000 : 250
    #expect(compiled - start < bound)
    #expect(end - compiled < bound)
  }

  /// Processor time of this thread, which other work on the machine does not lengthen.
  private static func milliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  @Test func endlessDynamicReferencesEnd() throws {
    let schema = try Schema(
      JSONParser.parse(
        ##"{"$id":"http://x/a","$dynamicAnchor":"n","$ref":"b","$defs":{"b":{"$id":"b","$dynamicRef":"#n","$defs":{"c":{"$dynamicAnchor":"n"}}}}}"##
      ))
    let failures = schema.validate(1)
    #expect(failures.map(\.message) == ["cannot be judged: its schemas are nested too deeply"])
    #expect(!schema.accepts(1))
  }

  @Test func withoutStepsNothingIsAccepted() throws {
    for text in [#"{"not":{"type":"null"}}"#, #"{"items":{}}"#, #"{"pattern":"a"}"#, #"{"enum":["aa",1]}"#, "true"] {
      let value: JSONValue = text.contains("pattern") ? "aaaa" : text.contains("enum") ? 1 : [1, 2, 3, 4]
      for steps in 0..<8 {
        let schema = try Schema(JSONParser.parse(text), options: .init(maximumSteps: steps))
        let failures = schema.validate(value)
        #expect(schema.accepts(value) == failures.isEmpty)
        if steps == 0 { #expect(failures.map(\.message) == ["cannot be judged: it takes too long"]) }
      }
      #expect(try Schema(JSONParser.parse(text)).accepts(value))
    }
  }
}
