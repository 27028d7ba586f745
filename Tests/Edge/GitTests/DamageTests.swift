import Foundation
import Git
import TestRepository
import Testing

private let yaml = TreeSelection { $0.hasSuffix(".yaml") }

/// What a broken disk or an interrupted copy leaves behind. Each must end as an error, soon.
@Suite struct DamageTests {
  private static let large = (0..<4000).map { "line \($0 &* 2_654_435_761)" }.joined(separator: "\n")

  private func objects(_ test: TestRepository) throws -> [String] {
    try ["HEAD", "HEAD^{tree}", "HEAD:a.yaml", "HEAD:large.yaml"].map { name in
      let id = try test.git(["rev-parse", name])
      return test.path + "/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    }
  }

  private func read(_ test: TestRepository, _ id: String) async throws(GitError) -> TreeContents {
    let source = GitSource(path: test.path, deadline: .seconds(10))
    _ = try await source.commit(id)
    return try await source.contents(at: id, yaml)
  }

  private func expectDamage(_ test: TestRepository, _ id: String, _ what: String) async {
    do throws(GitError) {
      let contents = try await read(test, id)
      Issue.record("\(what): read \(contents.files.count) files")
    } catch .damaged {
    } catch .noSuchCommit {
      #expect(what.contains("commit"))
    } catch {
      Issue.record("\(what): \(error)")
    }
  }

  @Test(.timeLimit(.minutes(1))) func aLooseObjectCutAnywhereIsDamaged() async throws {
    let test = try TestRepository()
    let id = try test.commit(["a.yaml": "content", "large.yaml": Self.large])
    for (index, path) in try objects(test).enumerated() {
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      let step = max(1, whole.count / 40)
      for length in Array(stride(from: 0, to: whole.count, by: step)) + [whole.count - 1] {
        try whole.prefix(length).write(to: URL(fileURLWithPath: path))
        await expectDamage(test, id, "object \(index) cut to \(length) of \(whole.count)")
      }
      try whole.write(to: URL(fileURLWithPath: path))
    }
    #expect(try await read(test, id).files.count == 2)
  }

  @Test(.timeLimit(.minutes(1))) func aLooseObjectWithAWrongByteIsDamaged() async throws {
    let test = try TestRepository()
    let id = try test.commit(["a.yaml": "content", "large.yaml": Self.large])
    for (index, path) in try objects(test).enumerated() {
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      for offset in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
        var wrong = whole
        wrong[offset] ^= 0x55
        try wrong.write(to: URL(fileURLWithPath: path))
        // The flags of zlib's header do not matter to what it holds.
        if let contents = try? await read(test, id) { #expect(contents.files.count == 2 && offset < 2) }
      }
      try (whole + Data("more".utf8)).write(to: URL(fileURLWithPath: path))
      await expectDamage(test, id, "object \(index) with more behind it")
      try Data("not zlib at all".utf8).write(to: URL(fileURLWithPath: path))
      await expectDamage(test, id, "object \(index) is text")
      try FileManager.default.removeItem(atPath: path)
      await expectDamage(test, id, index == 0 ? "commit missing" : "object \(index) missing")
      try whole.write(to: URL(fileURLWithPath: path))
    }
  }

  @Test(.timeLimit(.minutes(1))) func anObjectThatClaimsAnotherSizeIsDamaged() async throws {
    let test = try TestRepository()
    let id = try test.commit(["a.yaml": "content"])
    let path = try #require(try? test.git(["rev-parse", "HEAD:a.yaml"]))
    let object = test.path + "/.git/objects/\(path.prefix(2))/\(path.dropFirst(2))"
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: object)
    for header in ["blob 1", "blob 6", "blob 8", "blob 900000", "blob 99999999999", "tree 7", "blob -1", "blob"] {
      try test.run(
        "python3",
        [
          "-c", "import sys,zlib;open(sys.argv[1],'wb').write(zlib.compress(sys.argv[2].encode()+b'\\0content'))",
          object, header,
        ])
      do throws(GitError) {
        let contents = try await read(test, id)
        // Larger than a file may be: the commit is refused for it, unread.
        #expect(contents.files.isEmpty && !contents.problems.isEmpty)
      } catch .damaged {
      } catch {
        Issue.record("\(header): \(error)")
      }
    }
  }

  @Test(.timeLimit(.minutes(2))) func aDamagedPackIsDamaged() throws {
    let test = try TestRepository()
    for version in 0..<4 { try test.commit(["a.yaml": "version \(version)", "large.yaml": Self.large + "\(version)"]) }
    let id = try test.git(["rev-parse", "HEAD"])
    try test.git(["repack", "-q", "-a", "-d", "-f"])
    try test.git(["prune-packed"])
    // The repository is closed before the next file is written: Git never changes a pack that it may have open.
    func read() -> TreeContents? { try? GitRepository(path: test.path).contents(at: id, yaml) }
    let whole = try #require(read())
    #expect(whole.files.count == 2)
    let folder = test.path + "/.git/objects/pack"
    for ending in [".pack", ".idx"] {
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(ending) })
      let path = folder + "/" + name
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      for offset in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 100)) {
        try bytes.prefix(offset).write(to: URL(fileURLWithPath: path))
        #expect(read() == nil, "\(name) cut at \(offset)")
        var wrong = bytes
        wrong[offset] ^= 0xFF
        try wrong.write(to: URL(fileURLWithPath: path))
        // Where the byte belongs to another object, all is well. A damaged size may look like a file that is too large.
        if let contents = read(), contents.problems.isEmpty { #expect(contents == whole, "\(name) wrong at \(offset)") }
      }
      try bytes.write(to: URL(fileURLWithPath: path))
    }
    #expect(read() == whole)
  }
}
