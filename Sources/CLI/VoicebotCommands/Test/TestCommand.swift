import ArgumentParser
import Git
import JSON
import Simulation

enum TestOutput: String, ExpressibleByArgument, CaseIterable { case text, json, ndjson }

/// `voicebot test`
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run conversation tests: offline, in virtual time, without audio.",
    discussion: """
      Tests are documents of kind Test under scenarios/<name>/tests/. Each runs on the flow brain, or on a scripted
      language model, with databases of its own. Exits 7 where one fails, 3 where the configuration is invalid.

        voicebot test
        voicebot test scenarios/pizza-ordering --filter diavola
        voicebot test --changed=main --coverage --coverage-min 80%
        voicebot test --report junit=tests.xml --report lcov=coverage.info

      What needs audio (bounds on timing, noise, interruptions) is checked for its form and reported as skipped.
      """)

  @Option(
    name: .customShort("C"), help: ArgumentHelp("Run in this directory.", valueName: "dir"), completion: .directory)
  var directory = "."

  @Option(
    help: "Run only tests whose scenario, name, bot or labels contain this text.",
    completion: LiveNames.completion(.tests))
  var filter: String?

  @Option(
    defaultAsFlag: "", parsing: .next,
    help: ArgumentHelp(
      "Run only tests that what differs from a commit can affect: REF, or where the branch left the default branch.",
      valueName: "ref"), completion: LiveNames.completion(.references))
  var changed: String?

  @Option(name: .customLong("repeat"), help: "Run each test so many times.")
  var repeats = 1

  @Option(help: "Of the repetitions, how many must pass (all).")
  var minPass: Int?

  @Option(
    help: "A report: junit=FILE, json=FILE, markdown=FILE, lcov=FILE or github. May be given several times.",
    completion: .list(["junit=", "json=", "markdown=", "lcov=", "github"]))
  var report: [TestReport] = []

  @Flag(help: "Print how often each step was reached, and what never was.")
  var coverage = false

  @Option(help: "Fail where less than this share of steps, intents and branches is reached, such as 80%.")
  var coverageMin: CoverageShare?

  @Flag(help: "Run again whenever a file of the repository changes.")
  var watch = false

  @Flag(help: "Name the tests that would run, and run none.")
  var list = false

  @Option(name: [.customShort("o"), .long], help: "text, json or ndjson (one object a test).")
  var output = TestOutput.text

  @Argument(help: "Run only tests in these files or folders, or those of the scenarios they hold.", completion: .file())
  var paths: [String] = []

  func validate() throws {
    guard (1...10_000).contains(repeats) else { throw ValidationError("--repeat is 1 to 10000") }
    if let minPass, !(1...repeats).contains(minPass) { throw ValidationError("--min-pass is 1 to --repeat") }
  }

  func run() async throws {
    guard watch else { return try await TestSession(command: self).run() }
    try await TestWatch(command: self).run()
  }
}

/// A share in percent, `80%` or `80`.
struct CoverageShare: ExpressibleByArgument {
  var percent: Double

  init?(argument: String) {
    guard let value = Double(argument.hasSuffix("%") ? String(argument.dropLast()) : argument),
      (0...100).contains(value)
    else { return nil }
    percent = value
  }
}

/// Where a report goes and in which format.
struct TestReport: ExpressibleByArgument, Equatable {
  enum Format: String, CaseIterable { case junit, json, markdown, lcov, github }
  var format: Format
  /// Nil for standard output.
  var file: String?

  init(_ format: Format, file: String? = nil) {
    self.format = format
    self.file = file
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard let name = parts.first, let format = Format(rawValue: name) else { return nil }
    self.init(format, file: parts.count == 2 ? parts[1] : nil)
    guard format == .github || file != nil else { return nil }
  }

  static var allValueStrings: [String] { Format.allCases.map { $0 == .github ? $0.rawValue : "\($0.rawValue)=FILE" } }

  /// What the continuous integration that runs the command can show, where it is known.
  static func ofEnvironment(_ variable: (String) -> String?) -> [TestReport] {
    if variable("GITHUB_ACTIONS") == "true" {
      return [TestReport(.github)] + (variable("GITHUB_STEP_SUMMARY").map { [TestReport(.markdown, file: $0)] } ?? [])
    }
    if variable("GITLAB_CI") == "true" { return [TestReport(.junit, file: "voicebot-tests.xml")] }
    return []
  }
}
