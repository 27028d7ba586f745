import Foundation
import Testing

/// Another process writes, as somebody who is not root, and may be killed at it.
@Suite(.timeLimit(.minutes(1))) struct KilledWriteTests {
  private struct Outcome {
    var text: String
    var wasKilled: Bool
  }

  private func run(_ path: String, _ text: String, _ deadly: Int) throws -> Outcome {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = [path, text, String(deadly)]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Outcome(
      text: printed.trimmingCharacters(in: .whitespacesAndNewlines),
      wasKilled: process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL)
  }

  /// Beside the tests' own binary, which is this process's or, in a helper of the tool chain, among its arguments.
  private static var program: URL {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    let places = [own, CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ""].map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("FilesCrash")
    }
    return places.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? places[0]
  }

  @Test func whoIsKilledLeavesTheOldOrTheNew() throws {
    let folder = try Folder()
    let (old, new) = (String(repeating: "old ", count: 5000), String(repeating: "new ", count: 7000))
    let calls = try #require(Int(try run(try folder.file("measured", old, mode: 0o666), new, 0).text))
    // A file is made, filled and renamed.
    #expect(calls >= 3)
    for deadly in 1...calls {
      let file = try folder.file("file\(deadly)", old, mode: 0o666)
      #expect(try run(file, new, deadly).wasKilled)
      #expect(text(file) == old && mode(file) == 0o666, "call \(deadly)")
      // What the killed one left behind is not in the way of the next.
      #expect(try run(file, new, 0).text == "\(calls)")
      #expect(text(file) == new && mode(file) == 0o666, "after call \(deadly)")
    }
  }

  @Test func aFolderThatTakesNoFileIsSaid() throws {
    let folder = try Folder()
    let file = try folder.file("file", "old", mode: 0o666)
    chmod(folder.path, 0o555)
    #expect(try run(file, "new", 0).text == "folder(\(EACCES))")
    #expect(text(file) == "old" && folder.names == ["file"])
    chmod(folder.path, 0o777)
  }
}
