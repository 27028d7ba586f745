import Foundation
import JSON
import Store
import Testing

private func scratch() throws -> String {
  let path = NSTemporaryDirectory() + "store-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  return path
}

@Suite struct StoreTests {
  @Test func aRevisionIsLiveWithItsStateOrNotAtAll() throws {
    let directory = try scratch()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var database = try StoreDatabase(dataDirectory: directory)
    var store = try RevisionStore(database)
    #expect(try store.state() == ConfigurationState())
    try store.begin(RevisionRecord(number: 1, commit: "a", source: .start))
    #expect(try store.state().live == nil)
    var state = ConfigurationState()
    state.tips = ["a"]
    state.origin = "here"
    try store.makeLive(1, state)
    try store.begin(RevisionRecord(number: 2, commit: "b", message: "m", source: .sync, changes: ["update": 1]))
    state.quarantine = [.init(commit: "a", reason: "bad")]
    state.pin = .init(reason: .rollback, commit: "b", by: "ada", time: 3)
    state.suspension = .init(reason: "freeze", by: "ada", time: 4)
    try store.makeLive(2, state)
    try store.begin(RevisionRecord(number: 3, commit: "c", source: .sync))
    database.close()
    // A process that ended between the two writes of revision 3.
    database = try StoreDatabase(dataDirectory: directory)
    store = try RevisionStore(database)
    state.live = 2
    #expect(try store.state() == state)
    #expect(try store.revisions(limit: 9).map(\.result) == [.refused, .live, .quarantined])
    #expect(try store.revision(2)?.changes["update"] == 1)
    #expect(try store.lastNumber() == 3)
    // What is quarantined is kept, too.
    #expect(try store.keptCommits(1) == ["a", "b"])
    #expect(try store.revisions(limit: 1, before: 3).map(\.commit) == ["b"])
    database.close()
  }

  /// The latest of those that were live and of those that were refused stay, and what is held on to; the rest is counted.
  @Test func oldRecordsGoAndAreCounted() throws {
    let store = try RevisionStore(.inMemory())
    var state = ConfigurationState()
    for number in 1...20 {
      let record = RevisionRecord(number: number, commit: "c\(number)", source: .apply)
      if number % 2 == 0 {
        try store.refuse(record, state)
      } else {
        try store.begin(record)
        if number == 9 { state.quarantine = [.init(commit: "c3", reason: "bad")] }
        if number == 11 { state.pin = .init(reason: .rollback, commit: "c1", by: "ada", time: 1) }
        try store.makeLive(number, state)
      }
    }
    #expect(try store.compaction() == nil)
    #expect(try store.removeOld(keeping: 20, now: 5) == 0)
    #expect(try store.compaction() == nil)
    #expect(try store.removeOld(keeping: 2, now: 7) == 14)
    #expect(try store.revisions(limit: 99).map(\.number) == [20, 19, 18, 17, 3, 1])
    #expect(try store.keptCommits(2) == ["c19", "c17", "c3", "c1"])
    var compaction = try #require(try store.compaction())
    #expect(compaction.revisions == 14 && compaction.through == 16 && compaction.time == 7)
    #expect(try store.removeOld(keeping: 0, now: 8) == 2)
    #expect(try store.revisions(limit: 99).map(\.number) == [20, 19, 3, 1])
    try store.noteCompaction(bytesBefore: 10, bytesAfter: 4, now: 9)
    compaction = try #require(try store.compaction())
    #expect(compaction.revisions == 16 && compaction.through == 18 && compaction.time == 9)
    #expect(compaction.bytesBefore == 10 && compaction.bytesAfter == 4)
    #expect(try store.lastNumber() == 20)
  }

  @Test func aDirectoryIsForOneProcess() throws {
    let directory = try scratch()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    do {
      let first = try DataDirectoryLock(directory: directory)
      let error = #expect(throws: StoreError.self) { _ = try DataDirectoryLock(directory: directory) }
      #expect(error?.code == .inUse && error?.message.contains("\(getpid())") == true)
      withExtendedLifetime(first) {}
    }
    _ = try DataDirectoryLock(directory: directory)
  }
}

@Suite struct TokenStoreTests {
  @Test func aTokenOpensUntilItExpiresOrIsRevoked() throws {
    let store = TokenStore(try .inMemory())
    let (token, text) = try store.create(name: "ci", role: .editor, tenants: ["acme"], now: 1000, expires: 5000)
    #expect(text.hasPrefix("vb_\(token.id)_") && text.utf8.count == 84)
    #expect(try store.verify(text, now: 2000)?.tenants == ["acme"])
    #expect(try store.verify(text, now: 5000) == nil)
    #expect(try store.all().first?.lastUsed == nil || store.all().first?.lastUsed == 2000)
    #expect(try store.revoke(token.id))
    #expect(try !store.revoke(token.id))
    #expect(try store.verify(text, now: 2000) == nil)
  }

  @Test func nothingElseOpens() throws {
    let store = TokenStore(try .inMemory())
    let (first, text) = try store.create(name: "a", role: .admin, now: 0)
    let (_, other) = try store.create(name: "b", role: .viewer, now: 0)
    let secret = text.split(separator: "_")[2]
    let last = text.last == "0" ? "1" : "0"
    for wrong in [
      "", "vb", "vb__", text.dropLast() + last, text + "0", "vb_\(first.id)_\(other.split(separator: "_")[2])",
      "VB_\(first.id)_\(secret)", "vb_\(first.id)_", "\(secret)", "vb_\(first.id.dropLast())'_\(secret)",
    ] { #expect(try store.verify(wrong, now: 1) == nil, "\(wrong)") }
    #expect(try store.verify(text, now: 1)?.role == .admin)
  }

  @Test func theFileHoldsNoSecret() throws {
    let directory = try scratch()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let database = try StoreDatabase(dataDirectory: directory)
    let (_, text) = try TokenStore(database).create(name: "a", role: .admin, now: 0)
    _ = try TokenStore(database).verify(text, now: 100_000)
    let secret = String(text.split(separator: "_")[2])
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    #expect(names.contains("voicebot.sqlite"))
    for name in names {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))
      #expect(bytes.range(of: Data(secret.utf8)) == nil && bytes.range(of: Data(text.utf8)) == nil, "\(name)")
    }
    database.close()
  }

  @Test func rolesAreAnOrder() {
    #expect(Role.viewer < .operatorRole && .operatorRole < .editor && Role.editor < .admin)
  }
}
