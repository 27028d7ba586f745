import ArgumentParser
import Diagnostics
import JSON
import Loading
import Resources
import Shapes
import YAMLTree

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the resources as they are in force: defaults filled in, an environment laid over them.",
    discussion: """
        voicebot build --env staging --origins
        voicebot build --only Bot/roma/pizzeria -o json
      """)

  @OptionGroup var place: RepositoryOptions

  @Option(
    name: [.customLong("env"), .customLong("environment")], help: "Lay environments/NAME.yaml over the resources.",
    completion: LiveNames.completion(.environments))
  var environment: String?

  @Flag(help: "Say behind each value where it comes from.")
  var origins = false

  @Option(help: ArgumentHelp("Only these resources; may be repeated.", valueName: "Kind/tenant/name"))
  var only: [String] = []

  @Option(name: [.customShort("o"), .long], help: "yaml (or text, which is the same), json or ndjson.")
  var output = DataFormat.yaml

  func run() throws {
    let repository = try place.load(environment: environment)
    _ = try repository.snapshot()
    let names = Set(only)
    let resources = repository.result.resources.filter { names.isEmpty || names.contains($0.name.path) }
    if let missing = names.subtracting(resources.map(\.name.path)).sorted().first {
      throw CommandFailure(
        .notFound, "there is no resource `\(missing)`",
        fix: "write Kind/tenant/name, such as \(repository.result.resources.last?.name.path ?? "Bot/roma/pizzeria")")
    }
    switch output {
    case .yaml, .text: Terminal.outputPart(resources.map(yaml).joined(separator: "---\n"))
    case .json: Terminal.output(JSONWriter.string(.array(resources.map(\.effectiveDocument))))
    case .ndjson: for resource in resources { Terminal.output(JSONWriter.string(resource.effectiveDocument)) }
    }
  }

  private func yaml(_ resource: Resource) -> String {
    guard origins else { return YAMLWriter.text(resource.effectiveDocument) }
    let writer = YAMLWriter { path in
      guard path.first == .name("spec"), path.count > 1 else { return nil }
      guard let origin = resource.origin(of: Array(path.dropFirst())) else { return "default" }
      return "\(origin.file):\(origin.line)"
    }
    return writer.print(resource.effectiveDocument)
  }
}
