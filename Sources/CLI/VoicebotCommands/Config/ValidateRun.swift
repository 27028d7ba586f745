import Diagnostics
import Git
import Glibc
import Loading
import Markup
import Resources

/// One round of `voicebot validate`: reads, mends where asked to, reports.
struct ValidateRun {
  let command: Validate
  /// One that has checked the repository before.
  var loader: IncrementalLoader?

  func run() throws {
    var repository = try command.place.load(environment: command.environment, loader: loader)
    let paths = command.paths.map { Repository.relative($0, in: command.place.directory, to: repository.root) }
    try Repository.refuseMissing(paths, given: command.paths, in: repository.root, files: repository.files)
    let change = try command.changed.map { try ChangedFiles.since($0, in: repository) }
    let changed = change?.paths
    if let change { repository = repository.judged(by: command.author, change) }
    if command.fix { repository = try fix(repository, paths, changed) }
    let list = DiagnosticList(
      DiagnosticList.selecting(repository.result.diagnostics, paths: paths, changed: changed))
    try report(list, repository)
    try finish(list, repository)
  }

  private func finish(_ list: DiagnosticList, _ repository: Repository) throws {
    // What is shown is what was asked about; what is judged is whether a commit of these files would be taken.
    let whole = DiagnosticList(repository.result.diagnostics)
    let summary =
      list.errors == whole.errors
      ? list.summary : "\(list.summary) in what was asked about, \(Counted.text(whole.errors, "error")) in all"
    if whole.isOnlyPolicy {
      throw CommandFailure(.policy, "\(summary): policies stand against it")
    }
    guard whole.errors == 0, let snapshot = repository.result.snapshot else {
      throw CommandFailure(
        .invalidConfiguration, summary, fix: list.errors == 0 ? "`voicebot validate` shows all of them" : nil)
    }
    if command.strict && list.warnings > 0 {
      throw CommandFailure(.invalidConfiguration, summary)
    }
    Terminal.status(
      "valid: \(Counted.text(snapshot.bots.count, "bot")), \(Counted.text(snapshot.scenarios.count, "scenario")), "
        + Counted.text(list.warnings, "warning"))
    if snapshot.bots.isEmpty { Terminal.status("there is no bot: bots are in bots/<tenant>/, in files ended by .yaml") }
  }

  // MARK: Reports

  private func report(_ list: DiagnosticList, _ repository: Repository) throws {
    var requests = try command.requests()
    requests += ReportRequest.automatic(besides: requests, environment: DataDirectory.environment)
    if !requests.contains(where: { $0.destination == .output }) {
      let format = command.output.map { ReportFormat(rawValue: $0.rawValue) ?? .text } ?? .text
      requests.insert(ReportRequest(format: format, destination: .output), at: 0)
    }
    for request in requests {
      let isPlain = request.format == .text && request.destination == .output
      let text = request.format.print(
        list,
        ReportContext(
          toolVersion: Version.current, files: repository.files.map(\.path),
          prefix: isPlain ? "" : GitFolder(of: repository.root).prefix,
          colour: isPlain && Terminal.outputIsTerminal && DataDirectory.environment("NO_COLOR") == nil))
      try write(text, request)
    }
  }

  private func write(_ text: String, _ request: ReportRequest) throws {
    switch request.destination {
    case .output: Terminal.outputPart(text)
    case .status: Terminal.statusPart(text)
    case .file(let path):
      try OutputFile.write(text, to: path)
    case .appended(let path):
      guard let file = fopen(path, "a") else { throw Self.failure(path) }
      let bytes = Array(text.utf8)
      let written = fwrite(bytes, 1, bytes.count, file)
      guard fclose(file) == 0, written == bytes.count else { throw Self.failure(path) }
    }
  }

  private static func failure(_ path: String) -> CommandFailure {
    CommandFailure(.failed, "cannot write \(path): \(String(cString: strerror(errno)))")
  }

  // MARK: Fixes

  /// The repository after its safe fixes were written.
  private func fix(_ repository: Repository, _ paths: [String], _ changed: Set<String>?) throws -> Repository {
    let outcome = RepositoryFix.run(
      repository.files,
      isWanted: { file in
        (paths.isEmpty || paths.contains { $0.isEmpty || file == $0 || file.hasPrefix($0 + "/") })
          && changed.map { $0.contains(file) } ?? true
      },
      load: { Loader.load($0, revision: "working-tree", options: repository.options).diagnostics })
    for path in outcome.changed {
      guard let before = repository.files.first(where: { $0.path == path }),
        let after = outcome.files.first(where: { $0.path == path })
      else { continue }
      try OutputFile.write(after.bytes, to: "\(repository.root)/\(path)", replacing: before.bytes)
    }
    for diagnostic in outcome.applied {
      let place = diagnostic.place
      let text = diagnostic.fix.map { $0.replacement.isEmpty ? "deleted" : "wrote `\($0.replacement)`" } ?? ""
      Terminal.status(
        "fixed \(place.file):\(place.line):\(place.column) \(diagnostic.code.rawValue): \(VisibleText.of(text))")
    }
    return Repository(
      root: repository.root,
      result: Loader.load(outcome.files, revision: "working-tree", options: repository.options), files: outcome.files,
      options: repository.options)
  }
}
