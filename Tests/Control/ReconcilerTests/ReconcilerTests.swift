import Diagnostics
import Foundation
import Git
import Loading
import Reconciler
import Resources
import Synchronization
import TestRepository
import Testing

/// A reconciler over a repository whose configuration is one file, `voicebot.yaml`, valid unless it says `bad`.
private final class Bench: Sendable {
  let repository: TestRepository
  let reconciler: Reconciler
  let record: Record

  final class Record: Sendable {
    struct State {
      var checked: [String] = []
      var live: [String] = []
      var refused: [String] = []
    }
    let state = Mutex(State())
  }

  init(
    branch: String? = nil, path: String? = nil, repository: TestRepository? = nil, deadline: Duration = .seconds(5),
    prepare: @escaping @Sendable (Snapshot) async -> Void = { _ in }
  ) throws {
    let repository = try repository ?? TestRepository()
    let record = Record()
    var options = ReconcilerOptions()
    options.prepareDeadline = deadline
    options.retryInterval = .milliseconds(50)
    self.repository = repository
    self.record = record
    reconciler = try Reconciler(
      source: GitSource(path: path ?? repository.path, branch: branch), options: options,
      hooks: ReconcilerHooks(
        isPart: { $0 == "voicebot.yaml" },
        check: { files, commit, _ in
          let revision = commit.id
          record.state.withLock { $0.checked.append(revision) }
          let text = String(decoding: files.first?.bytes ?? [], as: UTF8.self)
          let snapshot = Snapshot(revision: revision, project: Project(metadata: Metadata(name: text)))
          guard text.contains("bad") else { return LoadResult(snapshot: snapshot, diagnostics: []) }
          let place = Diagnostic.Place(file: "voicebot.yaml")
          return LoadResult(
            snapshot: nil, diagnostics: [Diagnostic(code: .unknownField, message: "bad", place: place)])
        },
        prepare: prepare,
        onLive: { snapshot, _ in record.state.withLock { $0.live.append(snapshot.revision) } },
        onRefused: { revision, _ in record.state.withLock { $0.refused.append(revision) } }))
  }

  func commit(_ text: String) throws -> String { try repository.commit(["voicebot.yaml": text]) }
  var live: String? { reconciler.live.current?.revision }

  /// Waits until it holds; the deadline is that of a hung test, not an expectation.
  func wait(_ holds: () -> Bool) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(20)
    while !holds() {
      try #require(clock.now < end, "waited too long")
      try await Task.sleep(for: .milliseconds(2))
    }
  }
}

