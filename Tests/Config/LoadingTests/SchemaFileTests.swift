import Diagnostics
import JSON
import JSONSchema
import Loading
import Resources
import Shapes
import Testing

/// The generated schemas: the reference metaschema accepts them, editors can show them, and they judge as the loader does.
@Suite struct SchemaFileTests {
  /// Annotations that yaml-language-server and its kin show.
  @Test(arguments: CompleteRepository.schemas.keys.sorted())
  func everyPropertyIsDescribed(_ name: String) throws {
    let schema = try #require(CompleteRepository.schemas[name])
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["$id"]?.stringValue == "\(name).json")
    for (path, property) in Self.properties(of: schema, name) {
      for annotation in ["title", "description", "markdownDescription"] {
        #expect(property[annotation]?.stringValue?.isEmpty == false, "\(path) has no \(annotation)")
      }
      #expect(property["description"]?.stringValue?.contains("`") == false, "\(path) has marks in its description")
      if property["type"] == "object", property["properties"] != nil {
        #expect(property["additionalProperties"] == false, "\(path) takes any field")
      } else if property["default"] == nil {
        #expect(property["examples"]?.arrayValue?.isEmpty == false, "\(path) has no example")
      }
    }
    for choice in Self.all(schema) where choice["enum"] != nil {
      let count = choice["enum"]?.arrayValue?.count
      #expect(choice["enumDescriptions"]?.arrayValue?.count == count)
      #expect(choice["markdownEnumDescriptions"]?.arrayValue?.count == count)
    }
  }

  @Test func theCompleteRepositoryUsesEveryField() {
    for diagnostic in CompleteRepository.result.diagnostics where diagnostic.severity == .error {
      Issue.record("\(DiagnosticText().print(diagnostic))")
    }
    var used: Set<String> = []
    for document in CompleteRepository.documents {
      for walk in SchemaWalk(path: [], value: document.value, schema: CompleteRepository.schema(of: document.kind)).all
      {
        for member in walk.value.objectValue?.members ?? [] {
          if let title = walk.schema["title"]?.stringValue { used.insert("\(document.kind) \(title) \(member.name)") }
        }
      }
    }
    // The tests' own fields are in their own tests.
    for name in CompleteRepository.schemas.keys.sorted() where name != "voicebot" && name != "test" {
      let schema = CompleteRepository.schemas[name] ?? .null
      let kind = schema["title"]?.stringValue ?? ""
      for object in Self.all(schema) where object["properties"]?.objectValue != nil {
        let title = object["title"]?.stringValue ?? ""
        for field in object["properties"]?.objectValue?.names ?? [] where field != "policies" {
          #expect(used.contains("\(kind) \(title) \(field)"), "\(kind): \(title) \(field)")
        }
      }
    }
  }

  @Test func pythonAgrees() throws {
    var cases: [PythonSchemas.Case] = []
    for document in CompleteRepository.documents {
      cases.append(PythonSchemas.Case(schema: document.kind.lowercased(), value: document.value))
      cases.append(PythonSchemas.Case(schema: "voicebot", value: document.value))
    }
    let resources = Loader.load(Repository.shipped(), revision: "x").resources + CompleteRepository.result.resources
    for resource in resources {
      // Defaults filled in, it is a document all the same.
      let kind = resource.name.kind.rawValue.lowercased()
      cases.append(PythonSchemas.Case(schema: kind, value: resource.effectiveDocument))
    }
    let sound = cases.count
    let faults = Fault.all
    cases += faults.map { PythonSchemas.Case(schema: $0.kind.lowercased(), value: $0.document) }
    guard let verdict = try PythonSchemas.judge(CompleteRepository.schemas, cases) else {
      print("skipped: python3 has no jsonschema with draft 2020-12")
      return
    }
    #expect(verdict.schemaErrors == [:])
    #expect(verdict.exampleErrors == [])
    for (index, isValid) in verdict.isValid.prefix(sound).enumerated() where !isValid {
      Issue.record("refused: \(JSONWriter.string(cases[index].value))")
    }
    for (index, isValid) in verdict.isValid.dropFirst(sound).enumerated() where isValid {
      Issue.record("accepted: \(faults[index])")
    }
    #expect(verdict.isValid.count == cases.count)
    #expect(faults.count > 500)
  }

  /// The project's own validator, for the `kind` schemas and for the one of any kind.
  @Test func theOwnValidatorAgrees() throws {
    let options = Schema.Options(annotations: ["markdownDescription", "enumDescriptions", "markdownEnumDescriptions"])
    var schemas: [String: Schema] = [:]
    for (name, schema) in CompleteRepository.schemas { schemas[name] = try Schema(schema, options: options) }
    let any = try #require(schemas["voicebot"])
    for document in CompleteRepository.documents {
      #expect(schemas[document.kind.lowercased()]?.accepts(document.value) == true, "\(document.file)")
      #expect(any.accepts(document.value), "\(document.file)")
    }
    for fault in Fault.all {
      #expect(schemas[fault.kind.lowercased()]?.accepts(fault.document) == false, "accepted: \(fault)")
      #expect(!any.accepts(fault.document), "accepted: \(fault)")
    }
  }

  @Test func theLoaderRefusesEveryFault() {
    // Beside a scenario may lie what is no resource; there the document itself must say that it is one.
    for fault in Fault.all where !fault.isNoResource {
      let result = Loader.load(fault.files, revision: "fault")
      // What other files would hold is missing, so only findings about the document itself count.
      let found = result.diagnostics.contains { ("VB0101"..."VB0121").contains($0.code.rawValue) }
      #expect(found, "accepted: \(fault)")
    }
  }

  private static func all(_ schema: JSONValue) -> [JSONValue] {
    var found = schema["type"] == nil ? [] : [schema]
    for (_, property) in schema["properties"]?.objectValue?.members.map({ ($0.name, $0.value) }) ?? [] {
      found += all(property)
    }
    for key in ["items", "additionalProperties"] { if let inner = schema[key] { found += all(inner) } }
    for definition in schema["$defs"]?.objectValue?.members ?? [] { found += all(definition.value) }
    return found
  }

  private static func properties(of schema: JSONValue, _ path: String) -> [(String, JSONValue)] {
    all(schema).flatMap { object in
      (object["properties"]?.objectValue?.members ?? []).map {
        ("\(path) \(object["title"]?.stringValue ?? "") \($0.name)", $0.value)
      }
    }
  }
}

