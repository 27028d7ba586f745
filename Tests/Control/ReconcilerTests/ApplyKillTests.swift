import Foundation
import TestRepository
import Testing

/// The process that applies is killed at every write point in turn; whoever opens the data directory next finds the old
/// or the new revision, whole, and can apply again.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ApplyKillTests {
  static func files(_ bots: ClosedRange<Int>) -> [String: String] {
    var files = [
      "voicebot.yaml": "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: test}\n",
      "bots/acme/tenant.yaml": "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: acme}\n",
    ]
    for bot in bots {
      files["bots/acme/b\(bot).yaml"] = """
        apiVersion: voicebot/v1
        kind: Bot
        metadata: {name: b\(bot)}
        spec: {numbers: ["\(bot)"], brain: {provider: echo}}

        """
    }
    return files
  }

  @Test func everyWritePointLeavesTheOldOrTheNewRevision() throws {
    let repository = try TestRepository()
    let old = try repository.commit(Self.files(100...103))
    let new = try repository.commit(Self.files(104...107))
    let last = try repository.commit(Self.files(108...109))
    var kills = 0
    var (wasOld, wasNew) = (0, 0)
    for point in 1...40 {
      let data = repository.directory + "/data-\(point)"
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      let first = try CrashRun([repository.path, old, data])
      #expect(first.lines == ["before none", "after \(old) 1"], "\(first)")
      let killed = try CrashRun([repository.path, new, data], ["VOICEBOT_TEST_KILL_AT": "\(point)"])
      #expect(killed.lines.first == "before \(old)")
      guard killed.wasKilled else {
        #expect(killed.lines.last == "after \(new) 2")
        break
      }
      kills += 1
      let next = try CrashRun([repository.path, last, data])
      let found = next.lines.first
      #expect(found == "before \(old)" || found == "before \(new)", "write point \(point): \(next)")
      if found == "before \(old)" { wasOld += 1 } else { wasNew += 1 }
      #expect(next.lines.last?.hasPrefix("after \(last) ") == true, "write point \(point): \(next)")
    }
    #expect(kills >= 8 && wasOld >= 6 && wasNew >= 1, "\(kills) kills: \(wasOld) old, \(wasNew) new")
  }
}
