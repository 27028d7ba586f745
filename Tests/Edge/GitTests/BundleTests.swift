import Foundation
import FuzzRounds
import Git
import TestRepository
import Testing

private let yaml = TreeSelection { $0.hasSuffix(".yaml") }

@Suite struct BundleTests {
  private static let files = [
    "a.yaml": "a", "bots/b.yaml": "b", "bots/deep/er/c.yaml": "b", "empty.yaml": "", "readme.md": "not wanted",
  ]

  private func failure(_ bytes: [UInt8]) -> GitError? {
    do throws(GitError) {
      _ = try CommitBundle.inspect(bytes, yaml)
      return nil
    } catch {
      return error
    }
  }

  @Test func aCommitArrivesAsItWas() throws {
    let test = try TestRepository()
    try test.commit(["old.yaml": "old"])
    let id = try test.commit(Self.files, "Title\n\nBody")
    let source = try GitRepository(path: test.path)
    let bundle = try CommitBundle.make(source, id, yaml)
    let target = try GitRepository(bareAt: test.directory + "/server.git")
    #expect(try CommitBundle.inspect(bundle, yaml) == id)
    #expect(try CommitBundle.unpack(bundle, into: target, yaml) == id)
    #expect(try target.commit(id) == source.commit(id))
    #expect(try target.contents(at: id, yaml) == source.contents(at: id, yaml))
    let isShallow = target.isShallow
    #expect(isShallow)
    try target.setReference("refs/voicebot/revisions/1", id)
    #expect(try target.references(under: "refs/voicebot/") == ["refs/voicebot/revisions/1"])
    // Again, and opened anew: nothing changes.
    #expect(try CommitBundle.unpack(bundle, into: target, yaml) == id)
    #expect(try GitRepository(path: test.directory + "/server.git").resolve("refs/voicebot/revisions/1") == id)
  }

