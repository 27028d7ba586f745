import EventLog
import Events
import JSON
import NIOCore
import NIOHTTP1
import Store

/// Serves the requests of one HTTP connection after another's.
struct RequestHandler: Sendable {
  typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>

  let backend: AdminBackend
  let limits: AdminLimits
  let check: HostCheck
  let bundles: ConnectionCount

  init(backend: AdminBackend, limits: AdminLimits, check: HostCheck) {
    self.backend = backend
    self.limits = limits
    self.check = check
    bundles = ConnectionCount(limit: limits.bundles)
  }

  func serve(_ channel: Connection.HTTP, _ watchdog: Watchdog) async throws {
    try await channel.executeThenClose { inbound, outbound in
      var parts = inbound.makeAsyncIterator()
      while case .head(let head)? = try await parts.next() {
        let route = Route(method: head.method, target: head.uri)
        var admitted = admit(head, route)
        let holdsBundle = route.takesBundle && (try? admitted.get()) != nil
        if holdsBundle {
          if bundles.enter() {
            watchdog.arm(milliseconds: limits.bundleTimeout)
          } else {
            admitted = .failure(AdminFailure(503, "busy", "other changes are being judged", fix: "try again"))
          }
        }
        let entered = holdsBundle && (try? admitted.get()) != nil
        defer { if entered { bundles.leave() } }
        let limit = entered ? limits.bundleBytes : limits.bodyBytes
        var body: [UInt8] = []
        var size = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        if size <= limit {
          size = 0
          // The body of a request that is refused is read past so that the connection can go on.
          while size <= limit, let part = try await parts.next() {
            if case .end = part { break }
            guard case .body(let buffer) = part else { continue }
            size += buffer.readableBytes
            if (try? admitted.get()) != nil, size <= limit { body.append(contentsOf: buffer.readableBytesView) }
          }
        }
        watchdog.disarm()
        if size > limit {
          admitted = .failure(AdminFailure(413, "body_too_large", "the body has more than \(limit) bytes"))
        }
        let keepsAlive: Bool
        switch admitted {
        case .failure(let failure):
          keepsAlive = try await send(failure.response, head, outbound, head.isKeepAlive && size <= limit)
        case .success(let identity):
          keepsAlive = try await answer(head, route, identity, body, channel.channel, outbound)
        }
        guard keepsAlive else { break }
        watchdog.arm(milliseconds: limits.requestTimeout)
      }
      watchdog.disarm()
      outbound.finish()
    }
  }

  /// Who asks, where the head of the request may pass.
  func admit(_ head: HTTPRequestHead, _ route: Route) -> Result<Identity, AdminFailure> {
    guard head.uri.utf8.count <= limits.targetBytes else {
      return .failure(AdminFailure(414, "target_too_long", "the request target is too long"))
    }
    let size = head.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    guard size <= limits.headerBytes, head.headers.count <= limits.headers else {
      return .failure(AdminFailure(431, "headers_too_large", "the headers are too large"))
    }
    if let refusal = check.refusal(head.headers) { return .failure(refusal) }
    guard let role = route.role else { return .success(.local) }
    return backend.access.identity(head.headers["authorization"]).flatMap { identity in
      if identity.role < role {
        return .failure(
          AdminFailure(
            403, "forbidden", "this takes the role \(role.rawValue); the token has \(identity.role.rawValue)",
            fix: "use a token of that role"))
      }
      if route.isOfWholeProject, identity.tenants != nil {
        return .failure(
          AdminFailure(
            403, "forbidden", "this concerns every tenant; the token is for some only",
            fix: "use a token of the whole project"))
      }
      return .success(identity)
    }
  }

  /// Tells again and again whether the request would still be let in.
  func admission(of head: HTTPRequestHead) -> @Sendable () -> Bool {
    let authorization = head.headers["authorization"]
    return { [access = backend.access] in access.stillAdmits(authorization) }
  }

  /// Answers one request; false where the connection must end.
  private func answer(
    _ head: HTTPRequestHead, _ route: Route, _ identity: Identity, _ body: [UInt8], _ channel: any Channel,
    _ outbound: Outbound
  ) async throws -> Bool {
    let response: Response
    do throws(AdminFailure) {
      if case .events(let query) = route {
        let stream = EventStream(
          query: try eventQuery(query, identity), identity: identity, limits: limits, log: backend.log,
          isAdmitted: admission(of: head))
        return try await Self.stream(stream, head, channel, outbound).get()
      }
      response = try await answer(head, route, identity, body)
    } catch {
      if error.code == Self.broken { throw ChannelError.ioOnClosedChannel }
      response = error.response
    }
    return try await send(response, head, outbound, head.isKeepAlive)
  }

  private static let broken = "broken"

