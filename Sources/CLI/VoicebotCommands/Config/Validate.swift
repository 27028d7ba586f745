import ArgumentParser
import Diagnostics

struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a repository: syntax, fields, references, meaning, policies. All offline.",
    discussion: """
      Exits 0 where a commit of these files would be taken, 3 where not, 8 where only policies stand against it;
      paths and --changed choose what is shown, not what is judged.

        voicebot validate
        voicebot validate bots/roma --fix
        voicebot validate --changed=main --report sarif=voicebot.sarif
        voicebot validate -o ndjson | jq .message

      In GitHub Actions findings are annotated and summed up; in GitLab CI a code quality report is written.
      """)

  @OptionGroup var place: RepositoryOptions

  @Argument(
    help: "Show only what is in these files or folders; the whole repository is checked all the same.",
    completion: .file())
  var paths: [String] = []

  @Option(
    defaultAsFlag: "", parsing: .next,
    help: ArgumentHelp(
      "Show only what concerns files that differ from a commit: REF, or where the branch left the default branch.",
      valueName: "ref"), completion: LiveNames.completion(.references))
  var changed: String?

  @Option(
    help: ArgumentHelp(
      "With --changed: who made the change, as policies name people. Without it, HEAD's author.", valueName: "email"))
  var author: String?

  @OptionGroup(title: "A runtime that judges HEAD as well, and changes nothing") var runtime: ServerOptions

  @Flag(help: "Write the fixes that have no second reading, then check again.")
  var fix = false

  @Flag(help: "Check again at each change, until interrupted.")
  var watch = false

  @Flag(help: "Take warnings for errors.")
  var strict = false

  @Option(
    name: [.customLong("env"), .customLong("environment")],
    help: ArgumentHelp("Lay environments/NAME.yaml over the resources.", valueName: "name"),
    completion: LiveNames.completion(.environments))
  var environment: String?

  @Option(
    name: .customLong("report"), parsing: .singleValue,
    help: ArgumentHelp(
      "Write a report as \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated.",
      valueName: "format[=file]"), completion: .list(ReportFormat.allCases.map(\.rawValue)))
  var reports: [String] = []

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output: DataFormat?

  func validate() throws {
    if watch, fix { throw ValidationError("--watch and --fix cannot be given together") }
    let requests = try requests()
    let onOutput = requests.filter { $0.destination == .output }.count + (output == nil ? 0 : 1)
    if onOutput > 1 { throw ValidationError("only one report can go to standard output; give the others a file") }
  }

  func requests() throws -> [ReportRequest] {
    try reports.map { argument in
      guard let request = ReportRequest(argument: argument) else {
        let formats = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("`--report \(argument)`: write FORMAT or FORMAT=FILE, with one of \(formats)")
      }
      return request
    }
  }

  func run() async throws {
    if watch {
      try await ValidateWatch(command: self).run()
    } else {
      try ValidateRun(command: self).run()
      if runtime.server != nil || runtime.context != nil {
        try await ServerVerdict.ask(runtime, directory: place.directory)
      }
    }
  }
}
