import AdminAPI
import AdminClient
import ArgumentParser
import JSON
import Plan

struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Make a commit live on a runtime: all of it or nothing.",
    discussion: """
      The runtime checks the commit again and swaps in one step; calls in progress end as they began. Resources are only
      deleted with --prune, and never more than --prune-limit allows. Of two applies at once one ends with 5.

        voicebot apply
        voicebot apply change.plan --wait
        voicebot apply --prune --if-revision 12 --message "Retire the old menu"
      """)

  @OptionGroup var place: RepositoryOptions
  @OptionGroup var change: ChangeOptions

  @Argument(help: "A plan that `voicebot plan --out` kept. Without one, HEAD is applied.", completion: .file())
  var plan: String?

  @Option(
    help: ArgumentHelp("Apply this branch, tag or commit.", valueName: "ref"),
    completion: LiveNames.completion(.references))
  var ref: String?

  @Flag(help: "Go through all of it on the runtime and change nothing.")
  var dryRun = false

  @Flag(help: "Delete what the commit no longer declares.")
  var prune = false

  @Option(help: ArgumentHelp("Most that may be deleted: a share, or a number of resources.", valueName: "10%"))
  var pruneLimit: String?

  @Flag(inversion: .prefixedNo, help: "Wait until the revision is live.")
  var wait = true

  @Option(help: ArgumentHelp("Only where this revision is live.", valueName: "number"))
  var ifRevision: Int?

  @Option(name: .shortAndLong, help: "Why, for the history.")
  var message = ""

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  func validate() throws {
    if plan != nil, ref != nil { throw ValidationError("a plan names its commit; leave --ref out") }
    if pruneLimit != nil, !prune { throw ValidationError("--prune-limit goes with --prune") }
    if let pruneLimit, ProposedChange.Prune(pruneLimit) == nil {
      throw ValidationError("--prune-limit takes a number of resources, or a share such as 10%")
    }
  }

  func run() async throws {
    let client = try change.client()
    var expected = ifRevision
    var expectedCommit: String?
    var reference = ref ?? "HEAD"
    if let plan {
      let file = try read(plan)
      guard file.server == client.endpoint.shownURL else {
        throw CommandFailure(
          .conflict, "the plan was made for \(file.server), not for \(client.endpoint.shownURL)", fix: "plan again")
      }
      if let expected, expected != file.baseRevision {
        throw CommandFailure(.conflict, "the plan was made for revision \(file.baseRevision)", fix: "plan again")
      }
      expected = file.baseRevision
      expectedCommit = file.baseCommit
      reference = file.commit
    }
    let target = try TargetCommit.find(place.directory, reference: reference)
    if plan == nil { target.warnOfUncommitted() }
    let limit = prune ? pruneLimit ?? "10%" : nil
    do throws(AdminError) {
      show(
        try await client.apply(
          .bundle(target.bundle), expected: expected, expectedCommit: expectedCommit, prune: limit, message: message,
          isRehearsal: dryRun))
    } catch {
      // The followed branch may have brought the very commit meanwhile; then there is nothing left to do.
      if expected == nil, case .refused(let answer) = error, answer.status == 409,
        let live = try? await client.revision(), live["commit"]?.stringValue == target.id
      {
        return Terminal.status("revision \(live["revision"]?.text ?? "") is this commit already")
      }
      throw ServerRequest.failure(error)
    }
  }

  private func read(_ path: String) throws -> PlanFile {
    guard let bytes = FileText.bytes(path, limit: PlanFile.maximumBytes) else {
      throw CommandFailure(.notFound, "cannot read the plan \(path)", fix: "voicebot plan --out \(path)")
    }
    do { return try PlanFile(parsing: bytes) } catch {
      throw CommandFailure(.conflict, "\(path) is no plan that can be carried out: \(error.message)", fix: "plan again")
    }
  }

  private func show(_ answer: JSONValue) {
    guard output == .text else { return ServerOutput.show(answer, output) { "" } }
    let revision = answer["revision"]?.integerValue ?? 0
    if let plan = answer["changes"].flatMap(Plan.init(json:)) {
      Terminal.outputPart(PlanText(colour: Terminal.outputHasColour).print(plan))
    }
    for member in answer["draining"]?.objectValue?.members ?? [] {
      Terminal.status("\(member.value.text) calls of \(member.name) go on to their end as they began")
    }
    if answer["dryRun"]?.boolValue == true { return Terminal.status("dry run: nothing was changed") }
    if answer["unchanged"]?.boolValue == true { return Terminal.status("revision \(revision) is this commit already") }
    Terminal.status("revision \(revision) is live")
  }
}
