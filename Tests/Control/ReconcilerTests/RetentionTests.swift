import Foundation
import Git
import Loading
import Reconciler
import Resources
import Store
import TestRepository
import Testing

/// What is kept of revisions: the latest, what is live, pinned and quarantined, and what was planned last.
@Suite(.timeLimit(.minutes(2))) struct RetentionTests {
  private final class Bench: Sendable {
    static let isPart: @Sendable (String) -> Bool = { Loader.isPart(path: $0) }
    let repository: TestRepository
    let data: String
    let store: RevisionStore
    let reconciler: Reconciler

    init(kept: Int, pieces: Int = 10_000, repository: TestRepository? = nil, source: Bool = false) throws {
      let repository = try repository ?? TestRepository()
      self.repository = repository
      data = repository.directory
      store = try RevisionStore(StoreDatabase(dataDirectory: data))
      var options = ReconcilerOptions()
      options.keptRevisions = kept
      options.keptPlans = 2
      options.compactedPieces = pieces
      reconciler = try Reconciler(
        source: source ? GitSource(path: repository.path) : nil, store: store,
        files: try GitRevisionFiles(path: data + "/revisions.git", isPart: Self.isPart), options: options,
        hooks: ReconcilerHooks(
          isPart: Self.isPart,
          check: { files, commit, _ in
            Loader.load(files.map { SourceFile(path: $0.path, bytes: $0.bytes) }, revision: commit.id)
          }))
    }

    func request(_ number: Int, isValid: Bool = true) throws -> ChangeRequest {
      var files = ApplyKillTests.files(100...102)
      files["bots/acme/b100.yaml"]? += "# \(number)\n" + (isValid ? "" : "wrong: 1\n")
      let id = try repository.commit(files)
      let bundle = try CommitBundle.make(
        try GitRepository(path: repository.path), id, TreeSelection(isPart: Self.isPart))
      var request = ChangeRequest(.bundle(bundle), by: "test")
      request.prune = .part(1)
      return request
    }

    func apply(_ number: Int) async throws -> ChangeReport { try await reconciler.apply(try request(number)) }
    func plan(_ number: Int) async throws -> String { try await reconciler.plan(try request(number)).commit }

    func isKept(_ commit: String) -> Bool {
      guard let kept = try? GitRepository(path: data + "/revisions.git") else { return false }
      return (try? kept.commit(commit)) != nil
    }
    var packs: Int { GitSource(path: data + "/revisions.git").packs }
    var numbers: [Int] { get throws { try store.revisions(limit: 1000).map(\.number) } }
  }

  @Test func theLatestStayAndTheRestGoes() async throws {
    let bench = try Bench(kept: 4)
    var commits: [String] = []
    for number in 1...9 { commits.append(try await bench.apply(number).commit) }
    await #expect(throws: ChangeFailure.self) {
      _ = try await bench.reconciler.apply(try bench.request(10, isValid: false))
    }
    #expect(try bench.numbers == Array((1...10).reversed()) && bench.packs == 10)
    #expect(try bench.reconciler.compaction() == nil)
    #expect(try await bench.reconciler.compact())
    #expect(try bench.numbers == [10, 9, 8, 7, 6])
    for (index, commit) in commits.enumerated() { #expect(bench.isKept(commit) == (index >= 5), "\(index + 1)") }
    #expect(bench.packs == 1)
    let compaction = try #require(try bench.reconciler.compaction())
    #expect(compaction.revisions == 5 && compaction.through == 5 && compaction.time > 0)
    #expect((compaction.bytesAfter ?? 0) < (compaction.bytesBefore ?? 0))
    let gone = await #expect(throws: ChangeFailure.self) { _ = try await bench.reconciler.revision(3) }
    #expect(gone?.code == .notFound && gone?.message == "revision 3 is too old: its record is no longer kept")
    let never = await #expect(throws: ChangeFailure.self) { _ = try await bench.reconciler.revision(30) }
    #expect(never?.message == "there is no revision 30")

    // The oldest that is kept can be gone back to; numbers go on, and a restart finds what was live.
    let back = try await bench.reconciler.rollback(to: 6, expected: nil, message: "", by: "test")
    #expect(back.revision == 11 && back.commit == commits[5])
    let after = try Bench(kept: 4, repository: bench.repository)
    #expect(await after.reconciler.restore())
    #expect(after.reconciler.live.current?.revision == commits[5])
    #expect(try await after.apply(12).revision == 12)
  }

  /// However long ago it went live, what is live stays, and so does what a rollback has set aside.
  @Test func whatIsLiveOrSetAsideStays() async throws {
    let bench = try Bench(kept: 1)
    let first = try await bench.apply(1).commit
    let second = try await bench.apply(2).commit
    let back = try await bench.reconciler.rollback(to: 1, expected: nil, message: "", by: "test")
    for number in 3...6 {
      await #expect(throws: ChangeFailure.self) {
        _ = try await bench.reconciler.apply(try bench.request(number, isValid: false))
      }
    }
    #expect(try await bench.reconciler.compact())
    #expect(bench.isKept(first) && bench.isKept(second))
    // Revision 2 is quarantined, 3 is live, and the last number is remembered.
    #expect(try bench.numbers == [7, back.revision, 2])
    #expect(try bench.store.state().isQuarantined(second))
    let refused = await #expect(throws: ChangeFailure.self) {
      _ = try await bench.reconciler.apply(ChangeRequest(.commit(second), by: "test"))
    }
    #expect(refused?.code == .quarantined)
  }

  @Test func theLastPlansStay() async throws {
    let bench = try Bench(kept: 3)
    _ = try await bench.apply(1)
    let plans = [try await bench.plan(2), try await bench.plan(3), try await bench.plan(4)]
    #expect(try await bench.reconciler.compact())
    #expect(plans.map(bench.isKept) == [false, true, true])
    // Others go live meanwhile, and the plan is still there to be named.
    _ = try await bench.apply(5)
    #expect(try await bench.reconciler.compact())
    #expect(try await bench.reconciler.apply(ChangeRequest(.commit(plans[2]), by: "test")).commit == plans[2])
  }

  /// Bundles that are planned and never applied do not pile up.
  @Test func isDoneWhenItIsDue() async throws {
    let bench = try Bench(kept: 3, pieces: 5)
    _ = try await bench.apply(1)
    for number in 2...30 { _ = try await bench.plan(number) }
    let end = ContinuousClock.now + .seconds(20)
    while bench.packs >= 5, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
    #expect(bench.packs < 5)
    await bench.reconciler.stopCompacting()
    #expect(try await !bench.reconciler.compact())
  }

  /// The repository that is followed is somebody else's.
  @Test func theFollowedRepositoryIsLeftAlone() async throws {
    let bench = try Bench(kept: 1, source: true)
    var commits: [String] = []
    for number in 1...4 {
      _ = try bench.request(number)
      #expect(await bench.reconciler.reconcile())
      commits.append(try #require(bench.reconciler.live.current?.revision))
    }
    func listing() throws -> String {
      try bench.repository.run("find", [bench.repository.path, "-printf", "%p %T@ %s\n"])
    }
    let before = try listing()
    #expect(try await bench.reconciler.compact())
    #expect(try listing() == before)
    #expect(commits.map(bench.isKept) == [false, false, false, true])
    for commit in commits { _ = try GitRepository(path: bench.repository.path).commit(commit) }
  }

  /// Changes come and go while compactions are tried: none of either fails, and all that counts is kept.
  @Test func changesAndCompactionsAtOnce() async throws {
    let bench = try Bench(kept: 3)
    let requests = try (1...25).map { try bench.request($0) }
    var (done, givenUp) = (0, 0)
    for (index, request) in requests.enumerated() {
      let compaction = Task { try await bench.reconciler.compact() }
      // A third of them after it, the others at some point of it.
      if index % 3 == 0 { _ = try await compaction.value }
      for _ in 0..<(20 * index) { await Task.yield() }
      let report = try await bench.reconciler.apply(request)
      #expect(bench.reconciler.live.current?.revision == report.commit)
      _ = try await bench.reconciler.contents(of: try await bench.reconciler.revision(nil))
      if try await compaction.value { done += 1 } else { givenUp += 1 }
    }
    print("25 applies beside compactions: \(done) done, \(givenUp) given up")
    #expect(done >= 9)
    await bench.reconciler.stopCompacting()
    for record in try bench.store.revisions(limit: 3) { #expect(bench.isKept(record.commit)) }
    let after = try Bench(kept: 3, repository: bench.repository)
    #expect(await after.reconciler.restore())
    #expect(try await after.reconciler.compact() && after.packs == 1)
  }
}
