// Judges a mebibyte of every hostile file in every way there is, and prints what takes long.
//
//     HostileBenchmark [NAME-PREFIX] [BYTES] [MILLISECONDS]
//
// Without a third argument what takes over 100 ms of the processor's time is listed. Status 1 where something took more
// than the 250 ms that are promised.
import Diagnostics
import Glibc
import HostileInputs
import JSON
import JSONSchema
import Loading
import Plan
import Resources
import Shapes
import YAMLTree

struct Measurement {
  static let promised = 250.0
  let listed: Double
  var worst: [String: (milliseconds: Double, input: String)] = [:]

  static func processor() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }

  mutating func take(_ operation: String, _ input: some CustomStringConvertible, _ body: () -> Void) {
    let start = Self.processor()
    body()
    let took = Self.processor() - start
    if took > worst[operation]?.milliseconds ?? 0 { worst[operation] = (took, input.description) }
    if took > listed { print("\(Int(took)) ms  \(operation)  \(input)") }
  }

  mutating func take(_ input: HostileSchema, _ size: Int) {
    let bytes = (schema: input.schema(size), value: input.value(size))
    var schema: JSONValue?
    var value: JSONValue?
    take("JSON", input) {
      schema = try? JSONParser.parse(bytes.schema)
      value = try? JSONParser.parse(bytes.value)
    }
    guard let schema, let value else { return print("not JSON: \(input)") }
    var compiled: Schema?
    take("schema", input) { compiled = try? Schema(schema) }
    guard let compiled else { return }
    take("validation", input) { _ = compiled.validate(value) }
  }

  mutating func take(_ input: HostileInput, _ size: Int) {
    let bytes = input.bytes(size)
    let options = LoadOptions(today: CivilDate("2026-01-15"), environment: "staging")
    func load(_ path: String, _ bytes: [UInt8]) -> LoadResult {
      var files = HostileInputs.repository(path, bytes).map { SourceFile(path: $0.path, bytes: $0.bytes) }
      if !path.hasPrefix("environments/") { files.append(SourceFile(path: "environments/staging.yaml", bytes: [])) }
      return Loader.load(files, revision: "test", options: options)
    }
    take("reading", input) { _ = try? YAMLTree.parse(bytes) }
    take("fmt", input) { _ = try? YAMLFormat.format(bytes) }
    take("migrate", input) { _ = try? MigrationText(bytes) }
    var result = LoadResult(snapshot: nil, diagnostics: [])
    take("validate", input) { result = load(input.path, bytes) }
    take("reports", input) {
      for format in ReportFormat.allCases { _ = format.print(DiagnosticList(result.diagnostics)) }
    }
    take("validate --fix", input) {
      let files = HostileInputs.repository(input.path, bytes).map { SourceFile(path: $0.path, bytes: $0.bytes) }
      _ = RepositoryFix.run(files) { Loader.load($0, revision: "test", options: options).diagnostics }
    }
    take("export", input) { for resource in result.resources { _ = YAMLWriter.text(resource.effectiveDocument) } }
    plans(input, bytes, result, load)
  }

  /// Plans that bring the file in, take it out, and change nearly every line of it.
  private mutating func plans(
    _ input: HostileInput, _ bytes: [UInt8], _ result: LoadResult, _ load: (String, [UInt8]) -> LoadResult
  ) {
    let small = ResourceSet(load("README", []).resources)
    let large = ResourceSet(result.resources)
    let text = String(decoding: bytes, as: UTF8.self).replacing("x", with: "y").replacing("9", with: "8")
    let other = ResourceSet(load(input.path, Array(text.utf8)).resources)
    for (old, new) in [(small, large), (large, small), (large, other)] {
      var plan = Plan()
      take("plan", input) { plan = Plan.make(from: old, to: new) }
      take("plan in words", input) {
        _ = PlanText().print(plan)
        _ = PlanMarkdown.print(plan)
      }
      var file: [UInt8] = []
      take("plan file written", input) {
        file = Array(
          PlanFile(
            baseRevision: 1, baseCommit: String(repeating: "a", count: 40), commit: String(repeating: "b", count: 40),
            server: "http://127.0.0.1:8080", plan: plan.json
          ).text.utf8)
      }
      // A longer one is another input.
      if file.count <= 1 << 20 { take("plan file read", input) { _ = try? PlanFile(parsing: file) } }
    }
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
let prefix = arguments.first ?? ""
let size = arguments.count > 1 ? Int(arguments[1]) ?? 1 << 20 : 1 << 20
var measurement = Measurement(listed: arguments.count > 2 ? Double(arguments[2]) ?? 100 : 100)
for input in HostileInputs.schemas where input.name.hasPrefix(prefix) { measurement.take(input, size) }
for input in HostileInputs.all where input.name.hasPrefix(prefix) { measurement.take(input, size) }
for (operation, worst) in measurement.worst.sorted(by: { $0.value.milliseconds > $1.value.milliseconds }) {
  print("worst \(operation): \(Int(worst.milliseconds)) ms, \(worst.input)")
}
exit(measurement.worst.values.contains { $0.milliseconds > Measurement.promised } ? 1 : 0)
