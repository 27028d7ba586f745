import Foundation
import Git
import TestRepository
import Testing

private let yaml = TreeSelection { $0.hasSuffix(".yaml") }

/// The ways a repository can lie on a disk.
@Suite struct FormatTests {
  private func failure(_ path: String) -> GitError? {
    do throws(GitError) {
      _ = try GitRepository(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test func packsAndTheirMultiPackIndexAreRead() throws {
    let test = try TestRepository()
    var ids: [String] = []
    for version in 0..<3 {
      ids.append(try test.commit(["a.yaml": "\(version)"]))
      try test.git(["repack", "-q", "-d"])
    }
    try test.git(["multi-pack-index", "write"])
    try test.git(["pack-refs", "--all"])
    ids.append(try test.commit(["a.yaml": "loose"]))
    let repository = try GitRepository(path: test.path)
    for (id, content) in zip(ids, ["0", "1", "2", "loose"]) {
      #expect(try repository.contents(at: id, yaml).files.map(\.bytes) == [Array(content.utf8)])
    }
  }

  @Test func alternatesAreRefused() throws {
    let test = try TestRepository()
    try test.commit(["a.yaml": "1"])
    try test.git(["clone", "-q", "--shared", test.path, test.directory + "/shared"])
    #expect(failure(test.directory + "/shared") == .alternates(test.directory + "/shared"))
    #expect(failure(test.directory + "/shared")?.fix != nil)
  }

  @Test func sha256IsRefused() throws {
    let test = try TestRepository()
    try test.git(["init", "-q", "--object-format=sha256", test.directory + "/long"])
    guard case .unsupported(let path, let message) = failure(test.directory + "/long") else {
      Issue.record("\(String(describing: failure(test.directory + "/long")))")
      return
    }
    #expect(path == test.directory + "/long")
    #expect(message.contains("objectformat"))
  }

  @Test func aShallowCloneIsReadAtItsTip() throws {
    let test = try TestRepository()
    var ids: [String] = []
    for version in 0..<5 { ids.append(try test.commit(["a.yaml": "\(version)"])) }
    let clone = test.directory + "/shallow"
    try test.git(["clone", "-q", "--depth", "2", "file://" + test.path, clone])
    let repository = try GitRepository(path: clone)
    let isShallow = repository.isShallow
    #expect(isShallow)
    #expect(try repository.contents(at: repository.tip(), yaml).files.map(\.bytes) == [Array("4".utf8)])
    #expect(try repository.resolve("HEAD~1") == ids[3])
    #expect(try repository.commits(to: repository.tip()).map(\.id) == [ids[4], ids[3]])
    func resolve() throws(GitError) { _ = try repository.resolve("HEAD~2") }
    #expect(throws: GitError.shallow(clone)) { try resolve() }
    #expect(try repository.mergeBase(ids[4], ids[3]) == ids[3])
    #expect(GitError.shallow(clone).fix == "git fetch --unshallow")
  }

  @Test func aWorktreeSharesObjectsAndHasItsOwnHead() throws {
    let test = try TestRepository()
    try test.commit(["a.yaml": "1"])
    let side = test.directory + "/side"
    try test.git(["worktree", "add", "-q", "-b", "side", side])
    try test.git(["commit", "-q", "--allow-empty", "-m", "side"], in: side)
    let repository = try GitRepository(path: side)
    #expect(try repository.resolve("HEAD") == test.git(["rev-parse", "side"]))
    #expect(try repository.resolve("main") == test.git(["rev-parse", "main"]))
    #expect(try repository.resolve("side~1") == test.git(["rev-parse", "main"]))
  }

  @Test func aGitFileThatLeadsNowhereIsSaid() throws {
    let test = try TestRepository()
    let place = test.directory + "/elsewhere"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try Data("gitdir: ../nowhere\n".utf8).write(to: URL(fileURLWithPath: place + "/.git"))
    #expect(failure(place) != nil)
    try Data("gitdir: ../repository/.git\n".utf8).write(to: URL(fileURLWithPath: place + "/.git"))
    let id = try test.commit(["a.yaml": "1"])
    #expect(try GitRepository(path: place).tip() == id)
  }

  @Test func theUsersConfigurationDoesNotMatter() throws {
    let test = try TestRepository()
    let id = try test.commit(["a.yaml": "1"])
    // A broken configuration fails every git command of this user; here it must not be opened at all.
    try Data("[core\nbroken".utf8).write(to: URL(fileURLWithPath: test.directory + "/.gitconfig"))
    #expect(throws: (any Error).self) { try test.git(["status"]) }
    #expect(try GitRepository(path: test.path).tip() == id)
  }
}
