import Diagnostics
import Git
import Glibc
import Loading
import Resources

/// The working tree of a bots repository, as the commands see it.
struct Repository {
  let root: String
  let result: LoadResult
  let files: [SourceFile]
  /// What the check was told of the world around.
  let options: LoadOptions

  /// Reads and checks the repository at the directory, or at the nearest one above it with a `voicebot.yaml`.
  ///
  /// - Parameter loader: one that has checked it before, and remembers what it found.
  static func load(
    _ directory: String, environment: String? = nil, loader: IncrementalLoader? = nil
  ) throws -> Repository {
    let (root, contents) = try read(directory)
    let files = contents.sources
    let options = LoadOptions(today: Today.date, environment: environment)
    let result: LoadResult
    if let loader {
      loader.options = options
      result = loader.update(to: files, revision: "working-tree")
    } else {
      result = Loader.load(files, revision: "working-tree", options: options)
    }
    return Repository(root: root, result: result, files: files, options: options)
  }

  /// What is on disk there; a directory with nothing of a bots repository is none.
  static func read(_ directory: String) throws(CommandFailure) -> (root: String, contents: TreeContents) {
    let root = root(above: directory)
    let contents: TreeContents
    do {
      contents = try WorkingTree.read(root, .configuration)
    } catch {
      throw CommandFailure(.notFound, "cannot read the repository: \(error)", fix: "name it with -C DIR")
    }
    guard !contents.files.isEmpty || !contents.problems.isEmpty else {
      throw CommandFailure(
        .notFound, "there is no bots repository: no voicebot.yaml in \(root) or above it",
        fix: "name one with -C DIR, or make one with `voicebot init DIR`")
    }
    return (root, contents)
  }

  /// The path as the repository names it; empty for its root. Paths of the shell are relative to where it is, and may
  /// as well be given from the repository's root.
  static func relative(_ path: String, in directory: String, to root: String) -> String {
    for candidate in [path, "\(directory)/\(path)", "\(root)/\(path)"] {
      guard let resolved = realpath(candidate, nil) else { continue }
      defer { free(resolved) }
      let real = String(cString: resolved)
      if real == root { return "" }
      if real.hasPrefix(root + "/") { return String(real.dropFirst(root.count + 1)) }
    }
    var plain = path[...]
    while plain.hasPrefix("./") { plain = plain.dropFirst(2) }
    while plain.hasSuffix("/") { plain = plain.dropLast() }
    return plain == "." ? "" : String(plain)
  }

  /// Those of the paths that neither the repository nor the disk has are refused.
  static func refuseMissing(_ paths: [String], given: [String], in root: String, files: [SourceFile])
    throws(CommandFailure)
  {
    for (path, word) in zip(paths, given) where !path.isEmpty && access("\(root)/\(path)", F_OK) != 0 {
      guard !files.contains(where: { $0.path == path || $0.path.hasPrefix(path + "/") }) else { continue }
      throw CommandFailure(
        .notFound, "the repository has no file or folder `\(word)`", fix: "paths are from here, or from \(root)")
    }
  }

  /// The same with those policies that judge a change by who made it and what it touches, of before the change and of
  /// after it. Without an author it is that of the last commit.
  func judged(by author: String?, _ change: ChangedFiles) -> Repository {
    var options = options
    options.changedPaths = change.paths.sorted()
    options.base = change.base
    options.author = author ?? Self.lastAuthor(root)
    return Repository(
      root: root, result: Loader.load(files, revision: "working-tree", options: options), files: files,
      options: options)
  }

  private static func lastAuthor(_ root: String) -> String? {
    guard let git = try? GitRepository(path: root), let head = try? git.tip(branch: nil),
      let commit = try? git.commit(head)
    else { return nil }
    return commit.authorEmail
  }

  /// The snapshot, or a failure that shows what is wrong.
  func snapshot() throws -> Snapshot {
    if let snapshot = result.snapshot { return snapshot }
    DiagnosticsPrinter.show(result.diagnostics)
    throw CommandFailure(
      .invalidConfiguration, "the configuration is not valid", fix: "mend what is shown above, then try again")
  }

  func bot(named name: String, in snapshot: Snapshot) throws -> Bot {
    if let bot = snapshot.bot(named: name) ?? snapshot.bot(number: name) { return bot }
    let names = snapshot.bots.values.map { "\($0.metadata.tenant ?? "")/\($0.metadata.name)" }.sorted()
    throw CommandFailure(.notFound, "there is no bot `\(name)`", fix: "one of: \(names.joined(separator: ", "))")
  }

  static func root(above directory: String) -> String {
    guard let resolved = realpath(directory, nil) else { return directory }
    defer { free(resolved) }
    let start = String(cString: resolved)
    var path = start
    while true {
      if access(path + "/voicebot.yaml", F_OK) == 0 { return path }
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return start }
      path = String(path[..<slash])
    }
  }
}

/// Shows diagnostics on stderr, in the form a person reads.
enum DiagnosticsPrinter {
  static func show(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { Terminal.statusPart(text(diagnostic, colour: Terminal.statusIsTerminal)) }
  }

  static func text(_ diagnostic: Diagnostic, colour: Bool) -> String {
    DiagnosticText(colour: colour && DataDirectory.environment("NO_COLOR") == nil).print(diagnostic)
  }
}
