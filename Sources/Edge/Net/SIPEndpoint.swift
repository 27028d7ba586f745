package import NIOCore
import NIOPosix
package import SIP

/// One UDP socket with a `UserAgent` behind it, on one event loop.
///
/// - The agent is touched on that loop alone: by datagrams, by its deadline, and by `perform` and `submit`.
/// - Everything the agent wants sent is sent before the handler hears of the next action; the handler runs on the loop,
///   may command the agent it is given, and must not block.
package final class SIPEndpoint: Sendable {
  /// Hears every action but `.send`, in order.
  package typealias Handler = @Sendable (UserAgent.Action, inout UserAgent, _ now: Duration) -> Void

  /// Where the socket is bound; the port is the real one where 0 was asked for.
  package let localAddress: TransportAddress
  private let channel: any Channel
  private let core: NIOLoopBound<SIPChannelHandler>

  private init(localAddress: TransportAddress, channel: any Channel, core: NIOLoopBound<SIPChannelHandler>) {
    self.localAddress = localAddress
    self.channel = channel
    self.core = core
  }

  /// Binds and starts to listen.
  /// - Parameters:
  ///   - host: an IP address literal; `0.0.0.0` and `::` listen everywhere.
  ///   - port: 0 takes a free one.
  ///   - seed: of the agent's tags and branches; take it from the system's random numbers.
  ///   - configure: changes the agent's configuration. Its `address` is the bound one, which is of no use to others
  ///     where `host` is a wildcard: set it there.
  package static func bind(
    host: String, port: Int, group: any EventLoopGroup, seed: UInt64,
    configure: @escaping @Sendable (inout UserAgent.Configuration) -> Void = { _ in }, handler: @escaping Handler
  ) async throws(EndpointError) -> SIPEndpoint {
    do {
      let bootstrap = DatagramBootstrap(group: group.next())
        // A burst of calls must fit while the loop is busy; the system caps what it does not allow.
        .channelOption(.socketOption(.so_rcvbuf), value: 4 << 20)
        .channelOption(.socketOption(.so_sndbuf), value: 1 << 20)
        .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65536))
        .channelOption(.maxMessagesPerRead, value: 64)
      let channel = try await bootstrap.bind(host: host, port: port).get()
      guard let bound = channel.localAddress, let address = TransportAddress(bound) else { throw EndpointError.closed }
      let core = try await channel.eventLoop.submit {
        var configuration = UserAgent.Configuration(address: address)
        configure(&configuration)
        let core = SIPChannelHandler(agent: UserAgent(configuration: configuration, seed: seed), handler: handler)
        try channel.pipeline.syncOperations.addHandler(core)
        return NIOLoopBound(core, eventLoop: channel.eventLoop)
      }.get()
      return SIPEndpoint(localAddress: address, channel: channel, core: core)
    } catch let error as EndpointError {
      throw error
    } catch {
      throw EndpointError(binding: error, host: host, port: port)
    }
  }

  /// Runs `body` with the agent on its loop and returns what it returns.
  package func perform<Value: Sendable>(
    _ body: @escaping @Sendable (inout UserAgent, _ now: Duration) -> Value
  ) async throws(EndpointError) -> Value {
    do {
      return try await channel.eventLoop.submit { [core] in
        guard let value = core.value.run(body) else { throw EndpointError.closed }
        return value
      }.get()
    } catch {
      throw .closed
    }
  }

  /// Runs `body` with the agent on its loop, some time soon; not at all once the endpoint is closed.
  package func submit(_ body: @escaping @Sendable (inout UserAgent, _ now: Duration) -> Void) {
    channel.eventLoop.execute { [core] in _ = core.value.run(body) }
  }

  /// Closes the socket. Calls that are up are not hung up: do that first and wait for `callCount` 0.
  package func close() async {
    try? await channel.close().get()
  }
}

extension EndpointError {
  init(binding error: any Error, host: String, port: Int) {
    guard let failure = error as? IOError else {
      self = .cannotBind(host: host, port: port, reason: "\(error)")
      return
    }
    switch failure.errnoCode {
    case ErrorNumber.addressInUse: self = .addressInUse(host: host, port: port)
    case ErrorNumber.notPermitted: self = .notPermitted(host: host, port: port)
    case ErrorNumber.addressNotAvailable: self = .addressNotAvailable(host: host)
    default: self = .cannotBind(host: host, port: port, reason: "\(failure)")
    }
  }
}
