import Foundation
import Git
import Synchronization
import TestRepository
import Testing

/// A store of commits without history is made anew of what its references name.
@Suite(.timeLimit(.minutes(2))) struct RepackTests {
  private static let all = TreeSelection(isPart: { _ in true })

  /// A store with so many commits, of which the first few have lost their references.
  private struct Bench {
    let repository: TestRepository
    let store: String
    var commits: [String] = []

    init(_ count: Int, dropping dropped: Int, selection: TreeSelection = RepackTests.all) throws {
      repository = try TestRepository()
      store = repository.directory + "/store.git"
      let kept = try GitRepository(bareAt: store)
      for index in 0..<count {
        let id = try repository.commit([
          "a.yaml": "same", "b/c.yaml": "number \(index)", "b/d/\(index % 3).md": "text \(index)",
        ])
        let bundle = try CommitBundle.make(try GitRepository(path: repository.path), id, selection)
        _ = try CommitBundle.unpack(bundle, into: kept, selection)
        if index >= dropped { try kept.setReference("refs/voicebot/revisions/" + id, id) }
        commits.append(id)
      }
    }

    var source: GitSource { GitSource(path: store) }

    func paths(_ id: String, _ source: GitSource) async throws -> [String: String] {
      let contents = try await source.contents(at: id, RepackTests.all)
      return Dictionary(
        uniqueKeysWithValues: contents.files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    }
  }

  @Test func whatIsNamedStaysAndTheRestGoes() async throws {
    let bench = try Bench(12, dropping: 5)
    let source = bench.source
    #expect(source.packs == 12)
    let before = try await bench.paths(bench.commits[11], source)
    let outcome = try await source.repack(isWanted: { true })
    #expect(outcome.commits == 7 && outcome.bytesAfter < outcome.bytesBefore)
    #expect(source.packs == 1)
    for (index, id) in bench.commits.enumerated() {
      if index < 5 {
        await #expect(throws: GitError.noSuchCommit(id)) { _ = try await source.commit(id) }
      } else {
        #expect(try await source.commit(id).id == id)
        #expect(try await bench.paths(id, source)["b/c.yaml"] == "number \(index)")
      }
    }
    #expect(try await bench.paths(bench.commits[11], source) == before)
    // Git's own opinion of it.
    try bench.repository.git(["fsck", "--full", "--strict"], in: bench.store)
    #expect(try bench.repository.git(["for-each-ref"], in: bench.store).split(separator: "\n").count == 7)
    #expect(!FileManager.default.fileExists(atPath: bench.store + ".new"))
    // It goes on as a store, and a second time changes nothing.
    let next = try bench.repository.commit(["a.yaml": "other"])
    let bundle = try CommitBundle.make(try GitRepository(path: bench.repository.path), next, Self.all)
    let store = try GitRepository(path: bench.store)
    _ = try CommitBundle.unpack(bundle, into: store, Self.all)
    try store.setReference("refs/voicebot/revisions/" + next, next)
    #expect(try await source.repack(isWanted: { true }).commits == 8)
    let last = try await source.repack(isWanted: { true })
    #expect(last.bytesAfter == last.bytesBefore && last.commits == 8)
    try bench.repository.git(["fsck", "--full", "--strict"], in: bench.store)
  }

  /// Files that no selection wanted were never there, and are not missed.
  @Test func filesThatAreNoPartAreNotMissed() async throws {
    let yaml = TreeSelection(isPart: { $0.hasSuffix(".yaml") })
    let bench = try Bench(4, dropping: 1, selection: yaml)
    #expect(try await bench.source.repack(isWanted: { true }).commits == 3)
    let contents = try await bench.source.contents(at: bench.commits[3], yaml)
    #expect(contents.files.map(\.path) == ["a.yaml", "b/c.yaml"] && contents.problems.isEmpty)
  }

  @Test func aStoreOfNothingIsOne() async throws {
    let bench = try Bench(2, dropping: 2)
    let outcome = try await bench.source.repack(isWanted: { true })
    #expect(outcome.commits == 0 && outcome.bytesAfter == 0 && bench.source.packs == 0)
    _ = try GitRepository(bareAt: bench.store)
  }

  /// Wherever it is given up, the store is as it was, and nothing lies beside it.
  @Test func isGivenUpAtOnce() async throws {
    let bench = try Bench(6, dropping: 2)
    var wasGivenUp = 0
    for limit in 0..<40 {
      let asked = Mutex(0)
      let isWanted: @Sendable () -> Bool = {
        asked.withLock { count in
          count += 1
          return count <= limit
        }
      }
      do {
        _ = try await bench.source.repack(isWanted: isWanted)
        break
      } catch {
        #expect(error == .cancelled)
        wasGivenUp += 1
        #expect(bench.source.packs == 6 && !FileManager.default.fileExists(atPath: bench.store + ".new"))
        for id in bench.commits { #expect(try await bench.source.commit(id).id == id) }
      }
    }
    print("given up at \(wasGivenUp) places")
    #expect(wasGivenUp >= 5 && bench.source.packs == 1)
  }

  /// What somebody else's damaged or half-made copy is, does not matter.
  @Test func aLeftCopyIsRemoved() async throws {
    let bench = try Bench(3, dropping: 1)
    let copy = bench.store + ".new"
    try FileManager.default.createDirectory(atPath: copy + "/objects/pack", withIntermediateDirectories: true)
    try Data("half".utf8).write(to: URL(fileURLWithPath: copy + "/objects/pack/pack-1.pack"))
    try Data("bad".utf8).write(to: URL(fileURLWithPath: copy + "/HEAD"))
    _ = try await bench.source.repack(isWanted: { true })
    #expect(!FileManager.default.fileExists(atPath: copy) && bench.source.packs == 1)
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    GitSource.removeCopy(of: bench.store)
    #expect(!FileManager.default.fileExists(atPath: copy))
  }

  /// A commit that cannot be read, of those that are wanted, leaves all as it is.
  @Test func aDamagedStoreStays() async throws {
    let bench = try Bench(3, dropping: 0)
    let packs = try FileManager.default.contentsOfDirectory(atPath: bench.store + "/objects/pack")
    let first = try #require(packs.filter { $0.hasSuffix(".idx") }.sorted().first)
    try FileManager.default.removeItem(atPath: bench.store + "/objects/pack/" + first)
    await #expect(throws: GitError.self) { _ = try await bench.source.repack(isWanted: { true }) }
    #expect(!FileManager.default.fileExists(atPath: bench.store + ".new") && bench.source.packs == 3)
  }

  /// A thousand revisions of a thousand files, one of which each changes.
  @Test func isQuick() async throws {
    let repository = try TestRepository()
    var stream = ""
    let count = 1000
    for index in 0..<count {
      stream +=
        "commit refs/heads/main\nmark :\(index + 1)\ncommitter A <a@b> \(1_700_000_000 + index) +0000\ndata 1\nx\n"
      for file in index == 0 ? 0..<1000 : (index - 1)..<index {
        let text = "file \(file) at \(index)\n"
        stream += "M 100644 inline bots/acme/b\(file).yaml\ndata \(text.utf8.count)\n\(text)\n"
      }
      stream += "reset refs/voicebot/revisions/\(index)\nfrom :\(index + 1)\n\n"
    }
    try repository.git(["fast-import", "--quiet"], input: stream)
    let source = GitSource(path: repository.path + "/.git")
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = try await source.repack(isWanted: { true })
    print("\(outcome) in \(clock.now - start)")
    #expect(outcome.commits == count && outcome.objects == 4 * count + 1000 + count - 1)
  }
}
