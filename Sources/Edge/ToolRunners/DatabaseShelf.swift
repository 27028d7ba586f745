import GRDB
import Glibc
import Resources
import Synchronization

/// The SQLite databases of every tenant, opened once each: `directory/<tenant>/<name>.sqlite`.
///
/// Tenants are walls: a name that could leave its tenant's directory is refused.
final class DatabaseShelf: Sendable {
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  private struct Entry {
    var schema: String
    var opening: Task<DatabasePool, any Error>
  }

  private let directory: String
  private let entries = Mutex<[String: Entry]>([:])

  init(directory: String) { self.directory = directory }

  /// The database, made and brought to its schema where that is missing. A schema that has changed since the last
  /// call is run again; statements that create must therefore be safe to run twice.
  func open(tenant: String, database: Scenario.Database) async throws -> DatabasePool {
    guard Self.isSafe(tenant), Self.isSafe(database.name) else {
      throw Refusal(description: "a tenant's and a database's name are letters, digits, - and _")
    }
    let path = "\(directory)/\(tenant)/\(database.name).sqlite"
    let opening = entries.withLock { entries in
      if let entry = entries[path], entry.schema == database.schema { return entry.opening }
      let earlier = entries[path]?.opening
      let opening = Task { try await Self.prepare(path, schema: database.schema, earlier: earlier) }
      entries[path] = Entry(schema: database.schema, opening: opening)
      return opening
    }
    do { return try await opening.value } catch {
      // The next call tries again.
      entries.withLock { if $0[path]?.opening == opening { $0[path] = nil } }
      throw error
    }
  }

  private static func prepare(
    _ path: String, schema: String, earlier: Task<DatabasePool, any Error>?
  ) async throws -> DatabasePool {
    let pool: DatabasePool
    if let open = try? await earlier?.value { pool = open } else { pool = try Self.openPool(path) }
    try await pool.write { database in
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS voicebot_outcomes
            (key TEXT PRIMARY KEY, outcome TEXT NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
          DELETE FROM voicebot_outcomes WHERE at < datetime('now', '-7 days');
          """)
      try database.execute(sql: schema)
    }
    return pool
  }

  private static func openPool(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.maximumReaderCount = 4
    configuration.label = "tools"
    configuration.prepareDatabase { database in
      // Neither a view nor a trigger of the database may do what a statement of the scenario does not say.
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    var end = path.startIndex
    while let slash = path[end...].firstIndex(of: "/") {
      end = path.index(after: slash)
      if slash == path.startIndex { continue }
      guard mkdir(String(path[..<slash]), 0o700) == 0 || errno == EEXIST else {
        throw Refusal(description: "\(path[..<slash]): \(String(cString: strerror(errno)))")
      }
    }
    return try DatabasePool(path: path, configuration: configuration)
  }

  static func isSafe(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}
