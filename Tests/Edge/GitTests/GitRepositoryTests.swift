import Foundation
import Git
import TestRepository
import Testing

private let yaml = TreeSelection { $0.hasSuffix(".yaml") }

@Suite struct GitRepositoryTests {
  @Test func readsTheCommitNotTheWorkingTree() throws {
    let test = try TestRepository()
    let id = try test.commit(["bots/b.yaml": "b", "a.yaml": "a", "readme": "no"], "Title\n\nBody")
    try test.write("a.yaml", "uncommitted")
    let repository = try GitRepository(path: test.path)
    #expect(try repository.tip() == id)
    #expect(try repository.tip(branch: "main") == id)
    let commit = try repository.commit(id)
    #expect(commit.title == "Title")
    #expect(commit.message == "Title\n\nBody\n")
    #expect(commit.authorName == "Ada")
    #expect(commit.authorEmail == "ada@example.org")
    #expect(abs(commit.time - Int64(Date().timeIntervalSince1970)) < 3600)
    let contents = try repository.contents(at: id, yaml)
    #expect(
      contents
        == TreeContents(files: [
          TreeFile(path: "a.yaml", bytes: Array("a".utf8)), TreeFile(path: "bots/b.yaml", bytes: Array("b".utf8)),
        ]))
  }

  @Test func theTipMovesUnderAnOpenRepository() throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let repository = try GitRepository(path: test.path)
    #expect(try repository.tip() == first)
    let second = try test.commit(["a.yaml": "2"])
    #expect(try repository.tip() == second)
    try test.git(["gc", "-q", "--prune=now"])
    #expect(try repository.tip() == second)
    #expect(try repository.contents(at: first, yaml).files.first?.bytes == Array("1".utf8))
    try test.git(["reset", "-q", "--hard", first])
    #expect(try repository.tip() == first)
    try test.git(["checkout", "-q", "-b", "other"])
    let third = try test.commit(["a.yaml": "3"])
    #expect(try repository.tip() == third)
    #expect(try repository.tip(branch: "main") == first)
    try test.git(["checkout", "-q", "--detach", second])
    #expect(try repository.tip() == second)
  }

  @Test func bareRepositoriesAndWorktreesAreRead() throws {
    let test = try TestRepository()
    let id = try test.commit(["a.yaml": "1"])
    try test.git(["clone", "-q", "--bare", test.path, test.directory + "/bare"])
    try test.git(["worktree", "add", "-q", "-b", "side", test.directory + "/side"])
    for place in ["/bare", "/side"] {
      let repository = try GitRepository(path: test.directory + place)
      #expect(try repository.tip() == id)
      #expect(try repository.contents(at: id, yaml).files.count == 1)
    }
    try test.git(["commit", "-q", "--allow-empty", "-m", "side"], in: test.directory + "/side")
    #expect(try GitRepository(path: test.directory + "/side").tip() != id)
    #expect(try GitRepository(path: test.path).tip() == id)
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let test = try TestRepository()
    func open(_ path: String) throws(GitError) { _ = try GitRepository(path: path) }
    #expect(throws: GitError.noSuchDirectory("/nonexistent")) { try open("/nonexistent") }
    #expect(throws: GitError.notARepository(test.directory)) { try open(test.directory) }
    func tip(_ branch: String?) throws(GitError) { _ = try GitRepository(path: test.path).tip(branch: branch) }
    #expect(throws: GitError.noCommits(test.path)) { try tip(nil) }
    try test.commit(["a": ""])
    #expect(throws: GitError.noSuchBranch("gone")) { try tip("gone") }
    #expect(throws: GitError.noSuchBranch("a b..c")) { try tip("a b..c") }
    func commit(_ id: String) throws(GitError) { _ = try GitRepository(path: test.path).commit(id) }
    let zeros = String(repeating: "0", count: 40)
    #expect(throws: GitError.noSuchCommit(zeros)) { try commit(zeros) }
    #expect(throws: GitError.noSuchCommit("x")) { try commit("x") }
  }

  @Test(.enabled(if: getuid() == 0, "only root can give a directory away"))
  func anotherOwnersRepositoryIsRefused() throws {
    let test = try TestRepository()
    try test.commit(["a.yaml": "1"])
    try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: test.path)
    try FileManager.default.setAttributes([.ownerAccountID: 65_534], ofItemAtPath: test.path + "/.git")
    func open() throws(GitError) { _ = try GitRepository(path: test.path) }
    #expect(throws: GitError.otherOwner(test.path)) { try open() }
  }

  @Test func linksSubmodulesAndSizesAreRefused() throws {
    let test = try TestRepository()
    let other = try TestRepository()
    let module = try other.commit(["x.yaml": "x"])
    try test.write("big.yaml", String(repeating: "x", count: 1_048_577))
    try test.write("largest.yaml", String(repeating: "x", count: 1_048_576))
    try FileManager.default.createSymbolicLink(atPath: test.path + "/link.yaml", withDestinationPath: "/etc/passwd")
    try FileManager.default.createSymbolicLink(atPath: test.path + "/bots", withDestinationPath: "/etc")
    try FileManager.default.createSymbolicLink(atPath: test.path + "/harmless", withDestinationPath: "/etc")
    try test.git(["update-index", "--add", "--cacheinfo", "160000,\(module),scenarios"])
    try test.git(["add", "big.yaml", "largest.yaml", "link.yaml", "bots", "harmless"])
    try test.git(["commit", "-q", "-m", "odd"])
    let selection = TreeSelection { path in
      path.hasSuffix(".yaml") && !path.hasPrefix("harmless/")
    }
    let repository = try GitRepository(path: test.path)
    let contents = try repository.contents(at: try repository.tip(), selection)
    #expect(contents.files.map(\.path) == ["largest.yaml"])
    #expect(
      contents.problems
        == [
          TreeProblem(path: "big.yaml", reason: .fileTooLarge(bytes: 1_048_577, limit: 1_048_576)),
          TreeProblem(path: "bots", reason: .symbolicLink), TreeProblem(path: "link.yaml", reason: .symbolicLink),
          TreeProblem(path: "scenarios", reason: .submodule),
        ].sorted { $0.path < $1.path })
  }

  @Test func totalsAndCountsAreBounded() throws {
    let test = try TestRepository()
    try test.commit(["1.yaml": "12345", "2.yaml": "12345", "d/e/f/3.yaml": "12345"])
    let repository = try GitRepository(path: test.path)
    let tip = try repository.tip()
    func reasons(_ change: (inout TreeLimits) -> Void) throws -> [TreeProblem.Reason] {
      var limits = TreeLimits()
      change(&limits)
      return try repository.contents(at: tip, TreeSelection(limits: limits, isPart: yaml.isPart)).problems.map(\.reason)
    }
    #expect(try reasons { _ in } == [])
    #expect(try reasons { $0.totalBytes = 12 } == [.totalTooLarge(limit: 12)])
    #expect(try reasons { $0.files = 2 } == [.tooManyFiles(limit: 2)])
    #expect(try reasons { $0.entries = 3 } == [.tooManyEntries(limit: 3)])
    #expect(try reasons { $0.depth = 3 } == [.tooDeep(limit: 3)])
  }

  @Test func aDamagedObjectIsAFailureOfTheSource() throws {
    let test = try TestRepository()
    let id = try test.commit(["a.yaml": "content"])
    let blob = try test.git(["rev-parse", "HEAD:a.yaml"])
    let object = test.path + "/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: object)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: object))
    for damage in [Data(), bytes.prefix(5), Data(repeating: 7, count: 40)] {
      try damage.write(to: URL(fileURLWithPath: object))
      func read() throws(GitError) { _ = try GitRepository(path: test.path).contents(at: id, yaml) }
      #expect(throws: GitError.self) { try read() }
    }
    try FileManager.default.removeItem(atPath: object)
    func read() throws(GitError) { _ = try GitRepository(path: test.path).contents(at: id, yaml) }
    #expect(throws: GitError.self) { try read() }
  }
}
