import Diagnostics
import Foundation
import Git
import JSON
import Loading
import Reconciler
import Resources
import Store
import Synchronization
import TestRepository
import Testing

/// What a restart brings up again, by today's rules or against them, and what an older commit does not undo.
@Suite(.timeLimit(.minutes(2))) struct RestartTests {
  private final class Bench: Sendable {
    static let isPart: @Sendable (String) -> Bool = { Loader.isPart(path: $0) }
    let reconciler: Reconciler
    let told: Told

    final class Told: Sendable {
      private let storage = Mutex<[String]>([])
      func add(_ texts: [String]) { storage.withLock { $0 += texts } }
      var all: [String] { storage.withLock { $0 } }
    }

    /// A runtime of that day on the data directory of the repository.
    init(_ repository: TestRepository, month: Int = 1) throws {
      let data = repository.directory
      let told = Told()
      self.told = told
      let day = CivilDate(year: 2026, month: month, day: 1)
      @Sendable func load(_ files: [TreeFile], _ commit: GitCommit, keepsUnsound: Bool) -> LoadResult {
        var options = LoadOptions(today: day)
        options.keepsUnsound = keepsUnsound
        return Loader.load(
          files.map { SourceFile(path: $0.path, bytes: $0.bytes) }, revision: commit.id, options: options)
      }
      reconciler = try Reconciler(
        source: GitSource(path: repository.path), store: try RevisionStore(StoreDatabase(dataDirectory: data)),
        files: try GitRevisionFiles(path: data + "/revisions.git", isPart: Self.isPart),
        hooks: ReconcilerHooks(
          isPart: Self.isPart, check: { files, commit, _ in load(files, commit, keepsUnsound: false) },
          reload: { files, commit in load(files, commit, keepsUnsound: true) },
          onShortcomings: { _, texts in told.add(texts) }))
    }

    var live: String? { reconciler.live.current?.revision }
    var quarantined: [String] { reconciler.status.quarantine.map(\.commit) }
  }

  private static let waived = """
    apiVersion: voicebot/v1
    kind: Project
    metadata: {name: test}
    spec:
      policies:
        - name: consent
          owner: legal
          recordingConsent: {required: true}
          waivers:
            - {resource: bots/acme, reason: An old line., expires: 2026-02-01}

    """
  private static let bot = """
    apiVersion: voicebot/v1
    kind: Bot
    metadata: {name: a1}
    spec:
      numbers: ["101"]
      recording: {enabled: true}
      brain: {provider: echo}

    """
  private static let tenant = "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: acme}\n"

  @Test func whatTodaysRulesWouldRefuseIsLiveAgain() async throws {
    let repository = try TestRepository()
    let commit = try repository.commit([
      "voicebot.yaml": Self.waived, "bots/acme/tenant.yaml": Self.tenant, "bots/acme/a1.yaml": Self.bot,
    ])
    do {
      let bench = try Bench(repository)
      #expect(await bench.reconciler.reconcile())
      try #require(bench.live == commit, "\(bench.reconciler.status)")
    }
    let after = try Bench(repository, month: 3)
    #expect(await after.reconciler.restore())
    for _ in 0..<2 {
      #expect(after.live == commit && after.reconciler.live.current?.bots.count == 1)
      let valid = after.reconciler.status.condition(.valid)
      #expect(valid.holds == false && !valid.message.isEmpty, "\(valid)")
      #expect(after.reconciler.status.condition(.live).holds == true)
      #expect(after.reconciler.status.diagnostics.contains { $0.contains("ended") })
      #expect(await after.reconciler.reconcile())
    }
    #expect(after.told.all.contains { $0.contains("ended") })
    // A new commit is held to the rules; one that keeps to them ends it.
    try repository.commit(["bots/acme/a1.yaml": Self.bot + "# more\n"])
    #expect(await after.reconciler.reconcile())
    #expect(after.live == commit)
    let mended = try repository.commit(["voicebot.yaml": Self.waived.replacing("2026-02-01", with: "2026-04-01")])
    #expect(await after.reconciler.reconcile())
    #expect(after.live == mended && after.reconciler.status.condition(.valid).holds == true)
  }

  @Test func lostFilesAreTakenFromTheRepository() async throws {
    let repository = try TestRepository()
    let first = try repository.commit(ApplyKillTests.files(100...103))
    do {
      let bench = try Bench(repository)
      #expect(await bench.reconciler.reconcile())
      try repository.commit([
        "bots/acme/b100.yaml": (ApplyKillTests.files(100...103)["bots/acme/b100.yaml"] ?? "") + "# x\n"
      ])
      #expect(await bench.reconciler.reconcile())
      _ = try await bench.reconciler.rollback(to: nil, expected: nil, message: "", by: "ada")
      #expect(bench.live == first)
    }
    let kept = repository.directory + "/revisions.git"
    try FileManager.default.removeItem(atPath: kept)
    do {
      let after = try Bench(repository)
      #expect(await after.reconciler.restore())
      #expect(await after.reconciler.reconcile())
      #expect(after.live == first && after.quarantined.count == 1)
      #expect(try GitRepository(path: kept).commit(first).id == first)
    }
    // In neither place: nothing is live, it is said why, and a rollback to what there is helps.
    try FileManager.default.removeItem(atPath: kept)
    try FileManager.default.moveItem(atPath: repository.path, toPath: repository.path + "-away")
    let lost = try Bench(repository)
    #expect(await lost.reconciler.restore() == false)
    #expect(lost.reconciler.status.condition(.live).message.contains("not restored"))
    try FileManager.default.moveItem(atPath: repository.path + "-away", toPath: repository.path)
    _ = await lost.reconciler.reconcile()
    #expect(lost.live == nil)
    _ = try await lost.reconciler.rollback(to: 1, expected: nil, message: "", by: "ada")
    #expect(lost.live == first)
  }

  @Test func onlyANewerCommitEndsAQuarantine() async throws {
    let repository = try TestRepository()
    let files = ApplyKillTests.files(100...102)
    var commits: [String] = []
    let bench = try Bench(repository)
    for number in 0..<3 {
      commits.append(
        try repository.commit(
          files.merging(["bots/acme/b100.yaml": (files["bots/acme/b100.yaml"] ?? "") + "# \(number)\n"]) { $1 }))
      #expect(await bench.reconciler.reconcile())
    }
    let bad = try #require(commits.last)
    _ = try await bench.reconciler.rollback(to: nil, expected: nil, message: "", by: "ada")
    #expect(bench.quarantined == [bad])
    _ = try await bench.reconciler.apply(ChangeRequest(.commit(commits[0]), by: "ada"))
    #expect(bench.live == commits[0] && bench.quarantined == [bad])
    await #expect(throws: ChangeFailure.self) {
      _ = try await bench.reconciler.apply(ChangeRequest(.commit(bad), by: "ada"))
    }
    let newer = try repository.commit(["bots/acme/b101.yaml": (files["bots/acme/b101.yaml"] ?? "") + "# newer\n"])
    #expect(await bench.reconciler.reconcile())
    #expect(bench.live == newer && bench.quarantined.isEmpty)
  }

  @Test func aRepositoryIsTheSameHoweverItIsSpelled() async throws {
    let repository = try TestRepository()
    try FileManager.default.createSymbolicLink(
      atPath: repository.directory + "/link", withDestinationPath: repository.path)
    func same(_ one: GitSource, _ other: GitSource) -> Bool { one.isOrigin(other.origin) && other.isOrigin(one.origin) }
    let plain = GitSource(path: repository.path)
    for other in ["/", "/.", "/../repository/", "/.git", "/../link"] {
      #expect(same(plain, GitSource(path: repository.path + other)), "\(other)")
      #expect(same(plain, GitSource(path: repository.path + other, branch: "main")), "\(other)")
    }
    #expect(!same(GitSource(path: repository.path, branch: "main"), GitSource(path: repository.path, branch: "other")))
    #expect(!same(plain, GitSource(path: repository.directory)))
    // One that is away for a while keeps its name.
    let name = plain.origin
    try FileManager.default.moveItem(atPath: repository.path, toPath: repository.path + "-away")
    #expect(plain.origin == name)
  }

  /// One that is on this machine is looked at again soon, however long it was away.
  @Test func aSourcesOwnLimitBoundsTheWaiting() async throws {
    let source = AbsentSource()
    var options = ReconcilerOptions()
    options.pollInterval = .milliseconds(1)
    options.retryInterval = .milliseconds(1)
    let reconciler = try Reconciler(
      source: source, options: options,
      hooks: ReconcilerHooks(isPart: Bench.isPart, check: { _, _, _ in LoadResult(snapshot: nil, diagnostics: []) }))
    let running = Task { await reconciler.run() }
    // Doubled without a bound this would take weeks.
    while source.looks < 30 { try await Task.sleep(for: .milliseconds(5)) }
    running.cancel()
    await running.value
    #expect(GitSource(path: "/nowhere").retryLimit <= .seconds(1))
  }
}

/// A repository that is away.
private final class AbsentSource: RevisionSource {
  private let count = Mutex(0)
  var looks: Int { count.withLock { $0 } }
  var origin: String { "away" }
  var repository: String { "/nowhere" }
  var retryLimit: Duration { .milliseconds(4) }
  func isOrigin(_ old: String) -> Bool { false }
  func hurry() {}
  func tip() async throws(GitError) -> String {
    count.withLock { $0 += 1 }
    throw .noSuchDirectory("/nowhere")
  }
  func commit(_ id: String) async throws(GitError) -> GitCommit { throw .noSuchDirectory("/nowhere") }
  func contents(at id: String, _ selection: TreeSelection) async throws(GitError) -> TreeContents {
    throw .noSuchDirectory("/nowhere")
  }
}
