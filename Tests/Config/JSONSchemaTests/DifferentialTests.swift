import Glibc
import JSON
import JSONSchema
import Testing

/// Verdicts beside those of python's `jsonschema` and `re`.
@Suite struct DifferentialTests {
  static let hasOracle = Python.run("import jsonschema; jsonschema.Draft202012Validator") != nil

  @Test(.enabled(if: hasOracle, "needs python3 with jsonschema for draft 2020-12")) func schemas() throws {
    var generator = SchemaGenerator(seed: 11)
    var cases: [JSONValue] = []
    for _ in 0..<3_000 {
      let schema = generator.document()
      cases.append(["schema": schema, "values": .array((0..<6).map { _ in generator.value() })])
    }
    let verdicts = try Self.ask(
      """
      import json, sys, jsonschema
      out = []
      for case in json.load(open(sys.argv[1])):
          validator = jsonschema.Draft202012Validator(case['schema'])
          out.append([validator.is_valid(value) for value in case['values']])
      print(json.dumps(out))
      """, cases)
    var counts = (met: 0, failed: 0)
    for (one, verdicts) in zip(cases, verdicts) {
      let schema = try Schema(one["schema"] ?? .null)
      for (value, verdict) in zip(one["values"]?.arrayValue ?? [], verdicts.arrayValue ?? []) {
        let failures = schema.validate(value)
        #expect(failures.isEmpty == (verdict == .bool(true)), "\(one["schema"]?.text ?? "") \(value.text) \(failures)")
        #expect(schema.accepts(value) == failures.isEmpty)
        if failures.isEmpty { counts.met += 1 } else { counts.failed += 1 }
      }
    }
    print("beside python jsonschema: \(counts.met) values met their schema, \(counts.failed) did not")
    #expect(counts.met > 2_000 && counts.failed > 2_000)
  }

  @Test(.enabled(if: hasOracle, "needs python3 with jsonschema for draft 2020-12")) func patterns() throws {
    var generator = SchemaGenerator(seed: 5)
    var cases: [JSONValue] = []
    for _ in 0..<4_000 {
      let texts = (0..<8).map { _ in
        // Not empty: python alone has no `\B` in the empty text.
        JSONValue.string(String((0...generator.next(6)).map { _ in generator.pick(Array("aab_ 1-")) }))
      }
      cases.append(["pattern": .string(Self.pattern(&generator, 2)), "texts": .array(texts)])
    }
    let verdicts = try Self.ask(
      """
      import json, re, sys
      out = []
      for case in json.load(open(sys.argv[1])):
          pattern = re.compile(case['pattern'])
          out.append([pattern.search(text) is not None for text in case['texts']])
      print(json.dumps(out))
      """, cases)
    var matches = 0
    for (one, verdicts) in zip(cases, verdicts) {
      let pattern = try Pattern(one["pattern"]?.text ?? "")
      for (text, verdict) in zip(one["texts"]?.arrayValue ?? [], verdicts.arrayValue ?? []) {
        let isMatch = pattern.matches(text.text)
        #expect(isMatch == (verdict == .bool(true)), "`\(pattern.source)` on `\(text.text)`")
        if isMatch { matches += 1 }
      }
    }
    print("beside python re: \(cases.count * 8) texts, \(matches) matches")
    #expect(matches > 4_000 && matches < cases.count * 8 - 4_000)
  }

  private static func pattern(_ generator: inout SchemaGenerator, _ depth: Int) -> String {
    (0...generator.next(3)).map { _ in
      let atom: String
      switch generator.next(depth > 0 ? 12 : 7) {
      case 0, 1: atom = "a"
      case 2: atom = "b"
      case 3: atom = "."
      case 4: atom = generator.pick(["[ab]", "[^a]", "[a-z_]", "[\\d-]", "[^\\w]", "[\\s1]"])
      case 5: atom = generator.pick(["\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\-"])
      case 6: return generator.pick(["^", "$", "\\b", "\\B", ""])
      case 7, 8: atom = "(\(pattern(&generator, depth - 1)))"
      case 9: atom = "(?:\(pattern(&generator, depth - 1))|\(pattern(&generator, depth - 1)))"
      default: return "(\(pattern(&generator, depth - 1))|)"
      }
      // Repeated without end is only what takes one character: python goes back and forth over the rest for hours.
      let few = ["", "", "", "?", "{2}", "{0,2}", "??", "{1,2}?"]
      return atom + generator.pick(atom.hasPrefix("(") ? few : few + ["*", "+", "{1,3}", "{2,}", "*?", "+?"])
    }.joined()
  }

  /// Hands the cases to a script in a file, and reads the list it prints.
  private static func ask(_ script: String, _ cases: [JSONValue]) throws -> [JSONValue] {
    var template = Array("/tmp/voicebot-schema-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    let file = try #require(fdopen(descriptor, "w"))
    let bytes = Array(JSONWriter.string(.array(cases)).utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    try #require(written == bytes.count)
    let output = try #require(Python.run(script, arguments: [path]))
    let verdicts = try #require(JSONParser.parse(output).arrayValue)
    try #require(verdicts.count == cases.count)
    return verdicts
  }
}
