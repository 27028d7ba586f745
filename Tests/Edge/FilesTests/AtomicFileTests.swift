import Files
import Foundation
import Testing

/// A directory that goes away with its test; everybody may write into it.
final class Folder {
  let path = NSTemporaryDirectory() + "files-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    chmod(path, 0o777)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ text: String, mode: mode_t = 0o644) throws -> String {
    let file = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    chmod(file, mode)
    return file
  }

  var names: Set<String> { Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []) }
}

func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

func mode(_ path: String) -> mode_t {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
}

@Suite struct AtomicFileTests {
  @Test(arguments: ["", "new", String(repeating: "x", count: 3 << 20)]) func writesWhatItIsGiven(_ new: String) throws {
    let folder = try Folder()
    try AtomicFile.write(new, to: folder.path + "/fresh")
    let old = try folder.file("old", "old and longer than the new")
    try AtomicFile.write(new, to: old)
    #expect(text(folder.path + "/fresh") == new && text(old) == new)
    #expect(folder.names == ["fresh", "old"])
  }

  @Test func aRelativePathIsInTheDirectoryOfTheProcess() {
    // No folder of that name is anywhere near.
    #expect(throws: FileError(path: "no-such-folder/file", reason: .folder(ENOENT))) {
      try AtomicFile.write("text", to: "no-such-folder/file")
    }
  }

  @Test(arguments: [0o600, 0o640, 0o644, 0o755] as [mode_t]) func aFileKeepsItsMode(_ wanted: mode_t) throws {
    let folder = try Folder()
    let file = try folder.file("file", "old", mode: wanted)
    try AtomicFile.write("new", to: file)
    #expect(mode(file) == wanted)
    try AtomicFile.write(Array("newer".utf8), to: file, replacing: Array("new".utf8))
    #expect(mode(file) == wanted && text(file) == "newer")
  }

  @Test func aNewFileHasTheModeOfEveryNewFile() throws {
    let folder = try Folder()
    try AtomicFile.write("text", to: folder.path + "/file")
    let descriptor = open(folder.path + "/third", O_CREAT | O_WRONLY, 0o666)
    close(descriptor)
    #expect(mode(folder.path + "/file") == mode(folder.path + "/third"))
  }

  @Test func aPrivateFileIsItsOwnersAlone() throws {
    let folder = try Folder()
    let file = try folder.file("token", "old", mode: 0o644)
    for path in [file, folder.path + "/fresh"] {
      try AtomicFile.write("secret", to: path, access: .ownerOnly)
      #expect(mode(path) == 0o600 && text(path) == "secret")
    }
  }

  @Test func aLinkIsFollowedAndStays() throws {
    let folder = try Folder()
    let file = try folder.file("file", "old", mode: 0o640)
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
    try AtomicFile.write("new", to: link)
    #expect(text(file) == "new" && mode(file) == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "file")
  }

  @Test func noLinkIsFollowedWhereTheContentIsKnown() throws {
    let folder = try Folder()
    let file = try folder.file("file", "old")
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
    #expect(throws: FileError(path: link, reason: .notAFile)) {
      try AtomicFile.write(Array("new".utf8), to: link, replacing: Array("old".utf8))
    }
    #expect(text(file) == "old" && folder.names == ["file", "link"])
  }

  @Test func aLinkToNothingAndAFolderAreRefused() throws {
    let folder = try Folder()
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nothing")
    #expect(throws: FileError(path: link, reason: .leadsNowhere)) { try AtomicFile.write("new", to: link) }
    #expect(throws: FileError(path: folder.path, reason: .notAFile)) { try AtomicFile.write("new", to: folder.path) }
    #expect(folder.names == ["link"])
  }

  @Test(arguments: ["older", "ol", "", "old\n"]) func anothersChangeIsNotLost(_ expected: String) throws {
    let folder = try Folder()
    let file = try folder.file("file", "old")
    #expect(throws: FileError(path: file, reason: .changed)) {
      try AtomicFile.write(Array("new".utf8), to: file, replacing: Array(expected.utf8))
    }
    #expect(text(file) == "old" && folder.names == ["file"])
  }

  @Test func aFileThatIsGoneIsNotMadeAgain() throws {
    let folder = try Folder()
    #expect(throws: FileError(path: folder.path + "/file", reason: .changed)) {
      try AtomicFile.write(Array("new".utf8), to: folder.path + "/file", replacing: Array("old".utf8))
    }
    #expect(folder.names.isEmpty)
  }

  @Test func aPipeIsWrittenToAsItIs() throws {
    let folder = try Folder()
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try AtomicFile.write("through", to: pipe)
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = read(reader, &buffer, buffer.count)
    #expect(String(decoding: buffer[..<max(0, count)], as: UTF8.self) == "through")
    try AtomicFile.write("away", to: "/dev/null")
    #expect(folder.names == ["pipe"])
  }

  @Test func namesOfTheKilledAreNotInTheWay() throws {
    let folder = try Folder()
    let left = try folder.file(".voicebot-\(getpid())-0", "left")
    try AtomicFile.write("new", to: folder.path + "/file")
    #expect(text(folder.path + "/file") == "new" && text(left) == "left")
  }
}
