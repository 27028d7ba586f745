import Foundation
import TestRepository
import Testing

/// The process that applies is killed before each of its system calls that change a file, in Git's object store, its
/// references and the database alike. Whoever opens the directory next finds the old or the new revision, whole, and
/// the same apply, made again, succeeds.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SystemCallKillTests {
  private static let files = FileManager.default
  /// Every `stride`th call in an everyday run, every one where `VOICEBOT_ROUNDS` asks for the long one.
  private static let stride = ProcessInfo.processInfo.environment["VOICEBOT_ROUNDS"] == nil ? 5 : 1

  @Test func theFirstApplyOfAnEmptyDirectory() throws {
    let repository = try TestRepository()
    let new = try repository.commit(ApplyKillTests.files(100...103))
    let base = repository.directory + "/base"
    try Self.files.createDirectory(atPath: base, withIntermediateDirectories: true)
    try Self.walk(repository, base, old: "none", new: new)
  }

  @Test func anApplyOverALiveRevision() throws {
    let repository = try TestRepository()
    let old = try repository.commit(ApplyKillTests.files(100...103))
    let new = try repository.commit(ApplyKillTests.files(104...107))
    let base = repository.directory + "/base"
    try Self.files.createDirectory(atPath: base, withIntermediateDirectories: true)
    #expect(try CrashRun([repository.path, old, base]).lines == ["before none", "after \(old) 1"])
    try Self.walk(repository, base, old: old, new: new)
  }

  private static func walk(_ repository: TestRepository, _ base: String, old: String, new: String) throws {
    func copy(_ name: String) throws -> String {
      let path = repository.directory + "/" + name
      try files.copyItem(atPath: base, toPath: path)
      return path
    }
    let whole = try CrashRun([repository.path, new, copy("whole")], ["VOICEBOT_TEST_KILL_AT_CALL": "0"])
    let calls = try #require(whole.lines.last.flatMap { Int($0.dropFirst("calls ".count)) }, "\(whole)")
    #expect(calls > 30, "the calls of Git and of the database are not all seen: \(calls)")
    var (kills, wasOld, wasNew) = (0, 0, 0)
    for call in Array(Swift.stride(from: 1, to: calls, by: stride)) + [calls] {
      let data = try copy("data-\(call)")
      let killed = try CrashRun([repository.path, new, data], ["VOICEBOT_TEST_KILL_AT_CALL": "\(call)"])
      if killed.wasKilled { kills += 1 }
      let next = try CrashRun([repository.path, new, data])
      switch next.lines.first {
      case "before \(old)": wasOld += 1
      case "before \(new)": wasNew += 1
      default: Issue.record("call \(call): \(next)")
      }
      #expect(next.lines.last?.hasPrefix("after \(new) ") == true, "call \(call) of \(calls): \(next)")
      try files.removeItem(atPath: data)
    }
    print("\(kills) kills over \(calls) calls: \(wasOld) old, \(wasNew) new")
    #expect(kills >= calls / stride && wasOld > 0 && wasNew > 0)
  }
}
