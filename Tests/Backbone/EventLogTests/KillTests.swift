import EventLog
import Events
import Foundation
import Testing

/// The process that writes is killed at a random moment, again and again over the same file.
@Suite(.serialized, .timeLimit(.minutes(2))) struct KillTests {
  @Test func aKilledWriterLeavesAWholeLog() async throws {
    let scratch = try Scratch()
    var last: Int64 = 0
    for round in 0..<5 {
      let acknowledged = try Self.appendUntilKilled(scratch.path, after: 3 + round * 7)
      #expect(acknowledged > last)
      let log = try EventLog(path: scratch.path)
      #expect(log.lastOffset >= acknowledged)
      log.append(event(0, .runtimeStarted(version: "again")))
      await log.flush()
      let events = try await collect(log.tail(from: 1, follow: false))
      #expect(events.map(\.offset) == Array(1...log.lastOffset))
      #expect(events.last?.type == .runtimeStarted)
      last = log.lastOffset
      await log.close()
    }
  }

  /// Returns the last offset that the child said was on disk.
  private static func appendUntilKilled(_ path: String, after lines: Int) throws -> Int64 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("EventLogCrash")
    if !FileManager.default.isExecutableFile(atPath: process.executableURL?.path ?? "") {
      // The tests run inside a helper of the tool chain: the test bundle is among its arguments.
      let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ""
      process.executableURL = URL(fileURLWithPath: bundle).deletingLastPathComponent()
        .appendingPathComponent("EventLogCrash")
    }
    process.arguments = [path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var text = ""
    while text.utf8.count(where: { $0 == 0x0A }) < lines {
      let data = pipe.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    text += String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return text.split(separator: "\n").compactMap { Int64($0) }.last ?? 0
  }
}
