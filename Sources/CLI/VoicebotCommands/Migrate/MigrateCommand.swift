import ArgumentParser
import Loading
import Shapes

struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Rewrite files of an earlier apiVersion for the present one.",
    discussion: """
      Earlier versions go on working; this brings the files themselves up to date. Comments, order and layout stay. All
      files are worked out before the first is written; one that a person has to mend stops it.

        voicebot migrate --check
        voicebot migrate bots/roma
      """)

  @OptionGroup var place: RepositoryOptions

  @Argument(help: "Only these files and folders.", completion: .file())
  var paths: [String] = []

  @Flag(help: "Write nothing; fail where a file is of an earlier version.")
  var check = false

  func run() throws {
    let repository = try place.load()
    let wanted = paths.map { Repository.relative($0, in: place.directory, to: repository.root) }
    try Repository.refuseMissing(wanted, given: paths, in: repository.root, files: repository.files)
    var rewritten: [(file: SourceFile, text: MigrationText)] = []
    var refused = 0
    for file in repository.files where Self.isWanted(file.path, wanted) {
      do throws(MigrationText.Failure) {
        let text = try MigrationText(file.bytes)
        if !text.moves.isEmpty { rewritten.append((file, text)) }
      } catch {
        refused += 1
        Terminal.status("\(file.path):\(error.line): \(error.message)")
      }
    }
    for (file, text) in rewritten {
      for move in text.moves { Terminal.output("\(file.path):\(move.line): \(move.text)") }
    }
    if refused > 0 {
      throw CommandFailure(
        .invalidConfiguration, "\(Counted.text(refused, "file needs", "files need")) a person; nothing was written",
        fix: "mend what is shown above, then try again")
    }
    if check {
      guard rewritten.isEmpty else {
        throw CommandFailure(
          .failed, "\(Counted.text(rewritten.count, "file is", "files are")) of an earlier version",
          fix: "voicebot migrate")
      }
      return Terminal.status("every file is of the present version")
    }
    try prove(rewritten, repository)
    for (file, text) in rewritten {
      try OutputFile.write(text.bytes, to: "\(repository.root)/\(file.path)", replacing: file.bytes)
    }
    Terminal.status(
      rewritten.isEmpty ? "every file is of the present version" : "\(Counted.text(rewritten.count, "file")) rewritten")
  }

  private static func isWanted(_ path: String, _ wanted: [String]) -> Bool {
    wanted.isEmpty || wanted.contains { $0.isEmpty || path == $0 || path.hasPrefix($0 + "/") }
  }

  /// What is about to be written means what is there now.
  private func prove(_ rewritten: [(file: SourceFile, text: MigrationText)], _ repository: Repository) throws {
    let texts = Dictionary(uniqueKeysWithValues: rewritten.map { ($0.file.path, $0.text.bytes) })
    let files = repository.files.map { SourceFile(path: $0.path, bytes: texts[$0.path] ?? $0.bytes) }
    let after = Loader.load(files, revision: "working-tree", options: repository.options)
    let isSame = repository.result.resources.map(\.effectiveDocument) == after.resources.map(\.effectiveDocument)
    guard isSame else {
      throw CommandFailure(.internalError, "the rewritten files would not mean the same; nothing was written")
    }
  }
}
