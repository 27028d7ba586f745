import GRDB
import JSON

/// The revisions and the state of a runtime's configuration.
///
/// Invariant: at every moment the file says exactly one revision is live, or none before the first; `makeLive` moves
/// that, with all that goes with it, in one transaction that is on disk when it returns.
package final class RevisionStore: Sendable {
  /// Moments between which a killed process leaves different files behind.
  package enum WritePoint: String, Sendable, Hashable, CaseIterable {
    case beforeFiles, afterFiles, beforePending, insidePending, afterPending, beforeLive, insideLive, afterLive
    case beforeCompaction, afterCompaction
  }

  let database: StoreDatabase
  private let reached: @Sendable (WritePoint) -> Void

  /// `reached` is told of every write point on the way; the tests of crashes end the process there.
  package init(_ database: StoreDatabase, reached: @escaping @Sendable (WritePoint) -> Void = { _ in })
    throws(StoreError)
  {
    self.database = database
    self.reached = reached
    // What a killed process left half done was never live.
    try database.write { db in
      try db.execute(
        sql: "UPDATE revision SET result = ?, diagnostics = ? WHERE result = ?",
        arguments: [
          RevisionRecord.Result.refused.rawValue, #"["the runtime ended before the revision was live"]"#,
          RevisionRecord.Result.pending.rawValue,
        ])
    }
  }

  package func point(_ point: WritePoint) { reached(point) }

  package func state() throws(StoreError) -> ConfigurationState {
    try database.read { try StateRow.read($0) }
  }

  package func lastNumber() throws(StoreError) -> Int {
    try database.read { try Int.fetchOne($0, sql: "SELECT max(number) FROM revision") ?? 0 }
  }

  package func revision(_ number: Int) throws(StoreError) -> RevisionRecord? {
    try database.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM revision WHERE number = ?", arguments: [number]).map(RevisionRow.record)
    }
  }

  /// The latest first.
  package func revisions(limit: Int, before: Int? = nil) throws(StoreError) -> [RevisionRecord] {
    try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM revision WHERE number < ? ORDER BY number DESC LIMIT ?",
        arguments: [before ?? Int.max, limit]
      ).map(RevisionRow.record)
    }
  }

  /// The commits of the latest `count` revisions that were live, of the live one, and those that are pinned or
  /// quarantined.
  package func keptCommits(_ count: Int) throws(StoreError) -> Set<String> {
    try database.read { db in
      let state = try StateRow.read(db)
      let held = state.quarantine.map(\.commit) + [state.pin?.commit].compactMap { $0 }
      return Set(
        try held
          + String.fetchAll(
            db,
            sql: """
              SELECT "commit" FROM (SELECT "commit" FROM revision WHERE result <> 'refused' ORDER BY number DESC LIMIT ?)
              UNION SELECT "commit" FROM revision JOIN state ON revision.number = state.live
              """, arguments: [count]))
    }
  }

  /// Writes down what is about to be live. Nothing is live by it.
  package func begin(_ record: RevisionRecord) throws(StoreError) {
    reached(.beforePending)
    var record = record
    record.result = .pending
    try database.write { db in
      try RevisionRow.insert(record, db)
      reached(.insidePending)
    }
    reached(.afterPending)
  }

  /// Makes a pending revision the live one, and the one before it `superseded` or, where the state says that its
  /// commit is quarantined, `quarantined`.
  package func makeLive(_ number: Int, _ state: ConfigurationState) throws(StoreError) {
    reached(.beforeLive)
    var state = state
    state.live = number
    try database.write { db in
      if let old = try StateRow.read(db).live {
        let commit = try String.fetchOne(db, sql: #"SELECT "commit" FROM revision WHERE number = ?"#, arguments: [old])
        let result: RevisionRecord.Result = commit.map(state.isQuarantined) == true ? .quarantined : .superseded
        try RevisionRow.set(result, old, db)
      }
      try RevisionRow.set(.live, number, db)
      try StateRow.write(state, db)
      reached(.insideLive)
    }
    reached(.afterLive)
  }

  /// Gives a pending revision up.
  package func abandon(_ number: Int) throws(StoreError) {
    try database.write { try RevisionRow.set(.refused, number, $0) }
  }

  /// Writes down a revision that was refused, and the state after it.
  package func refuse(_ record: RevisionRecord, _ state: ConfigurationState) throws(StoreError) {
    var record = record
    record.result = .refused
    try database.write { db in
      try RevisionRow.insert(record, db)
      try StateRow.write(state, db)
    }
  }

  package func save(_ state: ConfigurationState) throws(StoreError) {
    try database.write { try StateRow.write(state, $0) }
  }
}

private enum RevisionRow {
  static func record(_ row: Row) -> RevisionRecord {
    RevisionRecord(
      number: row["number"], commit: row["commit"], title: row["title"], author: row["author"], message: row["message"],
      time: row["time"], by: row["by"], signer: row["signer"],
      source: RevisionRecord.Source(rawValue: row["source"]) ?? .sync,
      result: RevisionRecord.Result(rawValue: row["result"]) ?? .refused, diagnostics: json(row["diagnostics"]),
      changes: json(row["changes"]))
  }

  static func json(_ text: String) -> JSONValue { (try? JSONParser.parse(Array(text.utf8))) ?? .null }

  static func insert(_ record: RevisionRecord, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO revision
          (number, "commit", title, author, message, time, by, signer, source, result, diagnostics, changes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        record.number, record.commit, record.title, record.author, record.message, record.time, record.by,
        record.signer, record.source.rawValue, record.result.rawValue, JSONWriter.string(record.diagnostics),
        JSONWriter.string(record.changes),
      ])
  }

  static func set(_ result: RevisionRecord.Result, _ number: Int, _ db: Database) throws {
    try db.execute(sql: "UPDATE revision SET result = ? WHERE number = ?", arguments: [result.rawValue, number])
  }
}

enum StateRow {
  static func read(_ db: Database) throws -> ConfigurationState {
    var state = ConfigurationState()
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM state WHERE id = 1") else { return state }
    state.live = row["live"]
    state.pin = (row["pin"] as String?).flatMap { ConfigurationState.Pin(RevisionRow.json($0)) }
    state.suspension = (row["suspension"] as String?).flatMap { ConfigurationState.Suspension(RevisionRow.json($0)) }
    state.quarantine =
      RevisionRow.json(row["quarantine"]).arrayValue?
      .compactMap(ConfigurationState.Quarantine.init) ?? []
    state.tips = RevisionRow.json(row["tips"]).arrayValue?.compactMap(\.stringValue) ?? []
    state.origin = row["origin"]
    return state
  }

  static func write(_ state: ConfigurationState, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO state (id, live, pin, suspension, quarantine, tips, origin)
        VALUES (1, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        state.live, state.pin.map { JSONWriter.string($0.json) }, state.suspension.map { JSONWriter.string($0.json) },
        JSONWriter.string(.array(state.quarantine.map(\.json))),
        JSONWriter.string(.array(state.tips.map { .string($0) })), state.origin,
      ])
  }
}
