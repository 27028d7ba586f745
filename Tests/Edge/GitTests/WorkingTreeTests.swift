import Foundation
import Git
import TestRepository
import Testing

private let yaml = TreeSelection { $0.hasSuffix(".yaml") }

@Suite struct WorkingTreeTests {
  @Test func readsWhatIsOnDisk() throws {
    let test = try TestRepository()
    try test.commit(["a.yaml": "old"])
    try test.write("a.yaml", "new")
    try test.write("bots/t/b.yaml", "b")
    try test.write(".hidden/c.yaml", "c")
    let contents = try WorkingTree.read(test.path, yaml)
    #expect(
      contents
        == TreeContents(files: [
          TreeFile(path: "a.yaml", bytes: Array("new".utf8)), TreeFile(path: "bots/t/b.yaml", bytes: Array("b".utf8)),
        ]))
  }

  @Test func nothingOutsideIsRead() throws {
    let test = try TestRepository()
    try test.write("a.yaml", "a")
    try FileManager.default.createSymbolicLink(atPath: test.path + "/link.yaml", withDestinationPath: "/etc/passwd")
    try FileManager.default.createSymbolicLink(atPath: test.path + "/bots", withDestinationPath: "/etc")
    #expect(mkfifo(test.path + "/pipe.yaml", 0o600) == 0)
    try test.write("big.yaml", String(repeating: "x", count: 1_048_577))
    let contents = try WorkingTree.read(test.path, yaml)
    #expect(contents.files.map(\.path) == ["a.yaml"])
    #expect(
      Set(contents.problems) == [
        TreeProblem(path: "link.yaml", reason: .symbolicLink), TreeProblem(path: "bots", reason: .symbolicLink),
        TreeProblem(path: "pipe.yaml", reason: .notARegularFile),
        TreeProblem(path: "big.yaml", reason: .fileTooLarge(bytes: 1_048_577, limit: 1_048_576)),
      ])
  }

  @Test func aMissingDirectoryIsSaid() {
    let error = #expect(throws: WorkingTreeError.self) { try WorkingTree.read("/nonexistent", yaml) }
    #expect(error?.code == ENOENT)
  }
}
