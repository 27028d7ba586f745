import Digest
package import JSON

/// What a token may do, each role all that those below it may.
package enum Role: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Reads.
  case viewer
  /// Ends calls, suspends, resumes, rolls back.
  case operatorRole = "operator"
  /// Plans and applies.
  case editor
  /// Makes and revokes tokens.
  case admin

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
}

/// A token as it is kept: without its secret.
package struct AccessToken: Sendable, Hashable {
  /// 16 hexadecimal digits.
  package var id: String
  package var name: String
  package var role: Role
  /// Nil for every tenant and the project itself.
  package var tenants: Set<String>?
  /// Wall-clock milliseconds since 1970-01-01 UTC, as are the others.
  package var created: Int64
  /// Nil where it does not expire.
  package var expires: Int64?
  package var lastUsed: Int64?

  package init(
    id: String, name: String, role: Role, tenants: Set<String>?, created: Int64, expires: Int64?, lastUsed: Int64? = nil
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.tenants = tenants
    self.created = created
    self.expires = expires
    self.lastUsed = lastUsed
  }

  /// Whether a token may be called so: short, and nothing in it steers a terminal that lists it.
  package static func isName(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }

  package func isExpired(at now: Int64) -> Bool { expires.map { $0 <= now } ?? false }

  package var json: JSONValue {
    [
      "id": .string(id), "name": .string(name), "role": .string(role.rawValue),
      "tenants": tenants.map { .array($0.sorted().map { .string($0) }) } ?? .null, "created": .integer(created),
      "expires": expires.map { .integer($0) } ?? .null, "lastUsed": lastUsed.map { .integer($0) } ?? .null,
    ]
  }
}

/// A token as its holder has it: `vb_<id>_<secret>`, the id 16 and the secret 64 hexadecimal digits.
struct TokenText {
  var id: String
  var secret: [UInt8]

  init(id: String, secret: [UInt8]) {
    self.id = id
    self.secret = secret
  }

  init?(_ text: String) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "vb", parts[1].utf8.count == 16, parts[2].utf8.count == 64,
      Bytes.fromHexadecimal(parts[1]) != nil, let secret = Bytes.fromHexadecimal(parts[2])
    else { return nil }
    self.init(id: String(parts[1]), secret: secret)
  }

  var text: String { "vb_\(id)_\(Bytes.hexadecimal(secret))" }
}
