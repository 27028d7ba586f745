import Digest
import GRDB
import JSON

/// The tokens of a runtime's API.
///
/// A token's secret is 256 random bits; only its SHA-256 is kept, so that neither the file nor a copy of it opens
/// anything. A secret is shown once, by `create`.
package final class TokenStore: Sendable {
  private let database: StoreDatabase
  /// Between two writes of a token's last use.
  private static let useInterval: Int64 = 60_000

  package init(_ database: StoreDatabase) { self.database = database }

  /// Makes a token and returns it with its text, which cannot be had again.
  package func create(
    name: String, role: Role, tenants: Set<String>? = nil, now: Int64, expires: Int64? = nil
  ) throws(StoreError) -> (token: AccessToken, text: String) {
    var generator = SystemRandomNumberGenerator()
    func random(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
    let text = TokenText(id: Bytes.hexadecimal(random(8)), secret: random(32))
    let token = AccessToken(id: text.id, name: name, role: role, tenants: tenants, created: now, expires: expires)
    try database.write { db in
      try db.execute(
        sql: "INSERT INTO token (id, name, role, tenants, hash, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          token.id, name, role.rawValue,
          tenants.map { JSONWriter.string(.array($0.sorted().map { .string($0) })) },
          DatabaseBytes.value(SHA256.digest(text.secret)), now, expires,
        ])
    }
    return (token, text.text)
  }

  /// The token of that text; nil where there is none, its secret is another, or it has expired.
  package func verify(_ text: String, now: Int64) throws(StoreError) -> AccessToken? {
    guard let presented = TokenText(text) else { return nil }
    let found = try database.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM token WHERE id = ?", arguments: [presented.id])
        .map { (TokenRow.token($0), DatabaseBytes.bytes($0["hash"])) }
    }
    guard let (token, hash) = found, Bytes.areEqual(SHA256.digest(presented.secret), hash), !token.isExpired(at: now)
    else { return nil }
    if now - (token.lastUsed ?? 0) >= Self.useInterval {
      // Nobody is refused because this could not be written down.
      _ = try? database.write { db in
        try db.execute(sql: "UPDATE token SET used = ? WHERE id = ?", arguments: [now, token.id])
      }
    }
    return token
  }

  package func all() throws(StoreError) -> [AccessToken] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM token ORDER BY created, id").map(TokenRow.token)
    }
  }

  /// False where there is no such token.
  package func revoke(_ id: String) throws(StoreError) -> Bool {
    try database.write { db in
      try db.execute(sql: "DELETE FROM token WHERE id = ?", arguments: [id])
      return db.changesCount > 0
    }
  }
}

private enum TokenRow {
  static func token(_ row: Row) -> AccessToken {
    let tenants = (row["tenants"] as String?).map { text in
      // What cannot be read opens nothing, where nil would open everything.
      Set((try? JSONParser.parse(Array(text.utf8)))?.arrayValue?.compactMap(\.stringValue) ?? [])
    }
    return AccessToken(
      id: row["id"], name: row["name"], role: Role(rawValue: row["role"]) ?? .viewer, tenants: tenants,
      created: row["created"], expires: row["expires"], lastUsed: row["used"])
  }
}

/// Bytes in a column. Text of hexadecimal digits: a blob's type is Foundation's.
private enum DatabaseBytes {
  static func value(_ bytes: [UInt8]) -> String { Bytes.hexadecimal(bytes) }
  static func bytes(_ text: String) -> [UInt8] { Bytes.fromHexadecimal(text) ?? [] }
}
