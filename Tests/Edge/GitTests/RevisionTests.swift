import Foundation
import FuzzRounds
import Git
import TestRepository
import Testing

@Suite struct RevisionTests {
  /// main: 0 1 2 3 M(3, s); side: 1 s. Tag `light` at 1, annotated `v1` at 2, remote branch origin/main at 2.
  private struct History {
    let test: TestRepository
    var main: [String] = []
    var side: String
    var merge: String

    init() throws {
      test = try TestRepository()
      for number in 0..<4 { main.append(try test.commit(["a.yaml": "\(number)"], "number \(number)")) }
      try test.git(["tag", "light", main[1]])
      try test.git(["tag", "-a", "v1", "-m", "one", main[2]])
      try test.git(["tag", "-a", "v1-again", "-m", "again", "v1"])
      try test.git(["tag", "content", try test.git(["rev-parse", "HEAD:a.yaml"])])
      try test.git(["update-ref", "refs/remotes/origin/main", main[2]])
      try test.git(["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"])
      try test.git(["checkout", "-q", "-b", "feature/side", main[1]])
      side = try test.commit(["b.yaml": "side"], "side")
      try test.git(["checkout", "-q", "main"])
      try test.git(["merge", "-q", "--no-ff", "-m", "merge", "feature/side"])
      merge = try test.git(["rev-parse", "HEAD"])
    }
  }

  @Test func namesMeanWhatGitTakesThemFor() throws {
    let history = try History()
    let repository = try GitRepository(path: history.test.path)
    let names = [
      "HEAD", "@", "main", "feature/side", "light", "v1", "v1-again", "origin/main", "origin", "refs/heads/main",
      "refs/tags/v1", "HEAD~1", "HEAD~", "HEAD^", "HEAD^2", "HEAD^^", "HEAD~3", "main~2^1~1", "HEAD^0", "HEAD~0",
      "v1~1", history.main[0], String(history.main[0].prefix(10)), String(history.main[0].prefix(10)).uppercased(),
      history.side + "^",
    ]
    for name in names {
      #expect(try repository.resolve(name) == history.test.git(["rev-parse", name + "^{commit}"]), "\(name)")
    }
  }

  @Test func otherNamesAreRefused() throws {
    let history = try History()
    let repository = try GitRepository(path: history.test.path)
    func failure(_ name: String) -> GitError? {
      do throws(GitError) {
        _ = try repository.resolve(name)
        return nil
      } catch {
        return error
      }
    }
    for name in ["nothing", "deadbeef", "HEAD~9", "HEAD^3", "content", String(repeating: "0", count: 40), "abc"] {
      #expect(failure(name) == .noSuchRevision(name))
    }
    let odd = [
      "", " ", "main..side", "HEAD:a.yaml", "main@{1}", "@{-1}", ":/side", "-x", "HEAD~99999", "HEAD^{tree}", "a\0b",
      "HEAD~x", "~1", "/main", "main//x", "*", String(repeating: "a", count: 2000),
    ]
    for name in odd { #expect(failure(name) == .invalidRevision(name)) }
    try history.test.git(["tag", "main", history.main[0]])
    #expect(failure("main") == .ambiguousRevision("main"))
    #expect(try repository.resolve("refs/heads/main") == history.merge)
  }

  @Test func anAmbiguousIDIsSaid() throws {
    let test = try TestRepository()
    // Four digits have 65,536 values: among 2,000 objects two are alike all but certainly.
    let input = (0..<2000).map { "blob\nmark :\($0 + 1)\ndata \("\($0)".count)\n\($0)\n" }.joined()
    try test.git(["fast-import", "--quiet"], input: input + "done\n")
    try test.commit(["a": "a"])
    let all = try test.git(["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"]).split(separator: "\n")
    let groups = Dictionary(grouping: all) { $0.prefix(4) }
    let double = try #require(groups.first { $0.value.count > 1 }?.key)
    let repository = try GitRepository(path: test.path)
    func resolve() throws(GitError) { _ = try repository.resolve(String(double)) }
    #expect(throws: GitError.ambiguousRevision(String(double))) { try resolve() }
  }

  @Test func basesAndRangesAgreeWithGit() throws {
    let history = try History()
    let repository = try GitRepository(path: history.test.path)
    #expect(try repository.mergeBase(history.main[3], history.side) == history.main[1])
    #expect(try repository.descends(history.merge, from: history.side))
    #expect(try !repository.descends(history.side, from: history.main[2]))
    let all = history.main + [history.side, history.merge]
    for old in all {
      for new in all {
        let ours = Set(try repository.commits(from: old, to: new).map(\.id))
        let git = try history.test.git(["rev-list", "\(old)..\(new)"]).split(separator: "\n").map(String.init)
        #expect(ours == Set(git))
      }
    }
    #expect(try repository.commits(to: history.merge).count == 6)
    func three() throws(GitError) { _ = try repository.commits(to: history.merge, limit: 3) }
    #expect(throws: GitError.tooMany("commits", limit: 3)) { try three() }
    try history.test.git(["checkout", "-q", "--orphan", "apart"])
    let apart = try history.test.commit([:], "apart")
    #expect(try repository.mergeBase(apart, history.merge) == nil)
  }

  @Test func changesAgreeWithGit() throws {
    let test = try TestRepository()
    let old = try test.commit([
      "a.yaml": "1", "d/b.yaml": "1", "d/e/c.yaml": "1", "same/x": "1", "gone": "1", "turn": "1",
    ])
    try test.git(["rm", "-q", "-r", "gone", "turn"])
    let new = try test.commit(["a.yaml": "2", "d/e/c.yaml": "2", "new/deep/er": "1", "turn/now": "1"])
    let repository = try GitRepository(path: test.path)
    let letters = ["A": TreeChange.Kind.added, "D": .removed, "M": .modified]
    for (from, to) in [(old, new), (new, old), (old, old)] {
      let git = try test.git(["diff-tree", "-r", "--no-renames", "--name-status", from, to]).split(separator: "\n")
        .map { line in
          let parts = line.split(separator: "\t")
          return TreeChange(path: String(parts[1]), kind: letters[String(parts[0])] ?? .modified)
        }
      #expect(try repository.changes(from: from, to: to) == git.sorted { $0.path < $1.path })
    }
    #expect(try repository.changes(from: nil, to: old).count == 6)
    var limits = TreeLimits()
    limits.files = 3
    func three() throws(GitError) { _ = try repository.changes(from: old, to: new, limits: limits) }
    #expect(throws: GitError.tooMany("changed files", limit: 3)) { try three() }
  }

  @Test func noNameStopsIt() throws {
    let history = try History()
    let repository = try GitRepository(path: history.test.path)
    var random = SeededRandom(seed: 11)
    let pieces = [
      "HEAD", "main", "~", "^", "1", "9", "refs/", "heads/", "@", "{", "..", "/", "abcd", "\u{0}", "ü", ":",
    ]
    for _ in FuzzRounds(2000) {
      let name = (0..<Int(random.next() % 7)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      if let id = try? repository.resolve(name) { #expect(id.utf8.count == 40) }
    }
  }
}
