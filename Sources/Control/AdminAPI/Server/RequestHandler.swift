import EventLog
import Events
import JSON
import NIOCore
import NIOHTTP1

/// Serves the requests of one HTTP connection after another's.
struct RequestHandler: Sendable {
  typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>

  let backend: AdminBackend
  let limits: AdminLimits
  let check: HostCheck

  func serve(_ channel: Connection.HTTP, _ watchdog: Watchdog) async throws {
    try await channel.executeThenClose { inbound, outbound in
      var parts = inbound.makeAsyncIterator()
      while case .head(let head)? = try await parts.next() {
        // No route takes a body; one is read past so that the connection can go on, up to the limit.
        var size = 0
        while size <= limits.bodyBytes, let part = try await parts.next() {
          if case .end = part { break }
          if case .body(let buffer) = part { size += buffer.readableBytes }
        }
        let isBodyTooLarge = size > limits.bodyBytes
        watchdog.disarm()
        let keepsAlive = try await answer(head, isBodyTooLarge: isBodyTooLarge, channel.channel, outbound)
        guard keepsAlive else { break }
        watchdog.arm(milliseconds: limits.requestTimeout)
      }
      watchdog.disarm()
      outbound.finish()
    }
  }

  /// Answers one request; false where the connection must end.
  private func answer(
    _ head: HTTPRequestHead, isBodyTooLarge: Bool, _ channel: any Channel, _ outbound: Outbound
  ) async throws -> Bool {
    if isBodyTooLarge {
      return try await send(.error(.payloadTooLarge, "body_too_large", "the body is too large"), head, outbound, false)
    }
    if let refusal = refusal(head) { return try await send(refusal, head, outbound, head.isKeepAlive) }
    let response: Response
    switch Route(method: head.method, target: head.uri) {
    case .health: response = .json(["status": "ok"])
    case .status: response = .json(await backend.status())
    case .bots: response = .json(["bots": .array(await backend.bots())])
    case .calls: response = .json(["calls": .array(await backend.calls())])
    case .call(let id):
      response = await backend.call(id).map { .json($0) } ?? .error(.notFound, "no_such_call", "no call \(id)")
    case .hangUp(let id):
      response =
        await backend.hangUp(id)
        ? .json(["call": .string(id)], .accepted) : .error(.notFound, "no_such_call", "no call \(id)")
    case .events(let query):
      switch eventQuery(query) {
      case .success(let query):
        return try await EventStream(query: query, limits: limits, log: backend.log).send(head, channel, outbound)
      case .failure(let failure): response = failure.response
      }
    case .eventsSocket: response = socketRefusal(head)
    case .notFound: response = .error(.notFound, "not_found", "there is nothing at this path")
    case .badTarget: response = .error(.badRequest, "bad_target", "the path is not percent-encoded UTF-8")
    case .notAllowed(let allowed):
      var refusal = Response.error(.methodNotAllowed, "not_allowed", "this path takes \(allowed)")
      refusal.allow = allowed
      response = refusal
    }
    return try await send(response, head, outbound, head.isKeepAlive)
  }

  private func refusal(_ head: HTTPRequestHead) -> Response? {
    guard head.uri.utf8.count <= limits.targetBytes else {
      return .error(.uriTooLong, "target_too_long", "the request target is too long")
    }
    let size = head.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    guard size <= limits.headerBytes, head.headers.count <= limits.headers else {
      return .error(.requestHeaderFieldsTooLarge, "headers_too_large", "the headers are too large")
    }
    return check.refusal(head.headers)
  }

  private struct Refused: Error { var response: Response }

  private func eventQuery(_ text: String) -> Result<EventQuery, Refused> {
    do throws(EventQueryError) {
      let query = try EventQuery.parse(text)
      let last = backend.log.lastOffset
      guard let from = query.from, from > last + 1 else { return .success(query) }
      // The consumer has seen more than there is: another log, which it must not take for its own.
      return .failure(
        Refused(response: .error(.conflict, "beyond_end", "offset \(from) is beyond the end of the log (\(last))")))
    } catch {
      return .failure(Refused(response: .error(.badRequest, "bad_query", "\(error)")))
    }
  }

  private func socketRefusal(_ head: HTTPRequestHead) -> Response {
    let query = head.uri.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    if case .failure(let failure) = eventQuery(query) { return failure.response }
    return .error(.upgradeRequired, "upgrade_required", "this path takes a WebSocket handshake")
  }

  private func send(
    _ response: Response, _ request: HTTPRequestHead, _ outbound: Outbound, _ keepsAlive: Bool
  ) async throws -> Bool {
    var head = HTTPResponseHead(version: .http1_1, status: response.status)
    head.headers.add(name: "content-type", value: "application/json")
    head.headers.add(name: "content-length", value: "\(response.body.count)")
    head.headers.add(name: "cache-control", value: "no-store")
    head.headers.add(name: "x-content-type-options", value: "nosniff")
    if let allow = response.allow { head.headers.add(name: "allow", value: allow) }
    if !keepsAlive { head.headers.add(name: "connection", value: "close") }
    try await outbound.write(.head(head))
    if request.method != .HEAD { try await outbound.write(.body(ByteBuffer(bytes: response.body))) }
    try await outbound.write(.end(nil))
    return keepsAlive
  }
}
