import AdminClient
import ArgumentParser
import Glibc
import JSON
import Loading
import Plan

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the files of a live revision, byte for byte as they were committed.",
    discussion: """
      Applying what was exported changes nothing: the repository is the truth, and the runtime keeps it.

        voicebot export --out bots-repository
        voicebot export --revision 12 --out before
      """)

  @OptionGroup var server: ServerOptions

  @Option(help: ArgumentHelp("A directory that is empty or not there.", valueName: "dir"), completion: .directory)
  var out: String

  @Option(help: ArgumentHelp("An earlier revision.", valueName: "number"))
  var revision: Int?

  func run() async throws {
    let client = try server.client()
    let (number, commit, _, files) = try await ServerRequest.run(missing: "`voicebot history` lists the revisions") {
      try await client.files(revision)
    }
    try FreshDirectory.check(out)
    for file in files {
      guard Loader.isPart(path: file.path) else { continue }
      try FreshDirectory.write(file.text, to: file.path, in: out)
    }
    Terminal.status("\(files.count) files of revision \(number) (\(commit.prefix(12))) in \(out)")
  }
}

/// Directories that a command fills, and never over something.
enum FreshDirectory {
  static func check(_ path: String) throws {
    guard let stream = opendir(path) else {
      guard errno == ENOENT else {
        throw CommandFailure(.failed, "cannot write into \(path): \(String(cString: strerror(errno)))")
      }
      return
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != "..", name != ".git" {
        throw CommandFailure(.refusedForSafety, "\(path) is not empty", fix: "name another directory")
      }
    }
  }

  /// `file` is a checked relative path.
  static func write(_ text: String, to file: String, in directory: String) throws {
    let folders = file.split(separator: "/").dropLast().joined(separator: "/")
    try OutputFile.makeFolder("\(directory)/\(folders)")
    try OutputFile.write(text, to: "\(directory)/\(file)")
  }
}

struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", abstract: "Show how what is live differs from a commit, most often the branch's tip.",
    discussion: "  voicebot drift --exit-code\n  voicebot drift origin/main")

  @OptionGroup var place: RepositoryOptions
  @OptionGroup var server: ServerOptions

  @Argument(help: "A branch, a tag or a commit.", completion: LiveNames.completion(.references))
  var reference = "HEAD"

  @Flag(help: "End with 2 where there is drift.")
  var exitCode = false

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  func run() async throws {
    let client = try server.client()
    let (number, commit, _, files) = try await ServerRequest.run { try await client.files() }
    let wanted = try CommittedTree.files(Repository.root(above: place.directory), reference)
    let live = Loader.load(files.map { SourceFile(path: $0.path, text: $0.text) }, revision: commit).resources
    let plan = Plan.make(
      from: ResourceSet(live), to: ResourceSet(Loader.load(wanted, revision: reference).resources))
    switch output {
    case .text:
      Terminal.outputPart(
        plan.isEmpty
          ? "No drift.\n" : PlanText(colour: Terminal.outputHasColour).print(plan))
      Terminal.status("live: revision \(number), commit \(commit.prefix(12)); compared with \(reference)")
    default: ServerOutput.show(plan.json, output) { "" }
    }
    if exitCode, !plan.isEmpty { throw ExitCode(ExitStatus.differences.rawValue) }
  }
}