  @Test func referencesMoveOnlyAsExpected() throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let second = try test.commit(["a.yaml": "2"])
    let repository = try GitRepository(path: test.path)
    let name = "refs/voicebot/live"
    #expect(try repository.reference(name) == nil)
    try repository.setReference(name, first)
    func move(_ expected: String) throws(GitError) { try repository.setReference(name, second, expected: expected) }
    #expect(throws: GitError.busy(test.path)) { try move(second) }
    #expect(try repository.reference(name) == first)
    try move(first)
    #expect(try repository.reference(name) == second)
    try repository.deleteReference(name)
    try repository.deleteReference(name)
    #expect(try repository.reference(name) == nil)
    for odd in ["refs/../../x", "HEAD", "refs/a b", "main", "refs/x.lock"] {
      func set() throws(GitError) { try repository.setReference(odd, first) }
      #expect(throws: GitError.invalidRevision(odd)) { try set() }
    }
    let zeros = String(repeating: "0", count: 40)
    func missing() throws(GitError) { try repository.setReference(name, zeros) }
    #expect(throws: GitError.noSuchCommit(zeros)) { try missing() }
  }

  @Test func whatIsMissingOrTooMuchIsRefused() throws {
    let test = try TestRepository()
    let id = try test.commit(Self.files)
    let repository = try GitRepository(path: test.path)
    let bundle = try CommitBundle.make(repository, id, yaml)
    let objects = try Objects(bundle)
    #expect(objects.assembled == bundle)
    #expect(objects.list.count == 8)
    for index in objects.list.indices {
      var fewer = objects
      fewer.list.remove(at: index)
      #expect(failure(fewer.assembled) != nil, "without object \(index)")
      var twice = objects
      twice.list.append(objects.list[index])
      #expect(failure(twice.assembled) != nil, "object \(index) twice")
      var changed = objects
      if changed.list[index].content.isEmpty {
        changed.list[index].content = [1]
      } else {
        changed.list[index].content[changed.list[index].content.count - 1] ^= 1
      }
      // A commit with another message is another commit, and a whole one.
      if index > 0 { #expect(failure(changed.assembled) != nil, "object \(index) changed") }
    }
    var more = objects
    more.list.append(.init(letter: UInt8(ascii: "b"), content: Array("stowaway".utf8)))
    #expect(failure(more.assembled) != nil)
    for length in 0..<bundle.count { #expect(failure(Array(bundle[..<length])) != nil) }
    let target = test.directory + "/server.git"
    let server = try GitRepository(bareAt: target)
    func unpack() throws(GitError) { _ = try CommitBundle.unpack(more.assembled, into: server, yaml) }
    #expect(throws: GitError.self) { try unpack() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: target + "/objects/pack").isEmpty)
  }

  @Test func namesThatLeadOutAreRefused() throws {
    let test = try TestRepository()
    let blob = try test.git(["hash-object", "-w", "--stdin"], input: "x")
    func bundle(_ name: String) -> [UInt8] {
      let raw = (0..<20).map { index -> UInt8 in
        let start = blob.index(blob.startIndex, offsetBy: index * 2)
        return UInt8(blob[start..<blob.index(start, offsetBy: 2)], radix: 16) ?? 0
      }
      let tree = Array("100644 \(name)\0".utf8) + raw
      let file = test.path + "/tree"
      _ = FileManager.default.createFile(atPath: file, contents: Data(tree))
      let id = (try? test.git(["hash-object", "--literally", "-t", "tree", "-w", file])) ?? ""
      let commit = "tree \(id)\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nm\n"
      return Objects(list: [
        .init(letter: UInt8(ascii: "c"), content: Array(commit.utf8)), .init(letter: UInt8(ascii: "t"), content: tree),
        .init(letter: UInt8(ascii: "b"), content: Array("x".utf8)),
      ]).assembled
    }
    #expect(failure(bundle("a.yaml")) == nil)
    for name in ["../a.yaml", "x/a.yaml", ".git", ".GIT", "..", "."] {
      #expect(failure(bundle(name)) != nil, "\(name)")
    }
  }

  @Test func limitsHoldOnBothSides() throws {
    let test = try TestRepository()
    let id = try test.commit(["a.yaml": String(repeating: "x", count: 100), "b.yaml": "b"])
    let repository = try GitRepository(path: test.path)
    let bundle = try CommitBundle.make(repository, id, yaml)
    for change in [\TreeLimits.fileBytes, \.totalBytes, \.files, \.entries] {
      var limits = TreeLimits()
      limits[keyPath: change] = 1
      let narrow = TreeSelection(limits: limits, isPart: yaml.isPart)
      func make() throws(GitError) { _ = try CommitBundle.make(repository, id, narrow) }
      func inspect() throws(GitError) { _ = try CommitBundle.inspect(bundle, narrow) }
      #expect(throws: GitError.self) { try make() }
      #expect(throws: GitError.self) { try inspect() }
    }
  }

  @Test func noBytesStopIt() throws {
    let test = try TestRepository()
    let id = try test.commit(Self.files)
    let whole = try CommitBundle.make(try GitRepository(path: test.path), id, yaml)
    var random = SeededRandom(seed: 7)
    for round in FuzzRounds(3000) {
      var bytes = whole
      for _ in 0...(round % 4) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        default: bytes.removeLast(min(bytes.count - 1, Int(random.next() % 64)))
        }
      }
      _ = failure(bytes)
    }
  }
}

/// A bundle taken apart by the test's own reading of its layout.
private struct Objects {
  struct Object {
    var letter: UInt8
    var content: [UInt8]
  }
  static let head = Array("voicebot commit bundle 1\n".utf8)
  var list: [Object] = []

  init(list: [Object]) { self.list = list }

  init(_ bytes: [UInt8]) throws {
    try #require(bytes.starts(with: Self.head))
    var index = Self.head.count
    while index < bytes.count {
      let length = bytes[(index + 1)..<(index + 5)].reduce(0) { $0 * 256 + Int($1) }
      list.append(Object(letter: bytes[index], content: Array(bytes[(index + 5)..<(index + 5 + length)])))
      index += 5 + length
    }
  }

  var assembled: [UInt8] {
    list.reduce(into: Self.head) { bytes, object in
      let count = object.content.count
      bytes += [
        object.letter, UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255),
      ]
      bytes += object.content
    }
  }
}