  private static func stream(
    _ stream: EventStream, _ head: HTTPRequestHead, _ channel: any Channel, _ outbound: Outbound
  ) async -> Result<Bool, AdminFailure> {
    do { return .success(try await stream.send(head, channel, outbound)) } catch {
      return .failure(AdminFailure(500, broken, "the stream broke"))
    }
  }

  private func answer(
    _ head: HTTPRequestHead, _ route: Route, _ identity: Identity, _ body: [UInt8]
  ) async throws(AdminFailure) -> Response {
    switch route {
    case .health: return .json(["status": "ok"])
    case .status: return await tagged(.json(await backend.status(identity)))
    case .bots: return .json(["bots": .array(await backend.bots().filter { Self.sees(identity, $0) })])
    case .calls: return .json(["calls": .array(await backend.calls().filter { Self.sees(identity, $0) })])
    case .call(let id):
      return .json(try await call(id, identity))
    case .hangUp(let id):
      _ = try await call(id, identity)
      guard await backend.hangUp(id) else { throw noCall(id) }
      return .json(["call": .string(id)], .accepted)
    case .events: throw AdminFailure(500, "internal", "a stream is no single answer")
    case .eventsSocket:
      let query = head.uri.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
      _ = try eventQuery(query, identity)
      throw AdminFailure(426, "upgrade_required", "this path takes a WebSocket handshake")
    case .tokens, .createToken, .revokeToken:
      return try TokenRoutes(access: backend.access, identity: identity).answer(route, body)
    case .revisions, .revision, .files, .plan, .apply, .rollback, .suspend, .resume, .resources, .resource, .webhook:
      guard let configuration = backend.configuration else {
        throw AdminFailure(404, "not_found", "this server does not manage a configuration")
      }
      let routes = ConfigurationRoutes(
        configuration: configuration, identity: identity, webhookSecret: backend.webhookSecret)
      return await tagged(try await routes.answer(route, head.headers, body), route)
    case .notFound: throw AdminFailure(404, "not_found", "there is nothing at this path")
    case .badTarget: throw AdminFailure(400, "bad_target", "the path is not percent-encoded UTF-8")
    case .badQuery(let allowed): throw AdminFailure(400, "bad_query", "this path takes \(allowed)")
    case .notAllowed(let allowed):
      return Response.error(.methodNotAllowed, "not_allowed", "this path takes \(allowed)").with("allow", allowed)
    }
  }

  /// With the live revision as the entity's tag, for `If-Match` of a later change.
  private func tagged(_ response: Response, _ route: Route = .status) async -> Response {
    guard route == .status || route == .revision(nil) || route == .files(nil),
      let revision = await backend.configuration?.liveRevision()
    else { return response }
    return response.with("etag", "\"\(revision)\"")
  }

  private static func sees(_ identity: Identity, _ element: JSONValue) -> Bool {
    identity.sees(tenant: element["tenant"]?.stringValue)
  }

  private func noCall(_ id: String) -> AdminFailure { AdminFailure(404, "no_such_call", "no call \(id)") }

  /// Another tenant's call is no call.
  private func call(_ id: String, _ identity: Identity) async throws(AdminFailure) -> JSONValue {
    guard let call = await backend.call(id), Self.sees(identity, call) else { throw noCall(id) }
    return call
  }

  func eventQuery(_ text: String, _ identity: Identity) throws(AdminFailure) -> EventQuery {
    let query: EventQuery
    do throws(EventQueryError) { query = try EventQuery.parse(text) } catch {
      throw AdminFailure(400, "bad_query", "\(error)")
    }
    if let tenant = query.filter.tenant, !identity.sees(tenant: tenant) {
      throw AdminFailure(403, "forbidden", "the token is not for tenant \(tenant)")
    }
    let last = backend.log.lastOffset
    if let from = query.from, from > last + 1 {
      // The consumer has seen more than there is: another log, which it must not take for its own.
      throw AdminFailure(409, "beyond_end", "offset \(from) is beyond the end of the log (\(last))")
    }
    return query
  }

  private func send(
    _ response: Response, _ request: HTTPRequestHead, _ outbound: Outbound, _ keepsAlive: Bool
  ) async throws -> Bool {
    var head = HTTPResponseHead(version: .http1_1, status: response.status)
    head.headers.add(name: "content-type", value: "application/json")
    head.headers.add(name: "content-length", value: "\(response.body.count)")
    head.headers.add(name: "cache-control", value: "no-store")
    head.headers.add(name: "x-content-type-options", value: "nosniff")
    if response.status == .unauthorized { head.headers.add(name: "www-authenticate", value: "Bearer") }
    for (name, value) in response.headers { head.headers.add(name: name, value: value) }
    if !keepsAlive { head.headers.add(name: "connection", value: "close") }
    try await outbound.write(.head(head))
    if request.method != .HEAD { try await outbound.write(.body(ByteBuffer(bytes: response.body))) }
    try await outbound.write(.end(nil))
    return keepsAlive
  }
}
