import Glibc
import JSON

/// Python's jsonschema, as a second judge of the schemas. `judge` is nil where it is not installed.
enum PythonSchemas {
  struct Case {
    /// A file's name in `schemas/`, without its ending.
    var schema: String
    var value: JSONValue
  }

  struct Verdict {
    /// What the reference metaschema says of each schema, none where it accepts it.
    var schemaErrors: [String: String]
    /// Examples and defaults that their own schema refuses.
    var exampleErrors: [String]
    /// For each case whether it is valid.
    var isValid: [Bool]
  }

  /// A release without draft 2020-12 counts as none.
  private static let program = #"""
    import json, sys
    from jsonschema import Draft202012Validator as V
    data = json.load(open(sys.argv[1]))
    schemas, errors, examples = data["schemas"], {}, []
    def walk(node, path):
        if isinstance(node, dict):
            shown = node.get("examples", []) if isinstance(node.get("examples"), list) else []
            if "default" in node and "title" in node and "type" in node: shown = shown + [node["default"]]
            for value in shown:
                if not V(node).is_valid(value): examples.append(path + ": " + json.dumps(value))
            for name, child in node.items():
                if name not in ("examples", "default", "enum", "const"): walk(child, path + "/" + name)
        elif isinstance(node, list):
            for index, child in enumerate(node): walk(child, path + "/" + str(index))
    for name, schema in schemas.items():
        try: V.check_schema(schema)
        except Exception as error: errors[name] = str(error)
        if name != "voicebot": walk(schema, name)
    validators = {name: V(schema) for name, schema in schemas.items()}
    valid = [validators[case["schema"]].is_valid(case["value"]) for case in data["cases"]]
    print(json.dumps({"schemas": errors, "examples": examples, "valid": valid}))
    """#

  static func judge(_ schemas: [String: JSONValue], _ cases: [Case]) throws -> Verdict? {
    guard run("python3 -c 'from jsonschema import Draft202012Validator' 2>/dev/null") != nil else { return nil }
    var template = Array("/tmp/voicebot-schemas-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { _ = run("rm -rf \(folder)") }
    let data: JSONValue = [
      "schemas": .object(JSONObject(distinct: schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
      "cases": .array(cases.map { ["schema": .string($0.schema), "value": $0.value] }),
    ]
    guard DiskFiles.write(JSONWriter.string(data), to: "\(folder)/data.json"),
      DiskFiles.write(program, to: "\(folder)/judge.py"),
      let output = run("timeout 120 python3 \(folder)/judge.py \(folder)/data.json")
    else { return nil }
    let answer = try JSONParser.parse(Array(output.utf8))
    return Verdict(
      schemaErrors: (answer["schemas"]?.objectValue?.members ?? []).reduce(into: [:]) {
        $0[$1.name] = $1.value.stringValue
      },
      exampleErrors: (answer["examples"]?.arrayValue ?? []).compactMap(\.stringValue),
      isValid: (answer["valid"]?.arrayValue ?? []).compactMap(\.boolValue))
  }

  /// What the command prints; nil where it fails.
  private static func run(_ command: String) -> String? {
    guard let pipe = popen(command, "r") else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { bytes += buffer[..<count] }
    return pclose(pipe) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }
}
