import Events
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization

/// The HTTP API of a runtime: state, calls, bots and the event stream.
///
/// Bound to loopback unless told otherwise; whether a token is asked for is `AdminAccess`'s, and on loopback see
/// `HostCheck`. Every client costs a bounded amount of memory and time; see `AdminLimits`.
package final class AdminServer: Sendable {
  package let host: String
  /// The port that is bound, where 0 was asked for too.
  package let port: Int
  private let certificates: TLSContext?
  private let group: MultiThreadedEventLoopGroup
  private let serving: Task<Void, Never>

  /// Binds and serves until `stop`.
  package static func start(
    host: String = "127.0.0.1", port: Int = 8080, limits: AdminLimits = AdminLimits(), tls: TLSFiles? = nil,
    backend: AdminBackend
  ) async throws(AdminServerError) -> AdminServer {
    let certificates = if let tls { try TLSContext(tls) } else { nil as TLSContext? }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      return try await AdminServer(
        host: host, port: port, limits: limits, certificates: certificates, backend: backend, group: group)
    } catch {
      try? await group.shutdownGracefully()
      throw AdminServerError(message: "cannot serve the API on \(host):\(port): \(error)")
    }
  }

  private init(
    host: String, port: Int, limits: AdminLimits, certificates: TLSContext?, backend: AdminBackend,
    group: MultiThreadedEventLoopGroup
  ) async throws {
    let handler = RequestHandler(backend: backend, limits: limits, check: HostCheck(boundTo: host))
    let count = ConnectionCount(limit: limits.connections)
    let listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 128)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.writeBufferWaterMark, value: .init(low: 64 << 10, high: 256 << 10))
      .bind(host: host, port: port) { channel -> EventLoopFuture<EventLoopFuture<Connection.Kind>> in
        guard count.enter() else { return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel) }
        channel.closeFuture.whenComplete { _ in count.leave() }
        return channel.eventLoop.makeCompletedFuture {
          if let certificates { try channel.pipeline.syncOperations.addHandler(certificates.handler()) }
          return try Connection.configure(channel, handler)
        }
      }
    self.host = host
    self.port = listener.channel.localAddress?.port ?? port
    self.group = group
    self.certificates = certificates
    serving = Task {
      try? await listener.executeThenClose { inbound in
        try await withThrowingDiscardingTaskGroup { connections in
          for try await negotiation in inbound {
            connections.addTask { await Connection.serve(negotiation, handler) }
          }
        }
      }
    }
  }

  /// Whether a server bound to that name or address is out of other machines' reach.
  package static func isLoopback(_ host: String) -> Bool { HostCheck.isLoopback(host.lowercased()) }

  /// Reads the certificate and its key again; connections in progress keep theirs. Where they cannot be used the old
  /// ones stay, and why is thrown.
  package func reloadCertificates() throws(AdminServerError) { try certificates?.reload() }

  /// Ends every connection and frees the port.
  package func stop() async {
    serving.cancel()
    await serving.value
    try? await group.shutdownGracefully()
  }
}

/// How many connections there are.
final class ConnectionCount: Sendable {
  private let limit: Int
  private let count = Mutex(0)

  init(limit: Int) { self.limit = limit }

  func enter() -> Bool {
    count.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
  }

  func leave() { count.withLock { $0 -= 1 } }
}