/// One document of the complete repository with one mistake in it.
struct Fault: CustomStringConvertible {
  var kind: String
  var what: String
  var document: JSONValue
  /// Whether the document no longer says that it is of this language.
  var isNoResource: Bool {
    document["apiVersion"]?.stringValue?.hasPrefix("voicebot/") != true
      && files.last?.path.hasSuffix("/knowledge.yaml") == true && files.last?.path.hasPrefix("scenarios/") == true
  }
  /// The document's file, with the mistake, beside the project.
  var files: [SourceFile]
  var description: String { "\(kind) \(what)" }

  static let all: [Fault] = CompleteRepository.documents.enumerated().flatMap { faults(in: $0.offset) }

  private static func faults(in index: Int) -> [Fault] {
    let (kind, file, value) = CompleteRepository.documents[index]
    let walk = SchemaWalk(path: [], value: value, schema: CompleteRepository.schema(of: kind))
    let beside = CompleteRepository.documents.enumerated()
      .filter { $0.offset != index && $0.element.file == file }.map { JSONWriter.string($0.element.value) }
    let others = CompleteRepository.files.filter { $0.path == "voicebot.yaml" && $0.path != file }
    return walk.all.flatMap { place in
      mistakes(place.value, place.schema).map { what, wrong in
        let document = value.replacing(place.path[...], with: wrong)
        let text = ([JSONWriter.string(document)] + beside).joined(separator: "\n---\n")
        return Fault(
          kind: kind, what: "\(place.path.joined(separator: ".")): \(what)", document: document,
          files: others + [SourceFile(path: file, text: text)])
      }
    }
  }

  /// Values in the place of the one that is right, with what is wrong about each.
  private static func mistakes(_ value: JSONValue, _ schema: JSONValue) -> [(String, JSONValue)] {
    var found: [(String, JSONValue)] = []
    switch value {
    case .object(var object) where schema["properties"] != nil:
      found.append(("a list in its place", []))
      for required in schema["required"]?.arrayValue ?? [] {
        let name = required.stringValue ?? ""
        found.append(("no \(name)", value.replacing([name], with: nil)))
      }
      object["bogusField"] = 1
      found.append(("an unknown field", .object(object)))
      let alternatives = (schema["oneOf"]?.arrayValue ?? []).compactMap { $0["required"]?[0]?.stringValue }
      if let present = alternatives.first(where: { value[$0] != nil }) {
        found.append(("none of the alternatives", value.replacing([present], with: nil)))
      }
    case .object where schema["type"] == "object": found.append(("a text in its place", "text"))
    case .array where schema["type"] == "array":
      found.append(("a mapping in its place", ["a": 1]))
      if schema["minItems"] != nil { found.append(("nothing in it", [])) }
    case .string where schema["type"] == "string":
      found.append(("a list in its place", ["text"]))
      found.append(("a truth in its place", true))
      found.append(("an empty text", ""))
      if schema["enum"] != nil { found.append(("no choice", "nonsense")) }
      if schema["pattern"] != nil { found.append(("another form", "no\tno")) }
    case .integer, .number:
      guard schema["type"] == "integer" || schema["type"] == "number" else { break }
      found.append(("a text in its place", "text"))
      if let most = schema["maximum"]?.doubleValue { found.append(("too much", .number(most * 2 + 1))) }
      if let least = schema["minimum"]?.doubleValue { found.append(("too little", .number(least - 1))) }
    case .bool where schema["type"] == "boolean": found.append(("a text in its place", "text"))
    default: break
    }
    return found
  }
}
