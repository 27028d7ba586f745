import Events
import GRDB

/// The SQLite file: one table, whose primary key is the offset. WAL, so that readers never wait for the writer.
struct EventDatabase: Sendable {
  private static let version = 1
  private let pool: DatabasePool

  init(path: String, durability: EventLogOptions.Durability) throws(EventLogError) {
    do {
      var configuration = Configuration()
      configuration.label = "events"
      configuration.maximumReaderCount = 4
      configuration.busyMode = .timeout(5)
      pool = try DatabasePool(path: path, configuration: configuration)
      // Set when the pool has switched to WAL, which it does with NORMAL.
      let level = durability == .powerFailure ? "FULL" : "NORMAL"
      let found = try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = \(level)")
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if found == 0 {
          try db.inTransaction {
            try Self.create(db); return .commit
          }
        }
        return found
      }
      guard found <= Self.version else {
        throw EventLogError(.tooNew, "\(path) was written by a later version of this program")
      }
    } catch let error as EventLogError {
      throw error
    } catch {
      throw EventLogError(.failed, "event log \(path): \(error)")
    }
  }

  private static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE event (
          offset INTEGER PRIMARY KEY, time INTEGER NOT NULL, call TEXT NOT NULL, tenant TEXT NOT NULL,
          bot TEXT NOT NULL, type TEXT NOT NULL, json TEXT NOT NULL);
        CREATE INDEX event_of_call ON event (call, offset);
        PRAGMA user_version = \(version);
        """)
  }

  func lastOffset() throws -> Int64 {
    try pool.read { try Int64.fetchOne($0, sql: "SELECT max(offset) FROM event") ?? 0 }
  }

  /// All or none of them.
  func append(_ events: [StoredEvent], times: [Int64]) throws {
    try pool.write { db in
      let statement = try db.cachedStatement(
        sql: "INSERT INTO event (offset, time, call, tenant, bot, type, json) VALUES (?, ?, ?, ?, ?, ?, ?)")
      for (event, time) in zip(events, times) {
        statement.setUncheckedArguments([
          event.offset, time, event.call, event.tenant, event.bot, event.type?.rawValue ?? "",
          String(decoding: event.json, as: UTF8.self),
        ])
        try statement.execute()
      }
    }
  }

  /// The first matching events from `offset` up to `last`, at most `limit` and, the first apart, `bytes` of JSON.
  func read(
    from offset: Int64, through last: Int64, _ filter: EventFilter, limit: Int, bytes: Int
  ) async throws(EventLogError) -> [StoredEvent] {
    var conditions = ["offset >= ?", "offset <= ?"]
    var arguments: [(any DatabaseValueConvertible)?] = [offset, last]
    for (column, value) in [("call", filter.call), ("tenant", filter.tenant), ("bot", filter.bot)] {
      guard let value else { continue }
      conditions.append("\(column) = ?")
      arguments.append(value)
    }
    if let types = filter.types {
      conditions.append("type IN (\(types.map { _ in "?" }.joined(separator: ", ")))")
      arguments += types.map { $0.rawValue }
    }
    let sql = """
      SELECT offset, call, tenant, bot, type, json FROM event WHERE \(conditions.joined(separator: " AND "))
      ORDER BY offset LIMIT \(limit)
      """
    let bound = StatementArguments(arguments)
    do {
      return try await pool.read { db in
        var events: [StoredEvent] = []
        var size = 0
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: bound)
        while let row = try rows.next() {
          let json: String = row[5]
          size += json.utf8.count
          if size > bytes, !events.isEmpty { break }
          events.append(
            StoredEvent(
              offset: row[0], call: row[1], tenant: row[2], bot: row[3], type: EventType(rawValue: row[4]),
              json: Array(json.utf8)))
        }
        return events
      }
    } catch {
      throw EventLogError(.failed, "event log: \(error)")
    }
  }

  func close() { try? pool.close() }
}
