import Foundation
import Git
import Synchronization
import TestRepository
import Testing

private let yaml = TreeSelection { $0.hasSuffix(".yaml") }

@Suite struct MirrorTests {
  private func failure(
    _ mirror: GitMirror, _ remote: GitRemote, deadline: Duration = .seconds(20)
  ) async -> GitError? {
    do throws(GitError) {
      _ = try await mirror.fetch(remote, deadline: deadline)
      return nil
    } catch {
      return error
    }
  }

  @Test func aBranchIsFollowed() async throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let mirror = TestMirror.make(test)
    for url in [test.path, "file://" + test.path] {
      let result = try await mirror.fetch(GitRemote(url: url))
      #expect(result.branch == "main")
      #expect(result.movement == (url == test.path ? .created(new: first) : .unchanged(first)))
    }
    let second = try test.commit(["a.yaml": "2", "b.yaml": "b"])
    let result = try await mirror.fetch(GitRemote(url: test.path, branch: "main"))
    #expect(result.movement == .advanced(old: first, new: second))
    let source = mirror.source(branch: "main")
    #expect(try await source.tip() == second)
    #expect(try await source.contents(at: second, yaml).files.count == 2)
    let repository = try GitRepository(path: mirror.directory)
    #expect(try repository.references(under: "refs/") == ["refs/heads/main"])
  }

  /// A damaged object of a directory is said to be so at once, not at the deadline, and once it is mended all goes on.
  @Test(.timeLimit(.minutes(1)), arguments: ["HEAD", "HEAD^{tree}", "HEAD:deep", "HEAD:deep/a.yaml", "v1"])
  func aDamagedDirectoryIsRefusedAtOnce(_ name: String) async throws {
    let test = try TestRepository()
    let first = try test.commit(["first.yaml": "1"])
    let mirror = TestMirror.make(test)
    _ = try await mirror.fetch(GitRemote(url: test.path))
    let text = (0..<2000).map { "line \($0 &* 2_654_435_761)" }.joined(separator: "\n")
    let second = try test.commit(["deep/a.yaml": text])
    try test.git(["tag", "-a", "-m", text, "v1"])
    let id = try test.git(["rev-parse", name])
    let object = test.path + "/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: object)
    let whole = try Data(contentsOf: URL(fileURLWithPath: object))
    let clock = ContinuousClock()
    for damaged in [whole.prefix(whole.count - 4), whole.prefix(whole.count / 2), whole.prefix(3), Data("bad".utf8)] {
      try damaged.write(to: URL(fileURLWithPath: object))
      for url in [test.path, "file://" + test.path] {
        let start = clock.now
        guard case .damaged(let reason)? = await failure(mirror, GitRemote(url: url)) else {
          Issue.record("\(name) with \(damaged.count) bytes of \(whole.count) from \(url)")
          continue
        }
        #expect(!reason.isEmpty && clock.now - start < .seconds(10))
        #expect(try await mirror.source(branch: "main").tip() == first)
      }
    }
    try whole.write(to: URL(fileURLWithPath: object))
    #expect(try await mirror.fetch(GitRemote(url: test.path)).tip == second)
  }

  @Test func rewrittenHistoryIsFollowedAndSaid() async throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let second = try test.commit(["a.yaml": "2"])
    let mirror = TestMirror.make(test)
    _ = try await mirror.fetch(GitRemote(url: test.path))
    try test.git(["commit", "-q", "--amend", "-m", "again"])
    let amended = try test.git(["rev-parse", "HEAD"])
    #expect(
      try await mirror.fetch(GitRemote(url: test.path)).movement == .rewritten(old: second, new: amended))
    try test.git(["reset", "-q", "--hard", first])
    #expect(try await mirror.fetch(GitRemote(url: test.path)).movement == .rewritten(old: amended, new: first))
    try test.git(["checkout", "-q", "--orphan", "fresh"])
    let apart = try test.commit(["a.yaml": "3"])
    try test.git(["branch", "-f", "main", "fresh"])
    #expect(
      try await mirror.fetch(GitRemote(url: test.path, branch: "main")).movement
        == .rewritten(old: first, new: apart))
    #expect(try await mirror.source(branch: "main").tip() == apart)
  }

  @Test func whatIsNotThereIsSaid() async throws {
    let test = try TestRepository()
    let mirror = TestMirror.make(test)
    #expect(await failure(mirror, GitRemote(url: test.path)) == .emptyRemote(url: test.path))
    let first = try test.commit(["a.yaml": "1"])
    #expect(await failure(mirror, GitRemote(url: test.path, branch: "gone")) == .noSuchBranch("gone"))
    let nowhere = test.directory + "/nowhere"
    guard case .unreachable(nowhere, _) = await failure(mirror, GitRemote(url: nowhere)) else {
      Issue.record("\(String(describing: await failure(mirror, GitRemote(url: nowhere))))")
      return
    }
    // A port that nobody listens on any more.
    let closed = try SilentServer().port
    guard case .unreachable = await failure(mirror, GitRemote(url: "http://127.0.0.1:\(closed)/x.git")) else {
      Issue.record("a closed port was reached")
      return
    }
    _ = try await mirror.fetch(GitRemote(url: test.path))
    for url in [nowhere, "http://127.0.0.1:\(closed)/x.git"] {
      #expect(await failure(mirror, GitRemote(url: url)) != nil)
      #expect(try await mirror.source(branch: "main").tip() == first)
    }
  }

  @Test(arguments: [
    "http://example.org/x.git", "git://example.org/x", "https://user:secret@example.org/x", "ftp://example.org/x",
    "relative/path", "-x", "", "a b", "ext::sh -c touch", "http://localhost:x@example.org/",
  ])
  func otherURLsAreRefused(_ url: String) async throws {
    let test = try TestRepository()
    guard case .invalidURL(let printed, _) = await failure(TestMirror.make(test), GitRemote(url: url)) else {
      Issue.record("\(url) was not refused")
      return
    }
    #expect(!printed.contains("secret"))
  }

  @Test(.timeLimit(.minutes(1))) func aSilentServerIsLeftAtTheDeadline() async throws {
    let test = try TestRepository()
    let server = try SilentServer()
    let start = ContinuousClock.now
    let url = "http://127.0.0.1:\(server.port)/x.git"
    let error = await failure(TestMirror.make(test), GitRemote(url: url), deadline: .seconds(1))
    #expect(error == .timedOut("fetching \(url)", seconds: 1))
    #expect(ContinuousClock.now - start < .seconds(5))
    withExtendedLifetime(server) {}
  }

  @Test(.timeLimit(.minutes(1))) func cancellingEndsTheFetch() async throws {
    let test = try TestRepository()
    let server = try SilentServer()
    let mirror = TestMirror.make(test)
    let task = Task {
      await failure(mirror, GitRemote(url: "http://127.0.0.1:\(server.port)/x.git"), deadline: .seconds(50))
    }
    await server.accepted()
    task.cancel()
    #expect(await task.value == .cancelled)
  }

  @Test(.timeLimit(.minutes(1))) func twoFetchesIntoOneMirrorDoNotMeet() async throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let server = try SilentServer()
    let mirror = TestMirror.make(test)
    let task = Task {
      await failure(mirror, GitRemote(url: "http://127.0.0.1:\(server.port)/x.git"), deadline: .seconds(50))
    }
    await server.accepted()
    #expect(await failure(mirror, GitRemote(url: test.path)) == .busy(mirror.directory))
    task.cancel()
    _ = await task.value
    #expect(try await mirror.fetch(GitRemote(url: test.path)).movement == .created(new: first))
  }

  @Test(.timeLimit(.minutes(3))) func aFetchKilledAtAnyMomentLeavesTheMirrorAsItWas() async throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let mirror = TestMirror.make(test)
    _ = try await mirror.fetch(GitRemote(url: test.path))
    var files: [String: String] = [:]
    for number in 0..<300 { files["f\(number).yaml"] = "content \(number)" }
    let second = try test.commit(files)
    var killed = 0
    for milliseconds in stride(from: 1, through: 120, by: 7) {
      let outcome = await failure(mirror, GitRemote(url: test.path), deadline: .milliseconds(milliseconds))
      let tip = try await mirror.source(branch: "main").tip()
      if outcome != nil { killed += 1 }
      #expect(tip == first || tip == second)
      #expect(try await mirror.source(branch: "main").contents(at: tip, yaml).files.count == (tip == first ? 1 : 301))
      // A lock that it left would stop this process as well; the next fetch removes it by the same call.
      GitLeftovers.remove(mirror.directory)
      try GitRepository(path: mirror.directory).setReference("refs/heads/main", first)
    }
    #expect(killed > 0)
    // What a killed fetch may leave behind does not stop the next one.
    for name in ["refs/heads/main.lock", "packed-refs.lock", "objects/pack/tmp_pack_x", "config.lock"] {
      _ = FileManager.default.createFile(atPath: mirror.directory + "/" + name, contents: Data("left".utf8))
    }
    #expect(try await mirror.fetch(GitRemote(url: test.path)).movement == .advanced(old: first, new: second))
    #expect(try test.git(["fsck", "--strict"], in: mirror.directory).contains("missing") == false)
  }

  @Test func aDamagedRemoteChangesNothing() async throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let mirror = TestMirror.make(test)
    _ = try await mirror.fetch(GitRemote(url: test.path))
    try test.commit(["a.yaml": "2", "b.yaml": "something else"])
    let blob = try test.git(["rev-parse", "HEAD:b.yaml"])
    let object = test.path + "/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: object))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: object)
    for damage in [bytes.prefix(bytes.count / 2), Data(), Data("text".utf8)] {
      try damage.write(to: URL(fileURLWithPath: object))
      // libgit2 reads a cut object for ever; the deadline is what ends it.
      #expect(await failure(mirror, GitRemote(url: test.path), deadline: .seconds(2)) != nil)
      #expect(try await mirror.source(branch: "main").tip() == first)
    }
    try FileManager.default.removeItem(atPath: object)
    #expect(await failure(mirror, GitRemote(url: test.path), deadline: .seconds(5)) != nil)
    #expect(try await mirror.source(branch: "main").tip() == first)
  }

  @Test func limitsOnWhatIsReceivedHold() async throws {
    let test = try TestRepository()
    try test.commit(["a.yaml": (0..<20_000).map { "\($0 &* 2_654_435_761)" }.joined()])
    var limits = FetchLimits()
    limits.objects = 2
    func fetch(_ limits: FetchLimits) async throws(GitError) {
      _ = try await TestMirror.make(test).fetch(GitRemote(url: test.path), limits: limits)
    }
    await #expect(throws: GitError.self) { try await fetch(limits) }
  }

  @Test func theEnvironmentDoesNotMatter() async throws {
    let test = try TestRepository()
    let id = try test.commit(["a.yaml": "1"])
    // What would lead `git` elsewhere, given to the process that reads.
    let output = try test.run(
      TestMirror.child.executable, ["tip", test.path],
      environment: [
        "GIT_DIR": "/nonexistent", "GIT_OBJECT_DIRECTORY": "/nonexistent", "GIT_CONFIG_GLOBAL": "/nonexistent",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.bare", "GIT_CONFIG_VALUE_0": "nonsense",
        "GIT_NAMESPACE": "x", "GIT_COMMON_DIR": "/nonexistent", "GIT_CEILING_DIRECTORIES": "/",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nonexistent", "GIT_INDEX_FILE": "/nonexistent",
      ])
    #expect(output == id)
  }

  @Test func aChildThatIsNotOneIsSaid() async throws {
    let test = try TestRepository()
    for (program, arguments) in [
      ("/bin/cat", []), ("/bin/false", []), ("/nonexistent", []), ("/bin/sh", ["-c", "kill -9 $$"]),
    ] {
      let mirror = GitMirror(
        directory: test.directory + "/mirror.git", child: .init(executable: program, arguments: arguments))
      let error = await failure(mirror, GitRemote(url: test.path), deadline: .seconds(2))
      switch error {
      case .childFailed, .timedOut: break
      default: Issue.record("\(program): \(String(describing: error))")
      }
    }
  }
}

enum TestMirror {
  /// Beside the tests' own binary, which is this process's or, in a helper of the tool chain, among its arguments.
  static let child: GitMirror.Child = {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    let places = [own, CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ""].map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("GitChildTool").path
    }
    let found = places.first { FileManager.default.isExecutableFile(atPath: $0) }
    return GitMirror.Child(executable: found ?? places[0], arguments: [])
  }()

  static func make(_ test: TestRepository) -> GitMirror {
    GitMirror(directory: test.directory + "/mirror.git", child: child)
  }
}

/// Accepts connections, or at least lets them be made, and never says a word. Closed with its owner.
final class SilentServer: Sendable {
  let port: UInt16
  private let descriptor: Int32
  private let connections = Mutex<[Int32]>([])

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    try #require(isBound)
  }

  deinit {
    close(descriptor)
    connections.withLock { for connection in $0 { close(connection) } }
  }

  /// Returns once somebody has connected.
  func accepted() async {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [self] in
        let connection = accept(descriptor, nil, nil)
        connections.withLock { $0.append(connection) }
        continuation.resume()
      }
    }
  }
}
