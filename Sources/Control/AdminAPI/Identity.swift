package import Store

/// Who asks, and what they may do.
package struct Identity: Sendable, Hashable {
  /// For records: the token's name and id.
  package var name: String
  package var role: Role
  /// Nil is every tenant and the project itself.
  package var tenants: Set<String>?

  package init(name: String, role: Role, tenants: Set<String>?) {
    self.name = name
    self.role = role
    self.tenants = tenants
  }

  init(_ token: AccessToken) {
    self.init(name: "\(token.name) (\(token.id))", role: token.role, tenants: token.tenants)
  }

  /// Whoever reaches a server that asks for no token.
  package static let local = Identity(name: "local", role: .admin, tenants: nil)

  /// What belongs to no tenant is seen by identities of the whole project only.
  package func sees(tenant: String?) -> Bool {
    guard let tenants else { return true }
    return tenant.map(tenants.contains) ?? false
  }
}

/// How requests are told who they are from.
package struct AdminAccess: Sendable {
  /// Nil where the server keeps no tokens: everybody is `local`.
  package var tokens: TokenStore?
  /// Whether a request without a token is refused. Whoever presents one is held to it in any case.
  package var isRequired: Bool
  /// Wall-clock milliseconds since 1970-01-01 UTC.
  package var now: @Sendable () -> Int64

  package init(
    tokens: TokenStore? = nil, isRequired: Bool = false, now: @escaping @Sendable () -> Int64 = { 0 }
  ) {
    self.tokens = tokens
    self.isRequired = isRequired
    self.now = now
  }

  /// Whether what let a stream begin still does; where the tokens cannot be read just now, it does.
  func stillAdmits(_ authorization: [String]) -> Bool {
    switch identity(authorization) {
    case .success: true
    case .failure(let failure): failure.status != 401
    }
  }

  /// `authorization` holds the values of the request's headers of that name.
  func identity(_ authorization: [String]) -> Result<Identity, AdminFailure> {
    let fix = "present one as `Authorization: Bearer vb_…`; `voicebot token create` makes it"
    guard let value = authorization.first else {
      guard isRequired else { return .success(.local) }
      return .failure(AdminFailure(401, "unauthorized", "this server asks for a token", fix: fix))
    }
    let parts = value.split(separator: " ")
    guard authorization.count == 1, parts.count == 2, parts[0].lowercased() == "bearer", let tokens else {
      return .failure(AdminFailure(401, "unauthorized", "the credentials are not a token of this server", fix: fix))
    }
    do throws(StoreError) {
      guard let token = try tokens.verify(String(parts[1]), now: now()) else {
        return .failure(
          AdminFailure(401, "unauthorized", "the token is unknown, revoked or expired", fix: "voicebot token create"))
      }
      return .success(Identity(token))
    } catch {
      return .failure(AdminFailure(503, "storage", "the tokens cannot be read"))
    }
  }
}
