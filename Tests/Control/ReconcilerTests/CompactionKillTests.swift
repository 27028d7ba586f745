import Foundation
import TestRepository
import Testing

/// The process that compacts is killed before each of its system calls that change a file. Whoever opens the directory
/// next finds the live revision, every revision that is on record with its files, and compacts to the same end.
@Suite(.serialized, .timeLimit(.minutes(10))) struct CompactionKillTests {
  private static let files = FileManager.default
  private static let stride = ProcessInfo.processInfo.environment["VOICEBOT_ROUNDS"] == nil ? 3 : 1

  @Test func everyCallLeavesTheOldOrTheNewStore() throws {
    let repository = try TestRepository()
    let base = repository.directory + "/base"
    try Self.files.createDirectory(atPath: base, withIntermediateDirectories: true)
    var live = ""
    for first in 1...6 {
      live = try repository.commit(ApplyKillTests.files((100 * first)...(100 * first + 2)))
      _ = try CrashRun([repository.path, live, base])
    }
    func copy(_ name: String) throws -> String {
      let path = repository.directory + "/" + name
      try Self.files.copyItem(atPath: base, toPath: path)
      return path
    }
    func compact(_ data: String, killAt call: Int? = nil) throws -> CrashRun {
      var variables = ["VOICEBOT_TEST_COMPACT": "3"]
      if let call { variables["VOICEBOT_TEST_KILL_AT_CALL"] = "\(call)" }
      return try CrashRun([repository.path, live, data], variables)
    }
    let whole = try compact(copy("whole"), killAt: 0)
    #expect(whole.lines.prefix(2) == ["before \(live)", "readable 6 of 6"], "\(whole)")
    #expect(whole.lines.dropFirst(2).prefix(2) == ["after \(live)", "readable 3 of 3, 1 pieces"], "\(whole)")
    let calls = try #require(whole.lines.last.flatMap { Int($0.dropFirst("calls ".count)) }, "\(whole)")
    #expect(calls > 40, "the calls of Git and of the database are not all seen: \(calls)")
    var (kills, wasOld, wasNew) = (0, 0, 0)
    for call in Array(Swift.stride(from: 1, to: calls, by: Self.stride)) + [calls] {
      let data = try copy("data-\(call)")
      if try compact(data, killAt: call).wasKilled { kills += 1 }
      let isNew = try Self.files.contentsOfDirectory(atPath: data + "/revisions.git/objects/pack").count <= 3
      if isNew { wasNew += 1 } else { wasOld += 1 }
      let next = try compact(data)
      #expect(next.lines.first == "before \(live)", "call \(call) of \(calls): \(next)")
      #expect(
        ["readable 6 of 6", "readable 3 of 3"].contains(next.lines.dropFirst().first),
        "call \(call) of \(calls): \(next)")
      #expect(
        next.lines.dropFirst(2) == ["after \(live)", "readable 3 of 3, 1 pieces"], "call \(call) of \(calls): \(next)")
      #expect(!Self.files.fileExists(atPath: data + "/revisions.git.new"))
      try Self.files.removeItem(atPath: data)
    }
    print("\(kills) kills over \(calls) calls of a compaction: \(wasOld) old, \(wasNew) new")
    #expect(kills >= calls / Self.stride && wasOld > 0 && wasNew > 0)
  }
}