@Suite(.timeLimit(.minutes(2))) struct ReconcilerTests {
  @Test func aBadCommitLeavesTheOldRevisionLiveAndIsJudgedOnce() async throws {
    let bench = try Bench()
    let first = try bench.commit("one")
    #expect(await bench.reconciler.reconcile())
    #expect(bench.live == first)
    let bad = try bench.commit("bad")
    for _ in 0..<3 { #expect(await bench.reconciler.reconcile()) }
    #expect(bench.live == first)
    var status = bench.reconciler.status
    #expect(status.attemptedRevision == bad)
    #expect(status.liveRevision == first)
    #expect(status.diagnostics.count == 1 && status.diagnostics.first?.contains("bad") == true)
    #expect(status.condition(.valid).holds == false)
    #expect(status.condition(.sourceReady).holds == true)
    #expect(bench.record.state.withLock { $0.checked } == [first, bad])
    #expect(bench.record.state.withLock { $0.refused } == [bad])
    try bench.repository.git(["reset", "-q", "--hard", first])
    #expect(await bench.reconciler.reconcile())
    status = bench.reconciler.status
    #expect(status.condition(.live).holds == true)
    #expect(status.diagnostics.isEmpty)
    let third = try bench.commit("three")
    #expect(await bench.reconciler.reconcile())
    #expect(bench.live == third)
    #expect(bench.record.state.withLock { $0.live } == [first, third])
  }

  @Test func aFailingSourceChangesNothing() async throws {
    let bench = try Bench()
    #expect(await !bench.reconciler.reconcile())
    #expect(bench.live == nil)
    let first = try bench.commit("one")
    #expect(await bench.reconciler.reconcile())
    let files = FileManager.default
    let path = bench.repository.path
    try files.moveItem(atPath: path, toPath: path + "-away")
    #expect(await !bench.reconciler.reconcile())
    #expect(bench.live == first)
    #expect(bench.reconciler.status.condition(.sourceReady).holds == false)
    try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect(await !bench.reconciler.reconcile())
    try files.removeItem(atPath: path)
    try files.moveItem(atPath: path + "-away", toPath: path)
    #expect(await bench.reconciler.reconcile())
    #expect(bench.reconciler.status.condition(.sourceReady).holds == true)
    try bench.repository.git(["rm", "-q", "voicebot.yaml"])
    try bench.repository.git(["commit", "-q", "-m", "empty"])
    #expect(await bench.reconciler.reconcile())
    #expect(bench.live == first)
    #expect(bench.record.state.withLock { $0.live } == [first])
  }

  @Test func aHalfWrittenObjectIsTriedAgain() async throws {
    let bench = try Bench()
    let first = try bench.commit("one")
    #expect(await bench.reconciler.reconcile())
    let second = try bench.commit("two")
    let blob = try bench.repository.git(["rev-parse", "HEAD:voicebot.yaml"])
    let object = URL(fileURLWithPath: bench.repository.path + "/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    let bytes = try Data(contentsOf: object)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: object.path)
    try bytes.prefix(5).write(to: object)
    #expect(await !bench.reconciler.reconcile())
    #expect(bench.live == first)
    try bytes.write(to: object)
    #expect(await bench.reconciler.reconcile())
    #expect(bench.live == second)
  }

  @Test func followsRewritesPackingAndSwitching() async throws {
    let bench = try Bench()
    var ids = [try bench.commit("one")]
    #expect(await bench.reconciler.reconcile())
    try bench.repository.git(["commit", "-q", "--amend", "-m", "rewritten"])
    ids.append(try bench.repository.git(["rev-parse", "HEAD"]))
    #expect(await bench.reconciler.reconcile())
    try bench.repository.git(["pack-refs", "--all"])
    try bench.repository.git(["reflog", "expire", "--expire=now", "--all"])
    try bench.repository.git(["gc", "-q", "--prune=now"])
    #expect(await bench.reconciler.reconcile())
    #expect(bench.live == ids[1])
    ids.append(try bench.commit("after packing"))
    #expect(await bench.reconciler.reconcile())
    try bench.repository.git(["checkout", "-q", "--orphan", "other"])
    ids.append(try bench.commit("other"))
    #expect(await bench.reconciler.reconcile())
    #expect(bench.record.state.withLock { $0.live } == ids)
  }

  @Test func followsOneBranchOfABareRepositoryThatIsPushedTo() async throws {
    let bare = try TestRepository(bare: true)
    let work = try TestRepository()
    let bench = try Bench(branch: "live", path: bare.path, repository: work)
    let first = try bench.commit("one")
    try work.git(["push", "-q", bare.path, "main:live"])
    #expect(await bench.reconciler.reconcile())
    #expect(bench.live == first)
    try work.git(["commit", "-q", "--amend", "-m", "rewritten"])
    try work.git(["push", "-q", bare.path, "main:other"])
    #expect(await bench.reconciler.reconcile())
    #expect(bench.live == first)
    try work.git(["push", "-q", "--force", bare.path, "main:live"])
    #expect(await bench.reconciler.reconcile())
    #expect(try bench.live == work.git(["rev-parse", "HEAD"]))
  }

  @Test func preparationIsBoundedAndComesFirst() async throws {
    let prepared = Mutex<[String]>([])
    let bench = try Bench(deadline: .milliseconds(100)) { snapshot in
      prepared.withLock { $0.append(snapshot.revision) }
      if snapshot.project.metadata.name == "slow" { await Never.wait() }
    }
    let first = try bench.commit("one")
    #expect(await bench.reconciler.reconcile())
    let second = try bench.commit("slow")
    #expect(await bench.reconciler.reconcile())
    #expect(bench.live == second)
    #expect(prepared.withLock { $0 } == [first, second])
    #expect(bench.reconciler.status.condition(.live).message != "")
  }

  @Test func aCommitIsLiveSoon() async throws {
    let bench = try Bench()
    let first = try bench.commit("one")
    let running = Task { await bench.reconciler.run() }
    try await bench.wait { bench.live == first }
    var times: [Duration] = []
    for round in 0..<10 {
      let id = try bench.commit("round \(round)")
      let start = ContinuousClock.now
      try await bench.wait { bench.live == id }
      times.append(ContinuousClock.now - start)
    }
    running.cancel()
    await running.value
    times.sort()
    print("commit to live: median \(times[5]), worst \(times[9])")
    // On an idle machine the worst is the poll interval and a few milliseconds; a busy one gets three seconds.
    #expect(times[5] < .seconds(3))
  }
}

extension Never {
  /// Ends only when cancelled.
  fileprivate static func wait() async { try? await Task.sleep(for: .seconds(3600)) }
}
