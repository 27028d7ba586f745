import Glibc
import JSON
import JSONSchema
import Testing

/// The official JSON-Schema-Test-Suite for draft 2020-12.
@Suite struct SuiteTests {
  static let folder = TestData.folder("conformance/json-schema-test-suite")
  static let tests = folder.map { "\($0)/tests/draft2020-12" }

  /// Optional tests that are not claimed, by file, or file and group, with the reason.
  static let notClaimed: [String: String] = [
    "cross-draft.json": "other drafts are refused",
    "dependencies-compatibility.json": "keywords of other drafts are no keywords here",
  ]

  @Test(.enabled(if: tests != nil, "needs VOICEBOT_TESTDATA")) func required() throws {
    let files = TestData.files(in: try #require(Self.tests))
    let outcome = try SuiteRun(registry: SuiteRegistry.all()).run(files)
    print("JSON-Schema-Test-Suite, required: \(outcome)")
    for line in outcome.wrong { Issue.record("\(line)") }
    #expect(outcome.right > 1_000)
  }

  @Test(.enabled(if: tests != nil, "needs VOICEBOT_TESTDATA")) func optional() throws {
    let files = TestData.files(in: try #require(Self.tests) + "/optional")
    var outcome = SuiteRun.Outcome()
    for file in files {
      let name = TestData.name(of: file)
      if let reason = Self.notClaimed[name] {
        print("JSON-Schema-Test-Suite, optional/\(name) is not claimed: \(reason)")
        continue
      }
      let one = try SuiteRun(registry: SuiteRegistry.all()).run([file])
      outcome.add(one)
    }
    print("JSON-Schema-Test-Suite, optional: \(outcome)")
    for line in outcome.wrong { Issue.record("\(line)") }
    #expect(outcome.right > 100)
  }

  /// Formats are claimed one by one.
  @Test(.enabled(if: tests != nil, "needs VOICEBOT_TESTDATA")) func formats() throws {
    let claimed: Set = ["date", "time", "date-time", "ipv4", "uuid", "json-pointer", "regex", "unknown"]
    var outcome = SuiteRun.Outcome()
    for file in TestData.files(in: try #require(Self.tests) + "/optional/format") {
      let name = TestData.name(of: file).replacing(".json", with: "")
      guard claimed.contains(name) else {
        print("JSON-Schema-Test-Suite, optional/format/\(name) is not claimed: the format is an annotation")
        continue
      }
      outcome.add(try SuiteRun(registry: SuiteRegistry.all(), formats: .assert).run([file]))
    }
    print("JSON-Schema-Test-Suite, formats: \(outcome)")
    for line in outcome.wrong { Issue.record("\(line)") }
    #expect(outcome.right > 100)
  }
}

/// Runs files of the suite.
struct SuiteRun {
  struct Outcome: CustomStringConvertible {
    var right = 0
    var wrong: [String] = []
    mutating func add(_ other: Outcome) {
      right += other.right
      wrong += other.wrong
    }
    var description: String { "\(right) right, \(wrong.count) wrong" }
  }

  var registry: SchemaRegistry
  var formats = Schema.Options.FormatUse.annotate

  func run(_ files: [String]) throws -> Outcome {
    var outcome = Outcome()
    for file in files {
      let groups = try #require(JSONParser.parse(TestData.bytes(file)).arrayValue)
      for group in groups { run(group, TestData.name(of: file), &outcome) }
    }
    return outcome
  }

  private func run(_ group: JSONValue, _ file: String, _ outcome: inout Outcome) {
    let tests = group["tests"]?.arrayValue ?? []
    let title = "\(file): \(group["description"]?.text ?? "")"
    do {
      let options = Schema.Options(unknownKeywords: .annotate, formats: formats)
      let schema = try Schema(group["schema"] ?? .null, registry: registry, options: options)
      for test in tests {
        let failures = schema.validate(test["data"] ?? .null)
        if failures.isEmpty == (test["valid"] == .bool(true)) {
          outcome.right += 1
        } else {
          outcome.wrong.append("\(title): \(test["description"]?.text ?? ""): \(failures)")
        }
      }
    } catch
      where Metaschemas.all.isEmpty && error.message.contains("there is no schema `https://json-schema.org/draft")
    {
      print("\(title) is skipped: it needs the metaschemas")
    } catch {
      outcome.wrong += tests.map { "\(title): \($0["description"]?.text ?? ""): refused: \(error)" }
    }
  }
}

/// The remotes of the suite and, where python has them, the metaschemas of the draft.
enum SuiteRegistry {
  static func all() throws -> SchemaRegistry {
    var registry = SchemaRegistry()
    if let folder = SuiteTests.folder {
      for file in TestData.files(in: folder + "/remotes", isDeep: true) {
        let place = file.dropFirst((folder + "/remotes").utf8.count)
        registry.register(try JSONParser.parse(TestData.bytes(file)), at: "http://localhost:1234\(place)")
      }
    }
    for metaschema in Metaschemas.all { registry.register(metaschema, at: metaschema["$id"]?.text ?? "") }
    return registry
  }
}

/// The metaschemas of draft 2020-12 as python's `jsonschema_specifications` has them; empty without.
enum Metaschemas {
  static let all: [JSONValue] = {
    let script = """
      import json, os, jsonschema_specifications as s
      top = os.path.join(os.path.dirname(s.__file__), 'schemas', 'draft202012')
      found = [os.path.join(d, f) for d, _, fs in os.walk(top) for f in fs]
      print(json.dumps([json.load(open(f)) for f in sorted(found)]))
      """
    guard let output = Python.run(script), let list = try? JSONParser.parse(output).arrayValue else {
      print("the metaschemas are missing: python3 has no jsonschema_specifications")
      return []
    }
    return list
  }()
}
