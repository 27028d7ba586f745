import ArgumentParser
import Diagnostics
import Glibc
import Loading
import Resources
import Shapes

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a new resource into its place: valid, small, and ready to be edited.",
    discussion: """
      Nothing is written over. The repository is checked again with the new file in it.

        voicebot new bot night-desk --tenant roma --scenario pizza-ordering
        voicebot new scenario reservations
        voicebot new test orders-two --scenario pizza-ordering
        voicebot new environment staging
      """)

  @OptionGroup var place: RepositoryOptions

  @Argument(help: "What it is.")
  var kind: NewKind

  @Argument(help: "Its name: lower case letters, digits and hyphens.")
  var name: String

  @Option(
    help: "The tenant it belongs to; else the project's default, else the only one.",
    completion: LiveNames.completion(.tenants))
  var tenant: String?

  @Option(help: "The scenario of a bot or a test; else the only one.", completion: LiveNames.completion(.scenarios))
  var scenario: String?

  func validate() throws {
    let allowed = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    guard allowed, (1...63).contains(name.utf8.count), name.first != "-", name.last != "-" else {
      throw ValidationError("`\(name)` is no name: write lower case letters, digits and inner hyphens, at most 63")
    }
    if tenant != nil, !kind.hasTenant { throw ValidationError("a \(kind.rawValue) belongs to no tenant") }
    if scenario != nil, kind != .bot, kind != .test {
      throw ValidationError("--scenario is for a bot or a test")
    }
  }

  func run() throws {
    let repository = try place.load()
    let writer = ScaffoldWriter(
      kind: kind, name: name, repository: repository, wantedTenant: tenant, wantedScenario: scenario)
    let scaffolds = try writer.scaffolds()
    try Self.refuseTaken(scaffolds, name, kind, in: repository)
    for scaffold in scaffolds {
      try FreshDirectory.write(scaffold.text, to: scaffold.path, in: repository.root)
      Terminal.output(scaffold.path)
    }
    try report(scaffolds)
  }

  /// Neither a file nor, for a bot and its like, a resource of that name is there already.
  private static func refuseTaken(
    _ scaffolds: [Scaffold], _ name: String, _ kind: NewKind, in repository: Repository
  ) throws {
    for scaffold in scaffolds where access("\(repository.root)/\(scaffold.path)", F_OK) == 0 {
      throw CommandFailure(.refusedForSafety, "\(scaffold.path) is there already", fix: "choose another name")
    }
    guard let path = scaffolds.last?.path, let folder = path.lastIndex(of: "/").map({ path[...$0] }) else { return }
    let taken = repository.result.resources.first {
      $0.name.kind.rawValue.lowercased() == kind.rawValue && $0.name.name == name && $0.file.hasPrefix(folder)
    }
    if let taken {
      throw CommandFailure(
        .refusedForSafety, "\(taken.file):\(taken.place.line) declares \(taken.name) already",
        fix: "choose another name")
    }
  }

  /// Checks the repository as it is now, and says what comes next.
  private func report(_ scaffolds: [Scaffold]) throws {
    let paths = Set(scaffolds.map(\.path))
    let found = try place.load().result.diagnostics.filter { paths.contains($0.place.file) }
    DiagnosticsPrinter.show(found)
    if let next = scaffolds.last?.next { Terminal.status("next: \(next)") }
    if found.contains(where: { $0.severity == .error }) {
      throw CommandFailure(.invalidConfiguration, "the new file needs what is shown above")
    }
  }
}
