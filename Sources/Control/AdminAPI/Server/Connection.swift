import EventLog
import Events
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// One connection, from its bytes to what it turns out to be.
enum Connection {
  typealias HTTP = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>>
  typealias Socket = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

  enum Kind: Sendable {
    case http(HTTP, Watchdog)
    case socket(Socket, SocketStream)
  }

  /// Builds the pipeline. The result is there when the first request has been seen.
  static func configure(_ channel: any Channel, _ handler: RequestHandler) throws -> EventLoopFuture<Kind> {
    let limits = handler.limits
    let watchdog = Watchdog(channel)
    watchdog.arm(milliseconds: limits.requestTimeout)
    let upgrader = NIOTypedWebSocketServerUpgrader<Kind>(
      maxFrameSize: 4096,
      shouldUpgrade: { channel, head in
        let isWanted = (try? socketQuery(head, handler)) != nil
        return channel.eventLoop.makeSucceededFuture(isWanted ? HTTPHeaders() : nil)
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          watchdog.disarm()
          let (query, identity) = try socketQuery(head, handler)
          try channel.pipeline.syncOperations.addHandler(
            StallGuard(milliseconds: limits.stallTimeout, lastWords: SocketStream.sayTooSlow))
          return .socket(
            try Socket(wrappingChannelSynchronously: channel),
            SocketStream(
              query: query, identity: identity, handler: handler, isAdmitted: handler.admission(of: head)))
        }
      })
    let upgrade = NIOTypedHTTPServerUpgradeConfiguration<Kind>(upgraders: [upgrader]) { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(HTTPByteBufferResponsePartHandler())
        try channel.pipeline.syncOperations.addHandler(StallGuard(milliseconds: limits.stallTimeout))
        return .http(try HTTP(wrappingChannelSynchronously: channel), watchdog)
      }
    }
    return try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
      configuration: NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: upgrade))
  }

  /// What the handshake asks for and who asks; throws where it is to be answered as a plain request, with the reason.
  private static func socketQuery(
    _ head: HTTPRequestHead, _ handler: RequestHandler
  ) throws(AdminFailure) -> (EventQuery, Identity) {
    guard Route(method: head.method, target: head.uri) == .eventsSocket else {
      throw AdminFailure(404, "not_found", "there is nothing at this path")
    }
    let identity = try handler.admit(head, .eventsSocket).get()
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var query = try handler.eventQuery(parts.count > 1 ? String(parts[1]) : "", identity)
    query.follow = true
    return (query, identity)
  }

  static func serve(_ negotiation: EventLoopFuture<Kind>, _ handler: RequestHandler) async {
    // A connection that ends before its first request, or breaks later, concerns nobody else.
    guard let kind = try? await negotiation.get() else { return }
    switch kind {
    case .http(let channel, let watchdog): try? await handler.serve(channel, watchdog)
    case .socket(let channel, let stream): await stream.serve(channel)
    }
  }
}

/// Lets responses be written as whole buffers.
final class HTTPByteBufferResponsePartHandler: ChannelOutboundHandler, Sendable {
  typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
  typealias OutboundOut = HTTPServerResponsePart

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head): context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body(let buffer): context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: promise)
    case .end(let trailers): context.write(wrapOutboundOut(.end(trailers)), promise: promise)
    }
  }
}
