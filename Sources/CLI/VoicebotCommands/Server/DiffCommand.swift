import AdminClient
import ArgumentParser
import JSON
import Loading
import Plan

struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what a change means, resource by resource and field by field.",
    discussion: """
      Compares what is in force, not what is written: defaults, order and layout make no difference. Without a REF the
      working tree is compared.

        voicebot diff
        voicebot diff --against main --breaking --exit-code
        voicebot diff feature --against main
        voicebot diff --against server
      """)

  @OptionGroup var place: RepositoryOptions
  @OptionGroup var server: ServerOptions

  @Argument(
    help: "A branch, a tag or a commit. Without one, the working tree.", completion: LiveNames.completion(.references))
  var reference: String?

  @Option(
    help: ArgumentHelp("Compare with this branch, tag or commit, or with `server`, what is live.", valueName: "ref"),
    completion: LiveNames.completion(.references))
  var against = "HEAD"

  @Option(
    name: [.customLong("env"), .customLong("environment")], help: "Lay environments/NAME.yaml over both.",
    completion: LiveNames.completion(.environments))
  var environment: String?

  @Flag(help: "Only what may break callers, staff or consumers of results.")
  var breaking = false

  @Flag(help: "End with 2 where there are differences.")
  var exitCode = false

  @Option(name: [.customShort("o"), .long], help: "text, json, ndjson (one change a line) or markdown.")
  var output = DiffFormat.text

  enum DiffFormat: String, ExpressibleByArgument, CaseIterable { case text, json, ndjson, markdown }

  func run() async throws {
    let root = Repository.root(above: place.directory)
    let old = try await set(against, root)
    let new = try load(reference.map { try CommittedTree.files(root, $0) } ?? place.load().files)
    var plan = Plan.make(from: old, to: new)
    if breaking { plan.changes.removeAll { !$0.isBreaking } }
    switch output {
    case .text: Terminal.outputPart(PlanText(colour: Terminal.outputHasColour).print(plan))
    case .json: Terminal.output(JSONWriter.string(plan.json))
    case .ndjson: for change in plan.changes { Terminal.output(JSONWriter.string(change.json)) }
    case .markdown: Terminal.outputPart(PlanMarkdown.print(plan, title: "voicebot diff"))
    }
    if exitCode, !plan.isEmpty { throw ExitCode(ExitStatus.differences.rawValue) }
  }

  private func set(_ name: String, _ root: String) async throws -> ResourceSet {
    guard name == "server" else { return try load(CommittedTree.files(root, name)) }
    let client = try server.client()
    let live = try await ServerRequest.run { try await client.files() }
    return load(live.files.map { SourceFile(path: $0.path, text: $0.text) })
  }

  private func load(_ files: [SourceFile]) -> ResourceSet {
    ResourceSet(Loader.load(files, revision: "diff", options: LoadOptions(environment: environment)).resources)
  }
}
