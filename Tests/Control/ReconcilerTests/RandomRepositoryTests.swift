import Diagnostics
import Git
import JSON
import Loading
import Plan
import RandomRepository
import Reconciler
import Resources
import Shapes
import Store
import TestRepository
import Testing
import YAMLTree

/// What must hold of every repository, on random ones, through the real store and the real object store.
@Suite(.timeLimit(.minutes(20))) struct RandomRepositoryTests {
  private static let isPart: @Sendable (String) -> Bool = { Loader.isPart(path: $0) }

  private static func sources(_ files: [String: String]) -> [SourceFile] {
    files.sorted { $0.key < $1.key }.map { SourceFile(path: $0.key, text: $0.value) }
  }

  private static func load(_ files: [SourceFile]) -> LoadResult { Loader.load(files, revision: "test") }

  /// What is declared and where, without the layout.
  private static func meaning(_ result: LoadResult) -> [String: JSONValue] {
    Dictionary(uniqueKeysWithValues: result.resources.map { ("\($0.name) \($0.file)", $0.effectiveDocument) })
  }

  @Test func theGeneratorMakesValidRepositoriesOfEveryKind() {
    var kinds: Set<ResourceName.Kind> = []
    var documents = 0
    for seed in 0..<60 {
      let files = Self.sources(RandomRepository(seed: seed).files(layout: seed))
      let result = Self.load(files)
      let errors = result.diagnostics.filter { $0.severity == .error }
      #expect(errors.isEmpty, "seed \(seed): \(errors.prefix(3).map { DiagnosticText().print($0) })")
      kinds.formUnion(result.resources.map(\.name.kind))
      documents += result.resources.count
    }
    #expect(kinds.isSuperset(of: [.project, .tenant, .trunk, .provider, .bot, .ivr, .sink, .scenario, .test]))
    #expect(documents > 600)
  }

  @Test func neitherOrderNorLayoutNorFormattingMeansAnything() throws {
    for round in Rounds.range(60) {
      var dice = Dice(round)
      let repository = RandomRepository(seed: round)
      let files = Self.sources(repository.files(layout: round))
      let result = Self.load(files)
      #expect(result.snapshot != nil, "round \(round)")
      let shuffled = Self.load(files.shuffled(using: &dice))
      #expect(shuffled.resources == result.resources && shuffled.diagnostics == result.diagnostics, "round \(round)")
      #expect(shuffled.snapshot == result.snapshot)
      let formatted = try files.map { SourceFile(path: $0.path, bytes: try YAMLFormat.format($0.bytes)) }
      #expect(Self.meaning(Self.load(formatted)) == Self.meaning(result), "round \(round)")
      let other = Self.load(Self.sources(repository.files(layout: round + 1_000_000)))
      #expect(
        Plan.make(from: ResourceSet(result.resources), to: ResourceSet(other.resources)).isEmpty, "round \(round)")
    }
  }

  @Test func whatIsAppliedIsLiveIsExportedAndComesBack() async throws {
    let bench = try ApplyBench()
    var rounds = 0
    let range = Rounds.range(20)
    for first in stride(from: range.lowerBound, to: range.upperBound, by: 50) {
      var history = try FileHistory()
      let seeds = first..<min(first + 50, range.upperBound)
      for seed in seeds {
        var repository = RandomRepository(seed: seed)
        let files = repository.files(layout: seed)
        history.add(files)
        // What an export gives, committed by somebody else.
        history.add(files, parentless: true)
        repository.mutate(seed: seed)
        history.add(repository.files(layout: seed + 1))
      }
      let ids = try history.write()
      try #require(ids.count == seeds.count * 3)
      for (index, seed) in seeds.enumerated() {
        try await bench.round(seed, Array(ids[(index * 3)..<(index * 3 + 3)]), history)
        rounds += 1
      }
    }
    print("\(rounds) random repositories applied, exported, changed and rolled back")
  }

  /// A reconciler on disk that goes from each round's repository to the next one's.
  private struct ApplyBench {
    let home: FileHistory
    let reconciler: Reconciler

    init() throws {
      home = try FileHistory()
      let data = home.repository.directory
      var options = ReconcilerOptions()
      options.keptRevisions = 20
      reconciler = try Reconciler(
        source: nil, store: try RevisionStore(StoreDatabase(dataDirectory: data)),
        files: try GitRevisionFiles(path: data + "/revisions.git", isPart: isPart), options: options,
        hooks: ReconcilerHooks(
          isPart: isPart,
          check: { files, commit, _ in
            Loader.load(files.map { SourceFile(path: $0.path, bytes: $0.bytes) }, revision: commit.id)
          }))
    }

    func apply(_ bundle: [UInt8]) async throws -> ChangeReport {
      var request = ChangeRequest(.bundle(bundle), by: "test")
      request.prune = .part(1)
      return try await reconciler.apply(request)
    }

    func exported() async throws -> [SourceFile] {
      try await reconciler.contents(of: try await reconciler.revision(nil)).files
        .map { SourceFile(path: $0.path, bytes: $0.bytes) }
    }

    func round(_ seed: Int, _ commits: [String], _ history: FileHistory) async throws {
      let applied = try await apply(try history.bundle(commits[0]))
      #expect(applied.commit == commits[0] && reconciler.live.current?.revision == commits[0], "seed \(seed)")
      let live = await reconciler.resources
      let files = try await exported()
      #expect(files == RandomRepositoryTests.sources(RandomRepository(seed: seed).files(layout: seed)), "seed \(seed)")
      // The difference between the commit and what is live.
      let declared = RandomRepositoryTests.load(files).resources
      #expect(Plan.make(from: ResourceSet(live), to: ResourceSet(declared)).isEmpty, "seed \(seed)")
      let plan = try await reconciler.plan(ChangeRequest(.bundle(try history.bundle(commits[0])), by: "test"))
      #expect(plan.changes.items.isEmpty, "seed \(seed): \(plan.changes.items)")
      // The same again, and what was exported, committed anew.
      for commit in commits[0...1] {
        let again = try await apply(try history.bundle(commit))
        #expect(again.isUnchanged && again.revision == applied.revision, "seed \(seed)")
      }
      #expect(reconciler.live.current?.revision == commits[0])
      let changed = try await apply(try history.bundle(commits[2]))
      #expect(!changed.isUnchanged && !changed.changes.items.isEmpty, "seed \(seed)")
      #expect(reconciler.live.current?.revision == commits[2])
      let back = try await reconciler.rollback(to: nil, expected: changed.revision, message: "", by: "test")
      #expect(back.commit == commits[0] && back.revision == changed.revision + 1, "seed \(seed)")
      #expect(await reconciler.resources == live && reconciler.live.current?.revision == commits[0], "seed \(seed)")
      #expect(try await exported() == files, "seed \(seed)")
    }
  }
}
