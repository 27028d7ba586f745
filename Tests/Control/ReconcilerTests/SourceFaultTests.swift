import Foundation
import Git
import Loading
import Reconciler
import Resources
import Store
import TestRepository
import Testing

/// A source that fails, is damaged or rewritten: what is live stays, nothing is deleted, the status says why, and all is
/// well again when the source is. Read in place, and by way of a mirror.
@Suite(.timeLimit(.minutes(3))) struct SourceFaultTests {
  enum Kind: String, CaseIterable { case directory, mirror }

  /// A reconciler on disk that follows `main` of a repository with four bots.
  private struct Bench {
    let repository: TestRepository
    let reconciler: Reconciler
    let first: String

    init(_ kind: Kind, signers: String? = nil, repository: TestRepository? = nil) async throws {
      let repository = try repository ?? TestRepository()
      self.repository = repository
      first = try repository.commit(ApplyKillTests.files(100...103), "First")
      let data = repository.directory + "/data"
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      let isPart: @Sendable (String) -> Bool = { Loader.isPart(path: $0) }
      reconciler = try Reconciler(
        source: Self.source(kind, repository), store: try RevisionStore(StoreDatabase(dataDirectory: data)),
        files: try GitRevisionFiles(path: data + "/revisions.git", isPart: isPart),
        hooks: ReconcilerHooks(
          isPart: isPart,
          check: { files, commit, _ in
            Loader.load(files.map { SourceFile(path: $0.path, bytes: $0.bytes) }, revision: commit.id)
          },
          verify: { commit, repositories, _ in
            guard let signers, let repository = repositories.first else { return nil }
            let policy = SignaturePolicy(allowedSigners: signers)
            return (try? await GitSource(path: repository).verify(commit.id, policy)) ?? .notJudged("it cannot be read")
          }))
    }

    private static func source(_ kind: Kind, _ repository: TestRepository) -> any RevisionSource {
      guard kind == .mirror else { return GitSource(path: repository.path, branch: "main") }
      let url = "file://" + repository.path
      var settings = RemoteSource.Settings(url: url, branch: "main") { () throws(GitError) in
        GitRemote(url: url, branch: "main")
      }
      settings.poll = .zero
      // libgit2 reads a damaged repository of a local path until it is stopped.
      settings.deadline = .seconds(3)
      let child = GitMirror.Child(executable: TestProgram.url("GitChildTool").path, arguments: [])
      return RemoteSource(mirror: GitMirror(directory: repository.directory + "/mirror.git", child: child), settings)
    }

    var live: String? { reconciler.live.current?.revision }
    var bots: Int { reconciler.live.current?.bots.count ?? 0 }
    var numbers: Int {
      get throws {
        try reconciler.revisions(limit: 100).filter { $0.result == .live || $0.result == .superseded }.count
      }
    }

    /// The source is asked and fails; `commit` is live as before, with all it has.
    func fails(_ commit: String, _ place: SourceLocation = #_sourceLocation) async throws {
      let before = try numbers
      #expect(await !reconciler.reconcile(), sourceLocation: place)
      let condition = reconciler.status.condition(.sourceReady)
      #expect(condition.holds == false && !condition.message.isEmpty, sourceLocation: place)
      #expect(try live == commit && bots == 4 && numbers == before, sourceLocation: place)
      #expect(await reconciler.resources.count == 6, sourceLocation: place)
    }

    /// The source is asked and answers; `commit` is live as before, and the status says why with `words`.
    func keeps(_ commit: String, because words: String, _ place: SourceLocation = #_sourceLocation) async throws {
      let before = try numbers
      for _ in 0..<2 { #expect(await reconciler.reconcile(), sourceLocation: place) }
      let status = reconciler.status
      #expect(status.condition(.synced).holds == false, sourceLocation: place)
      let said = status.diagnostics.joined() + status.conditions.map(\.message).joined()
      #expect(said.contains(words), "\(said)", sourceLocation: place)
      #expect(try live == commit && bots == 4 && numbers == before, sourceLocation: place)
    }

    func follows(_ commit: String, _ place: SourceLocation = #_sourceLocation) async {
      #expect(await reconciler.reconcile(), sourceLocation: place)
      #expect(live == commit && bots == 4, "\(reconciler.status)", sourceLocation: place)
      #expect(reconciler.status.condition(.sourceReady).holds == true, sourceLocation: place)
      #expect(reconciler.status.condition(.synced).holds == true, sourceLocation: place)
    }

    func change(_ greeting: String) throws -> String {
      let text = ApplyKillTests.files(100...100)["bots/acme/b100.yaml"] ?? ""
      return try repository.commit(
        ["bots/acme/b100.yaml": text.replacing("spec: {", with: "spec: {greeting: \"\(greeting)\", ")], greeting)
    }
  }

  @Test(arguments: Kind.allCases) func anUnreachableOne(_ kind: Kind) async throws {
    let bench = try await Bench(kind)
    await bench.follows(bench.first)
    let (path, away) = (bench.repository.path, bench.repository.path + "-away")
    try FileManager.default.moveItem(atPath: path, toPath: away)
    try await bench.fails(bench.first)
    try Data("a file".utf8).write(to: URL(fileURLWithPath: path))
    try await bench.fails(bench.first)
    try FileManager.default.removeItem(atPath: path)
    // Somebody made it anew, and nothing is in it yet.
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try await bench.fails(bench.first)
    try bench.repository.git(["init", "-q", "-b", "main"])
    try await bench.fails(bench.first)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: away, toPath: path)
    await bench.follows(bench.first)
    await bench.follows(try bench.change("Back."))
  }

  @Test(arguments: Kind.allCases) func anEmptyOne(_ kind: Kind) async throws {
    let bench = try await Bench(kind)
    await bench.follows(bench.first)
    try bench.repository.git(["rm", "-q", "-r", "voicebot.yaml", "bots"])
    try bench.repository.commit(["README": "Nothing here.\n"])
    try await bench.keeps(bench.first, because: "no configuration file")
    // The project alone, which is valid and would take every bot away.
    try bench.repository.commit([
      "voicebot.yaml": "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: test}\n"
    ])
    try await bench.keeps(bench.first, because: "every bot")
    try bench.repository.git(["reset", "-q", "--hard", bench.first])
    await bench.follows(bench.first)
  }

  @Test(arguments: Kind.allCases) func aHalfWrittenOne(_ kind: Kind) async throws {
    let bench = try await Bench(kind)
    await bench.follows(bench.first)
    let next = try bench.change("Next.")
    let git = bench.repository.path + "/.git"
    for name in ["HEAD:bots/acme/b100.yaml", "HEAD:bots", "HEAD"] {
      let id = try bench.repository.git(["rev-parse", name])
      let object = URL(fileURLWithPath: "\(git)/objects/\(id.prefix(2))/\(id.dropFirst(2))")
      let bytes = try Data(contentsOf: object)
      for damaged in [bytes.prefix(5), Data()] {
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: object.path)
        try damaged.write(to: object)
        try await bench.fails(bench.first)
      }
      try FileManager.default.removeItem(at: object)
      try await bench.fails(bench.first)
      try bytes.write(to: object)
    }
    let reference = URL(fileURLWithPath: git + "/refs/heads/main")
    for text in ["", String(next.prefix(17)), String(repeating: "0", count: 40) + "\n"] {
      try Data(text.utf8).write(to: reference)
      try await bench.fails(bench.first)
    }
    try Data("\(next)\n".utf8).write(to: reference)
    await bench.follows(next)
  }

  @Test(arguments: Kind.allCases) func aRewrittenAndAForcePushedOne(_ kind: Kind) async throws {
    let bench = try await Bench(kind)
    await bench.follows(bench.first)
    await bench.follows(try bench.change("Before."))
    try bench.repository.git(["commit", "-q", "--amend", "-m", "In other words"])
    let amended = try bench.repository.git(["rev-parse", "HEAD"])
    await bench.follows(amended)
    // Another history altogether, which has lost almost everything.
    try bench.repository.git(["checkout", "-q", "--orphan", "fresh"])
    try bench.repository.git(["rm", "-q", "-r", "-f", "."])
    let lost = try bench.repository.commit(ApplyKillTests.files(200...200))
    try bench.repository.git(["branch", "-q", "-f", "main", "fresh"])
    try await bench.keeps(amended, because: "--prune-limit")
    #expect(bench.reconciler.status.tip == lost)
    // One of the same meaning as before is followed, and so is the way back.
    let whole = try bench.repository.commit(ApplyKillTests.files(100...103))
    try bench.repository.git(["rm", "-q", "bots/acme/b200.yaml"])
    try bench.repository.git(["commit", "-q", "--amend", "-m", "Whole"])
    #expect(try bench.repository.git(["rev-parse", "HEAD"]) != whole)
    try bench.repository.git(["branch", "-q", "-f", "main", "fresh"])
    await bench.follows(try bench.repository.git(["rev-parse", "HEAD"]))
    try bench.repository.git(["branch", "-q", "-f", "main", bench.first])
    await bench.follows(bench.first)
  }

  @Test(arguments: Kind.allCases) func anUnsignedOne(_ kind: Kind) async throws {
    let repository = try TestRepository()
    let key = repository.directory + "/key"
    try repository.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key])
    let publicKey = try String(contentsOfFile: key + ".pub", encoding: .utf8)
    for (name, value) in [("gpg.format", "ssh"), ("user.signingkey", key), ("commit.gpgsign", "true")] {
      try repository.git(["config", name, value])
    }
    let bench = try await Bench(kind, signers: "ada@example.org \(publicKey)", repository: repository)
    await bench.follows(bench.first)
    try repository.git(["config", "commit.gpgsign", "false"])
    let unsigned = try bench.change("Unsigned.")
    try await bench.keeps(bench.first, because: "sign")
    let records = try bench.reconciler.revisions(limit: 1)
    #expect(records.first?.commit == unsigned && records.first?.result == .refused)
    try repository.git(["config", "commit.gpgsign", "true"])
    let signed = try bench.change("Signed.")
    await bench.follows(signed)
    #expect(try bench.reconciler.revisions(limit: 1).first?.signer?.contains("ada@example.org") == true)
  }
}
