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
    case socket(Socket, EventQuery)
  }

  /// Builds the pipeline. The result is there when the first request has been seen.
  static func configure(
    _ channel: any Channel, limits: AdminLimits, check: HostCheck, log: EventLog
  ) throws -> EventLoopFuture<Kind> {
    let watchdog = Watchdog(channel)
    watchdog.arm(milliseconds: limits.requestTimeout)
    let upgrader = NIOTypedWebSocketServerUpgrader<Kind>(
      maxFrameSize: 4096,
      shouldUpgrade: { channel, head in
        let isWanted = socketQuery(head, check: check, log: log) != nil
        return channel.eventLoop.makeSucceededFuture(isWanted ? HTTPHeaders() : nil)
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          watchdog.disarm()
          let query = socketQuery(head, check: check, log: log) ?? EventQuery()
          try channel.pipeline.syncOperations.addHandler(
            StallGuard(milliseconds: limits.stallTimeout, lastWords: SocketStream.sayTooSlow))
          return .socket(try Socket(wrappingChannelSynchronously: channel), query)
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

  /// What the handshake asks for, or nil where it is to be answered as a plain request, with the reason.
  private static func socketQuery(_ head: HTTPRequestHead, check: HostCheck, log: EventLog) -> EventQuery? {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.first.map(String.init) == Route.socketPath, check.refusal(head.headers) == nil,
      var query = try? EventQuery.parse(parts.count > 1 ? String(parts[1]) : "")
    else { return nil }
    guard query.from ?? 0 <= log.lastOffset + 1 else { return nil }
    query.follow = true
    return query
  }

  static func serve(_ negotiation: EventLoopFuture<Kind>, _ handler: RequestHandler) async {
    // A connection that ends before its first request, or breaks later, concerns nobody else.
    guard let kind = try? await negotiation.get() else { return }
    switch kind {
    case .http(let channel, let watchdog): try? await handler.serve(channel, watchdog)
    case .socket(let channel, let query): await SocketStream.serve(channel, query, handler)
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
