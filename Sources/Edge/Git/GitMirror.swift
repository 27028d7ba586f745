/// A bare repository in the data directory that follows one branch of a remote.
///
/// Invariants: a fetch that fails, is killed or is cancelled leaves every branch of the mirror where it was; no fetch
/// outlives its deadline; two fetches into one mirror never run at once (the later is `.busy`). Reading goes on beside.
package struct GitMirror: Sendable {
  package let directory: String
  private let child: Child

  /// The program that runs `GitChild.run()`.
  package struct Child: Sendable {
    package var executable: String
    package var arguments: [String]
    package init(executable: String, arguments: [String]) {
      self.executable = executable
      self.arguments = arguments
    }

    /// This very binary, even where its file has been replaced meanwhile.
    package static let voicebot = Child(executable: "/proc/self/exe", arguments: ["git-child"])
  }

  /// - Parameter directory: made at the first fetch.
  package init(directory: String, child: Child = .voicebot) {
    self.directory = directory
    self.child = child
  }

  /// The mirror as something to read, once a fetch has succeeded.
  package func source(branch: String) -> GitSource { GitSource(path: directory, branch: branch) }

  /// Brings the branch up to date, in a child process that is killed at the deadline or when the task is cancelled.
  /// History that was rewritten is followed, and said to be so in the result.
  package func fetch(
    _ remote: GitRemote, deadline: Duration = .seconds(60), limits: FetchLimits = FetchLimits(),
    onProgress: @escaping @Sendable (FetchProgress) -> Void = { _ in }
  ) async throws(GitError) -> FetchResult {
    try remote.check()
    guard let home = try Self.home(for: remote) else { throw .childFailed("no temporary directory can be made") }
    let seconds = Int(max(1, (deadline / .seconds(1)).rounded(.up)))
    let request = FetchRequest(directory: directory, remote: remote, limits: limits, seconds: seconds).line
    guard request.count <= FetchRequest.longest else {
      throw .invalidURL(url: remote.url, message: "too much is given")
    }
    let process = ChildProcess(
      executable: child.executable, arguments: child.arguments, environment: ["HOME": home.path, "LC_ALL": "C"],
      input: request, keepsInputOpen: true, deadline: deadline)
    let outcome = await process.run { line in
      if case .progress(let progress) = ChildMessage(line) { onProgress(progress) }
    }
    guard let outcome else { throw .childFailed("\(child.executable) cannot be run") }
    return try Self.result(outcome, "fetching \(remote.url)", seconds)
  }

  private static func home(for remote: GitRemote) throws(GitError) -> PrivateDirectory? {
    guard let home = PrivateDirectory(), home.makeDirectory(".ssh"),
      home.write(".ssh/known_hosts", (remote.knownHosts ?? "").utf8)
    else { return nil }
    guard let authorities = remote.authorities else { return home }
    return home.write("authorities.pem", authorities.utf8) ? home : nil
  }

  private static func result(
    _ outcome: ChildProcess.Outcome, _ what: String, _ seconds: Int
  ) throws(GitError) -> FetchResult {
    switch outcome.end {
    case .timedOut: throw .timedOut(what, seconds: seconds)
    case .cancelled: throw .cancelled
    case .tooMuchOutput: throw .childFailed("it said too much")
    case .exited, .signalled: break
    }
    let last = outcome.output.split(separator: 0x0A).last.flatMap { ChildMessage($0) }
    switch last {
    case .result(let result) where outcome.succeeded: return result
    case .error(let error): throw error
    default:
      let said = outcome.errors.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw .childFailed("\(outcome.end)\(said)")
    }
  }
}
