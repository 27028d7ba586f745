import ArgumentParser
import JSON
import Resources

enum ReportFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a repository: syntax, fields, references, meaning. All offline.",
    discussion: """
      Exits 0 where a commit of these files would be taken, 3 where not.

        voicebot validate
        voicebot validate bots/roma/pizzeria.yaml
        voicebot validate --output json | jq .message
      """)

  @Option(name: .customShort("C"), help: "Run in this directory.")
  var directory = "."

  @Option(name: [.customShort("o"), .long], help: "text or json (one object a line).")
  var output = ReportFormat.text

  @Argument(help: "Show only what concerns these files or folders; the whole repository is checked all the same.")
  var paths: [String] = []

  func run() throws {
    let repository = try Repository.load(directory)
    let shown = repository.result.diagnostics.filter { diagnostic in
      paths.isEmpty
        || paths.contains { path in
          let plain = Self.relative(path, to: repository.root)
          return plain.isEmpty || diagnostic.place.file == plain || diagnostic.place.file.hasPrefix(plain + "/")
        }
    }
    for diagnostic in shown {
      switch output {
      case .json: Terminal.output(JSONWriter.string(diagnostic.json))
      case .text: Terminal.outputPart(DiagnosticsPrinter.text(diagnostic, colour: Terminal.outputIsTerminal))
      }
    }
    let errors = shown.count { $0.severity == .error }
    let warnings = shown.count - errors
    if errors > 0 {
      throw CommandFailure(.invalidConfiguration, "\(errors) errors, \(warnings) warnings")
    }
    if let snapshot = repository.result.snapshot {
      Terminal.status("valid: \(snapshot.bots.count) bots, \(snapshot.scenarios.count) scenarios, \(warnings) warnings")
    }
  }

  private static func relative(_ path: String, to root: String) -> String {
    var plain = path
    if plain.hasPrefix(root) { plain = String(plain.dropFirst(root.count)) }
    while plain.hasPrefix("./") { plain.removeFirst(2) }
    while plain.hasPrefix("/") { plain.removeFirst() }
    while plain.hasSuffix("/") { plain.removeLast() }
    return plain == "." ? "" : plain
  }
}
