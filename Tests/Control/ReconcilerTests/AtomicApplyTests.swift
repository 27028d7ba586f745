import Git
import Loading
import Reconciler
import Resources
import Store
import TestRepository
import Testing

/// How long it takes until 1,000 bots are live, from the bundle to the swap, with everything on disk.
@Suite(.timeLimit(.minutes(2))) struct AtomicApplyTests {
  private static let isPart: @Sendable (String) -> Bool = { Loader.isPart(path: $0) }

  private static func files(_ greeting: String) -> [String: String] {
    var files = [
      "voicebot.yaml": "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: test}\n",
      "bots/acme/tenant.yaml": "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: acme}\n",
    ]
    for bot in 1000..<2000 {
      files["bots/acme/b\(bot).yaml"] = """
        apiVersion: voicebot/v1
        kind: Bot
        metadata: {name: b\(bot)}
        spec: {numbers: ["\(bot)"], greeting: "\(greeting)", brain: {provider: echo}}

        """
    }
    return files
  }

  @Test func aThousandBotsAreLiveAtOnce() async throws {
    let repository = try TestRepository()
    let data = repository.directory
    let store = try RevisionStore(StoreDatabase(dataDirectory: data))
    let reconciler = try Reconciler(
      source: nil, store: store, files: try GitRevisionFiles(path: data + "/revisions.git", isPart: Self.isPart),
      hooks: ReconcilerHooks(
        isPart: Self.isPart,
        check: { files, commit, _ in
          Loader.load(files.map { SourceFile(path: $0.path, bytes: $0.bytes) }, revision: commit.id)
        }))
    for greeting in ["Hello.", "Good day."] {
      let commit = try repository.commit(Self.files(greeting))
      let bundle = try CommitBundle.make(
        try GitRepository(path: repository.path), commit, TreeSelection(isPart: Self.isPart))
      let start = ContinuousClock.now
      let report = try await reconciler.apply(ChangeRequest(.bundle(bundle), by: "test"))
      let time = ContinuousClock.now - start
      print("\(report.changes.items.count) resources of 1,000 bots applied in \(time)")
      #expect(reconciler.live.current?.bots.count == 1000 && reconciler.live.current?.revision == commit)
      #expect(report.changes.items.count >= 1000)
      // The budget of one second is a release build's; this is a bound on what must not happen.
      #expect(time < .seconds(60))
    }
  }
}
