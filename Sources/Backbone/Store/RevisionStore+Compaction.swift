import GRDB

extension RevisionStore {
  /// What was compacted so far; nil where nothing was.
  package func compaction() throws(StoreError) -> Compaction? {
    try database.read { try CompactionRow.read($0) }
  }

  /// Removes the records of revisions before the latest `count` that were not refused, of those that were refused all
  /// but the latest `count`, and never that of the live revision or of a pinned or quarantined commit. What is removed
  /// is counted in the same transaction.
  ///
  /// - Returns: how many.
  @discardableResult
  package func removeOld(keeping count: Int, now: Int64) throws(StoreError) -> Int {
    point(.beforeCompaction)
    let removed = try database.write { db in
      let state = try StateRow.read(db)
      let held = state.quarantine.map(\.commit) + [state.pin?.commit].compactMap { $0 }
      let places = held.map { _ in "?" }.joined(separator: ", ")
      var old: [Int] = []
      // The latest of either kind stays, whatever the count, so that no number is given twice.
      for kind in ["=", "<>"] {
        let first = try Int.fetchOne(
          db, sql: "SELECT number FROM revision WHERE result \(kind) 'refused' ORDER BY number DESC LIMIT 1 OFFSET ?",
          arguments: [max(1, count) - 1])
        guard let first else { continue }
        old += try Int.fetchAll(
          db,
          sql: """
            SELECT number FROM revision
            WHERE result \(kind) 'refused' AND number < ? AND number <> ? AND "commit" NOT IN (\(places))
            """, arguments: [first, state.live ?? 0] + StatementArguments(held))
      }
      guard let last = old.max() else { return 0 }
      for number in old { try db.execute(sql: "DELETE FROM revision WHERE number = ?", arguments: [number]) }
      var compaction = try CompactionRow.read(db) ?? Compaction()
      compaction.revisions += old.count
      compaction.through = max(compaction.through, last)
      compaction.time = now
      compaction.bytesBefore = nil
      compaction.bytesAfter = nil
      try CompactionRow.write(compaction, db)
      return old.count
    }
    point(.afterCompaction)
    return removed
  }

  /// Notes what became of the files.
  package func noteCompaction(bytesBefore: Int, bytesAfter: Int, now: Int64) throws(StoreError) {
    try database.write { db in
      var compaction = try CompactionRow.read(db) ?? Compaction()
      compaction.time = now
      compaction.bytesBefore = bytesBefore
      compaction.bytesAfter = bytesAfter
      try CompactionRow.write(compaction, db)
    }
  }
}

private enum CompactionRow {
  static func read(_ db: Database) throws -> Compaction? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM compaction WHERE id = 1") else { return nil }
    var compaction = Compaction()
    compaction.revisions = row["revisions"]
    compaction.through = row["through"]
    compaction.time = row["time"]
    compaction.bytesBefore = row["bytesBefore"]
    compaction.bytesAfter = row["bytesAfter"]
    return compaction
  }

  static func write(_ compaction: Compaction, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO compaction (id, revisions, through, time, bytesBefore, bytesAfter)
        VALUES (1, ?, ?, ?, ?, ?)
        """,
      arguments: [
        compaction.revisions, compaction.through, compaction.time, compaction.bytesBefore, compaction.bytesAfter,
      ])
  }
}
