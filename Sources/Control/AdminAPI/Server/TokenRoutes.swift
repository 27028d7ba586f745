import JSON
import NIOHTTP1
import Store

/// Tokens over the API. An admin of some tenants sees, makes and revokes only tokens of those.
struct TokenRoutes: Sendable {
  let access: AdminAccess
  let identity: Identity

  func answer(_ route: Route, _ body: [UInt8]) throws(AdminFailure) -> Response {
    guard let tokens = access.tokens else { throw AdminFailure(404, "not_found", "this server keeps no tokens") }
    do throws(StoreError) {
      switch route {
      case .tokens: return .json(["tokens": .array(try tokens.all().filter { governs($0.tenants) }.map(\.json))])
      case .createToken:
        switch wanted(body) {
        case .failure(let failure): return failure.response
        case .success(let wanted):
          let made = try tokens.create(
            name: wanted.name, role: wanted.role, tenants: wanted.tenants, now: access.now(), expires: wanted.expires)
          var answer = made.token.json.objectValue ?? JSONObject()
          answer["token"] = .string(made.text)
          return .json(.object(answer), .created)
        }
      case .revokeToken(let id):
        guard try tokens.all().contains(where: { $0.id == id && governs($0.tenants) }), try tokens.revoke(id) else {
          return AdminFailure(404, "no_such_token", "there is no token \(id)").response
        }
        return .json(["revoked": .string(id)])
      default: return AdminFailure(404, "not_found", "there is nothing at this path").response
      }
    } catch { throw AdminFailure(500, "storage", "the tokens cannot be read or written") }
  }

  private func governs(_ tenants: Set<String>?) -> Bool {
    guard let own = identity.tenants else { return true }
    return tenants.map { $0.isSubset(of: own) } ?? false
  }

  private func wanted(
    _ body: [UInt8]
  ) -> Result<(name: String, role: Role, tenants: Set<String>?, expires: Int64?), AdminFailure> {
    func bad(_ message: String) -> Result<
      (name: String, role: Role, tenants: Set<String>?, expires: Int64?), AdminFailure
    > { .failure(AdminFailure(400, "bad_request", message)) }
    guard let members = (try? JSONParser.parse(body))?.objectValue else { return bad("the body is no JSON object") }
    if let stranger = members.names.first(where: { !["name", "role", "tenants", "expires"].contains($0) }) {
      return bad("`\(stranger.prefix(64))` is not known here")
    }
    guard let name = members["name"]?.stringValue, AccessToken.isName(name) else {
      return bad("a token has a `name` of up to 128 bytes")
    }
    guard let role = members["role"]?.stringValue.flatMap(Role.init) else {
      return bad("`role` is one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    var tenants: Set<String>?
    if let value = members["tenants"], value != .null {
      guard let names = value.arrayValue, !names.isEmpty, names.count <= 1000,
        names.allSatisfy({ $0.stringValue?.isEmpty == false })
      else { return bad("`tenants` are names; leave it out for all") }
      tenants = Set(names.compactMap(\.stringValue))
    }
    var expires: Int64?
    if let value = members["expires"], value != .null {
      guard let time = value.integerValue, time > access.now() else {
        return bad("`expires` is a time to come, in milliseconds since 1970")
      }
      expires = time
    }
    guard governs(tenants) else {
      return .failure(AdminFailure(403, "forbidden", "the new token would reach beyond your own tenants"))
    }
    return .success((name, role, tenants, expires))
  }
}
