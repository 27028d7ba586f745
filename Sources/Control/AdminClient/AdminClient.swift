package import HTTPClient
package import JSON

/// A runtime's API, one method a route. Every method throws `AdminError`.
package struct AdminClient: Sendable {
  /// A commit to be judged or made live.
  package enum Change: Sendable {
    /// A bundle of Git objects.
    case bundle([UInt8])
    /// The id of a commit that the server has.
    case commit(String)
  }

  package let endpoint: AdminEndpoint
  let http: HTTPClient
  /// Of requests that judge a commit; others have a tenth of it.
  package var patience = Duration.seconds(300)

  package init(_ endpoint: AdminEndpoint, http: HTTPClient = HTTPClient()) {
    self.endpoint = endpoint
    self.http = http
  }

  // MARK: - State

  package func health() async throws(AdminError) -> JSONValue { try await get("/healthz") }
  package func status() async throws(AdminError) -> JSONValue { try await get("/v1/status") }
  package func bots() async throws(AdminError) -> [JSONValue] { try await list("/v1/bots", "bots") }
  package func calls() async throws(AdminError) -> [JSONValue] { try await list("/v1/calls", "calls") }
  package func call(_ id: String) async throws(AdminError) -> JSONValue {
    try await get("/v1/calls/\(Self.encode(id))")
  }
  package func hangUp(_ id: String) async throws(AdminError) {
    _ = try await request("DELETE", "/v1/calls/\(Self.encode(id))")
  }

  // MARK: - Revisions

  /// The latest first.
  package func revisions(limit: Int = 50, before: Int? = nil) async throws(AdminError) -> [JSONValue] {
    try await list("/v1/revisions?limit=\(limit)\(before.map { "&before=\($0)" } ?? "")", "revisions")
  }

  /// The same with what is no longer kept: `{"revisions": […], "compacted": null or {"revisions", "through", "time",
  /// "bytesBefore", "bytesAfter"}}`.
  package func history(limit: Int = 50, before: Int? = nil) async throws(AdminError) -> JSONValue {
    try await get("/v1/revisions?limit=\(limit)\(before.map { "&before=\($0)" } ?? "")")
  }

  /// Nil is the live one.
  package func revision(_ number: Int? = nil) async throws(AdminError) -> JSONValue {
    try await get("/v1/revisions/\(number.map(String.init) ?? "live")")
  }

  /// The files of a revision that the token may see, with its number and commit, and the tenants that it sees where
  /// it does not see all. Nil is the live one.
  package func files(
    _ number: Int? = nil
  ) async throws(AdminError) -> (
    revision: Int, commit: String, tenants: Set<String>?, files: [(path: String, text: String)]
  ) {
    let answer = try await get("/v1/revisions/\(number.map(String.init) ?? "live")/files")
    guard let revision = answer["revision"]?.integerValue, let commit = answer["commit"]?.stringValue,
      let files = answer["files"]?.arrayValue
    else { throw .malformed("a revision's files") }
    return (
      Int(revision), commit, answer["tenants"]?.arrayValue.map { Set($0.compactMap(\.stringValue)) },
      files.compactMap { file in
        guard let path = file["path"]?.stringValue, let text = file["text"]?.stringValue else { return nil }
        return (path, text)
      }
    )
  }

  // MARK: - Changes

  /// What the change would do. `expected` is the revision it is made for.
  package func plan(_ change: Change, expected: Int? = nil) async throws(AdminError) -> JSONValue {
    try await send(change, "/v1/plan", expected: expected, prune: nil, message: "")
  }

  /// `expected` is the revision it is made for, and `expectedCommit` that revision's commit. `prune` is nil to delete nothing, else how much may be deleted: `10%` or a number.
  package func apply(
    _ change: Change, expected: Int? = nil, expectedCommit: String? = nil, prune: String? = nil,
    message: String = "", isRehearsal: Bool = false
  ) async throws(AdminError) -> JSONValue {
    try await send(
      change, isRehearsal ? "/v1/apply?dryRun=1" : "/v1/apply", expected: expected, expectedCommit: expectedCommit,
      prune: prune, message: message)
  }

  /// Nil goes back to the last revision with another commit.
  package func rollback(
    to revision: Int? = nil, message: String = "", expected: Int? = nil
  ) async throws(AdminError) -> JSONValue {
    var body = JSONObject(distinct: [("message", .string(message))])
    if let revision { body["to"] = .integer(Int64(revision)) }
    return try await post("/v1/rollback", .object(body), headers: Self.match(expected), within: patience)
  }

  package func suspend(reason: String) async throws(AdminError) -> JSONValue {
    try await post("/v1/suspend", ["reason": .string(reason)])
  }

  package func resume() async throws(AdminError) -> JSONValue { try await post("/v1/resume", [:]) }

  // MARK: - Resources

  package func resources(kind: String? = nil, tenant: String? = nil) async throws(AdminError) -> [JSONValue] {
    let query = [("kind", kind), ("tenant", tenant)].compactMap { name, value in
      value.map { "\(name)=\(Self.encode($0))" }
    }
    return try await list("/v1/resources" + (query.isEmpty ? "" : "?" + query.joined(separator: "&")), "resources")
  }

  /// `tenant` is nil for what belongs to none.
  package func resource(kind: String, tenant: String?, name: String) async throws(AdminError) -> JSONValue {
    try await get("/v1/resources/\(Self.encode(kind))/\(tenant.map(Self.encode) ?? "-")/\(Self.encode(name))")
  }

  // MARK: - Tokens

  package func tokens() async throws(AdminError) -> [JSONValue] { try await list("/v1/tokens", "tokens") }

  /// The answer's `token` is the token's text, which cannot be had again. `expires` is in milliseconds since 1970.
  package func createToken(
    name: String, role: String, tenants: [String]? = nil, expires: Int64? = nil
  ) async throws(AdminError) -> JSONValue {
    var body = JSONObject(distinct: [("name", .string(name)), ("role", .string(role))])
    if let tenants { body["tenants"] = .array(tenants.map { .string($0) }) }
    if let expires { body["expires"] = .integer(expires) }
    return try await post("/v1/tokens", .object(body))
  }

  package func revokeToken(_ id: String) async throws(AdminError) {
    _ = try await request("DELETE", "/v1/tokens/\(Self.encode(id))")
  }
}
