import ArgumentParser
import Events
import Glibc
import JSON
import Loading
import Resources
import Service

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at what voicebot needs on this machine, and say how to mend what is missing.",
    discussion: """
      Looks at the repository, its commit, models, the data directory, ports, secrets (their names only), environments,
      contexts and the clock; changes nothing. Ends 1 where something fails; a warning is none.

        voicebot doctor
        voicebot doctor -o json | jq '.findings[] | select(.state != "ok")'
      """)

  @OptionGroup var place: RepositoryOptions

  @Option(help: ArgumentHelp("The data directory that the runtime is given.", valueName: "dir"), completion: .directory)
  var data: String?

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson (one finding a line).")
  var output = DataFormat.text

  func run() async throws {
    var findings = [Finding("version", .ok, "voicebot \(Version.current)")]
    let root = Repository.root(above: place.directory)
    var repository: Repository?
    if access("\(root)/voicebot.yaml", F_OK) == 0 {
      do {
        let loaded = try place.load()
        repository = loaded
        findings += RepositoryCheckup(repository: loaded, now: WallClock.milliseconds()).findings()
      } catch let failure as CommandFailure {
        findings.append(Finding("repository", .fail, failure.message, fix: failure.fix))
      }
    } else {
      findings.append(
        Finding("repository", .fail, "there is no voicebot.yaml at or above \(root)", fix: "voicebot init DIR"))
    }
    let project = repository?.result.snapshot?.project
    findings += await MachineCheckup(project: project, root: root, data: data).findings()
    findings += await ContextCheckup.findings()
    try show(findings)
    let failed = findings.filter { $0.state == .fail }.count
    if failed > 0 { throw CommandFailure(.failed, "\(failed) of \(findings.count) checks failed") }
  }

  private func show(_ findings: [Finding]) throws {
    switch output {
    case .text: for finding in findings { Terminal.output(finding.text) }
    case .ndjson: for finding in findings { Terminal.output(JSONWriter.string(finding.json)) }
    case .json, .yaml:
      let isWell = !findings.contains { $0.state == .fail }
      ServerOutput.show(["ok": .bool(isWell), "findings": .array(findings.map(\.json))], output) { "" }
    }
  }
}
