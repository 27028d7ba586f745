import ArgumentParser

struct ManCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Print or write the manual: a page for the tool and for each command.",
    discussion: """
        voicebot man apply | man -l -
        voicebot man --out ~/.local/share/man/man1
        voicebot man --markdown docs/reference/cli.md --check
      """)

  @Argument(help: "The command whose page is printed, such as `context set`.")
  var command: [String] = []

  @Option(help: ArgumentHelp("Write every page into this directory.", valueName: "dir"), completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp("Write the reference of all commands into this file, as Markdown.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var markdown: String?

  @Flag(help: "Write nothing; fail where a file differs.")
  var check = false

  func validate() throws {
    if check, out == nil, markdown == nil { throw ValidationError("--check goes with --out or --markdown") }
    if !command.isEmpty, out != nil || markdown != nil {
      throw ValidationError("a command is printed; leave --out and --markdown out")
    }
  }

  func run() throws {
    let tool = try CommandManual.tool()
    if out == nil, markdown == nil { return try print(tool) }
    var files: [(path: String, text: String)] = []
    if let out {
      if !check { try OutputFile.makeFolder(out) }
      files += tool.all.map { ("\(out)/\($0.pageName).1", ManualPage.text($0, in: tool)) }
    }
    if let markdown { files.append((markdown, ManualMarkdown.text(tool))) }
    let stale = files.filter { FileText.read($0.path) != $0.text }
    if check {
      guard stale.isEmpty else {
        throw CommandFailure(
          .failed, "stale: \(stale.map(\.path).joined(separator: ", "))", fix: "the same command without --check")
      }
      return
    }
    for file in stale { try OutputFile.write(file.text, to: file.path) }
    Terminal.status("\(files.count) files, \(stale.count) of them new or changed")
  }

  private func print(_ tool: CommandManual) throws {
    let path = command.first == "voicebot" ? command : ["voicebot"] + command
    guard let found = tool.all.first(where: { $0.path == path }) else {
      throw CommandFailure(
        .notFound, "there is no command `\(command.joined(separator: " "))`",
        fix: "one of: \(tool.subcommands.compactMap(\.path.last).joined(separator: ", "))")
    }
    Terminal.outputPart(ManualPage.text(found, in: tool))
  }
}
