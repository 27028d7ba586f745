import AdminClient
import ArgumentParser
import JSON
import Loading
import Plan
import Simulation

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what applying a commit would change, and whom that touches.",
    discussion: """
      The runtime judges the commit as it would for `apply`. The plan is bound to the live revision: --out keeps it, and
      `voicebot apply FILE` carries it out or refuses where something else came first.

        voicebot plan
        voicebot plan --out change.plan && voicebot apply change.plan
        voicebot plan --report markdown=comment.md
      """)

  @OptionGroup var place: RepositoryOptions
  @OptionGroup var server: ServerOptions

  @Argument(help: "A branch, a tag or a commit.", completion: LiveNames.completion(.references))
  var reference = "HEAD"

  @Option(help: ArgumentHelp("Keep the plan in this file.", valueName: "file"), completion: .file())
  var out: String?

  @Option(
    help: ArgumentHelp("markdown, a comment for a pull request; with =FILE it is written there.", valueName: "form"),
    completion: .list(["markdown"]))
  var report: String?

  @Flag(help: "End with 2 where there are differences.")
  var exitCode = false

  @Flag(inversion: .prefixedNo, help: "Run the conversation tests of both revisions and show verdicts that change.")
  var tests = true

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  func run() async throws {
    let client = try server.client()
    let target = try TargetCommit.find(place.directory, reference: reference)
    target.warnOfUncommitted()
    let answer = try await ServerRequest.run { try await client.plan(.bundle(target.bundle)) }
    var proposal = try Proposal(answer, commit: target)
    if tests, !proposal.plan.isEmpty {
      let live = try? await client.files()
      proposal.plan.radius.verdicts = await VerdictComparison.changes(
        from: live?.files.map { SourceFile(path: $0.path, text: $0.text) } ?? [], seenBy: live?.tenants,
        to: target.files)
    }
    for diagnostic in proposal.diagnostics { Terminal.statusPart(ServerRequest.text(diagnostic)) }
    try show(proposal)
    if let out {
      let file = PlanFile(
        baseRevision: proposal.base, baseCommit: proposal.baseCommit, commit: target.id,
        server: client.endpoint.shownURL,
        plan: proposal.plan.json)
      try OutputFile.write(file.text, to: out)
      Terminal.status("kept in \(out): voicebot apply \(out)")
    }
    if exitCode, !proposal.plan.isEmpty { throw ExitCode(ExitStatus.differences.rawValue) }
  }

  private func show(_ proposal: Proposal) throws {
    switch output {
    case .text:
      Terminal.outputPart(PlanText(colour: Terminal.outputHasColour).print(proposal.plan))
      Terminal.status("against revision \(proposal.base)")
    default: ServerOutput.show(proposal.json, output) { "" }
    }
    guard let report else { return }
    let parts = report.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts[0] == "markdown" else {
      throw CommandFailure(.usage, "there is no report `\(parts[0])`", fix: "--report markdown=FILE")
    }
    let text = PlanMarkdown.print(
      proposal.plan, note: "\(proposal.commit.prefix(12)) against revision \(proposal.base)")
    if parts.count == 2 { try OutputFile.write(text, to: parts[1]) } else { Terminal.outputPart(text) }
  }
}

/// What the runtime answers to a plan.
struct Proposal {
  var base: Int
  var baseCommit: String?
  var commit: String
  var plan: Plan
  var diagnostics: [JSONValue]

  init(_ answer: JSONValue, commit target: TargetCommit) throws {
    guard var plan = answer["changes"].flatMap(Plan.init(json:)) else {
      throw CommandFailure(.internalError, "the runtime's plan is not understood", fix: "use the runtime's own version")
    }
    for member in answer["liveCalls"]?.objectValue?.members ?? [] {
      plan.radius.liveCalls[member.name] = member.value.integerValue.flatMap { Int(exactly: $0) }
    }
    self.plan = plan
    base = answer["base"]?.integerValue.flatMap { Int(exactly: $0) } ?? 0
    baseCommit = answer["baseCommit"]?.stringValue
    commit = target.id
    diagnostics = answer["diagnostics"]?.arrayValue ?? []
  }

  var json: JSONValue {
    var object = plan.json.objectValue ?? JSONObject()
    object["base"] = .integer(Int64(base))
    object["commit"] = .string(commit)
    object["diagnostics"] = .array(diagnostics)
    return .object(object)
  }
}
