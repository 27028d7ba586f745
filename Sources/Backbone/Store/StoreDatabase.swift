import GRDB

/// The SQLite file of revisions, state and tokens. WAL, and each commit is on disk when it returns (`synchronous` FULL).
package final class StoreDatabase: Sendable {
  let writer: any DatabaseWriter

  /// Opens or makes the one of a data directory. A command may do so beside a running server.
  package convenience init(dataDirectory: String) throws(StoreError) {
    try self.init(path: dataDirectory + "/voicebot.sqlite")
  }

  /// Opens or makes the file; an older version's is brought up to date.
  package init(path: String) throws(StoreError) {
    do {
      var configuration = Configuration()
      configuration.label = "store"
      configuration.maximumReaderCount = 2
      configuration.busyMode = .timeout(5)
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA foreign_keys = ON") }
      let pool = try DatabasePool(path: path, configuration: configuration)
      // Set when the pool has switched to WAL, which it does with NORMAL.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      writer = pool
    } catch {
      throw StoreError(.failed, "the store \(path): \(error)")
    }
    try migrate(path)
  }

  private init(queue: DatabaseQueue) { writer = queue }

  /// One that ends with its last user; for tests and for a runtime that keeps nothing.
  package static func inMemory() throws(StoreError) -> StoreDatabase {
    do {
      let database = StoreDatabase(queue: try DatabaseQueue())
      try database.migrate("in memory")
      return database
    } catch { throw error as? StoreError ?? StoreError(.failed, "the store: \(error)") }
  }

  package func close() { try? writer.close() }

  private func migrate(_ path: String) throws(StoreError) {
    do {
      let migrator = StoreMigrations.migrator
      if try writer.read({ try migrator.hasBeenSuperseded($0) }) {
        throw StoreError(.tooNew, "\(path) was written by a later version of this program")
      }
      try migrator.migrate(writer)
    } catch { throw error as? StoreError ?? StoreError(.failed, "the store \(path): \(error)") }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do { return try writer.read(body) } catch { throw StoreError(.failed, "the store: \(error)") }
  }

  /// All of `body` or nothing of it.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do { return try writer.write(body) } catch { throw StoreError(.failed, "the store: \(error)") }
  }
}

/// Each step once, in order, in a transaction of its own. A step that was released is never changed.
enum StoreMigrations {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 revisions and tokens") { db in
      try db.execute(
        sql: """
          CREATE TABLE revision (
            number INTEGER PRIMARY KEY, "commit" TEXT NOT NULL, title TEXT NOT NULL, author TEXT NOT NULL,
            message TEXT NOT NULL, time INTEGER NOT NULL, by TEXT NOT NULL, signer TEXT, source TEXT NOT NULL,
            result TEXT NOT NULL, diagnostics TEXT NOT NULL, changes TEXT NOT NULL);
          CREATE TABLE state (
            id INTEGER PRIMARY KEY CHECK (id = 1), live INTEGER REFERENCES revision (number), pin TEXT,
            suspension TEXT, quarantine TEXT NOT NULL, tips TEXT NOT NULL, origin TEXT);
          CREATE TABLE token (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, tenants TEXT, hash TEXT NOT NULL,
            created INTEGER NOT NULL, expires INTEGER, used INTEGER);
          """)
    }
    migrator.registerMigration("2 compaction") { db in
      try db.execute(
        sql: """
          CREATE TABLE compaction (
            id INTEGER PRIMARY KEY CHECK (id = 1), revisions INTEGER NOT NULL, through INTEGER NOT NULL,
            time INTEGER NOT NULL, bytesBefore INTEGER, bytesAfter INTEGER);
          """)
    }
    return migrator
  }
}
