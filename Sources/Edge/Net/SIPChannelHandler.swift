import Glibc
import NIOCore
import SIP

/// Carries datagrams and deadlines to the agent and its actions away. Lives on its channel's event loop.
final class SIPChannelHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = AddressedEnvelope<ByteBuffer>

  private var agent: UserAgent
  private let handler: SIPEndpoint.Handler
  private var context: ChannelHandlerContext?
  private var timer: Scheduled<Void>?
  private var timerDeadline: Duration?
  /// Addresses by their text, as building one asks the C library; emptied when full.
  private var addresses: [TransportAddress: SocketAddress] = [:]
  private static let maximumAddresses = 4096

  init(agent: UserAgent, handler: @escaping SIPEndpoint.Handler) {
    self.agent = agent
    self.handler = handler
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    self.context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    guard let source = TransportAddress(envelope.remoteAddress) else { return }
    agent.receive(Array(envelope.data.readableBytesView), from: source, now: now(context.eventLoop))
    drain(context)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
    rearm(context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // An ICMP “port unreachable” of some peer ends up here; the socket is as good as before.
  }

  /// Nil once the channel is closed.
  func run<Value>(_ body: (inout UserAgent, Duration) -> Value) -> Value? {
    guard let context else { return nil }
    let value = body(&agent, now(context.eventLoop))
    finish(context)
    return value
  }

  private func finish(_ context: ChannelHandlerContext) {
    drain(context)
    context.flush()
    rearm(context)
  }

  private func drain(_ context: ChannelHandlerContext) {
    while let action = agent.nextAction() {
      if case .send(let bytes, let destination) = action {
        write(bytes, to: destination, context)
      } else {
        handler(action, &agent, now(context.eventLoop))
      }
    }
  }

  private func write(_ bytes: [UInt8], to destination: TransportAddress, _ context: ChannelHandlerContext) {
    guard let address = address(of: destination) else { return }
    let envelope = AddressedEnvelope(remoteAddress: address, data: context.channel.allocator.buffer(bytes: bytes))
    context.write(wrapOutboundOut(envelope), promise: nil)
  }

  private func address(of destination: TransportAddress) -> SocketAddress? {
    if let known = addresses[destination] { return known }
    guard let address = try? SocketAddress(ipAddress: destination.host, port: Int(destination.port)) else { return nil }
    if addresses.count >= Self.maximumAddresses { addresses.removeAll(keepingCapacity: true) }
    addresses[destination] = address
    return address
  }

  private func rearm(_ context: ChannelHandlerContext) {
    guard let deadline = agent.nextDeadline else { return }
    // A timer that comes too early finds nothing due and arms the next one: cheaper than to move it each time.
    if let timerDeadline, timerDeadline <= deadline { return }
    timer?.cancel()
    timerDeadline = deadline
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(nanoseconds(deadline))) {
      self.timerFired()
    }
  }

  private func timerFired() {
    timer = nil
    timerDeadline = nil
    guard let context else { return }
    agent.tick(now: now(context.eventLoop))
    finish(context)
  }

  private func now(_ loop: any EventLoop) -> Duration {
    .nanoseconds(Int64(clamping: loop.now.uptimeNanoseconds))
  }

  private func nanoseconds(_ deadline: Duration) -> UInt64 {
    let (seconds, attoseconds) = deadline.components
    return UInt64(max(0, seconds)) * 1_000_000_000 + UInt64(max(0, attoseconds) / 1_000_000_000) + 1
  }
}

enum ErrorNumber {
  static let addressInUse = EADDRINUSE
  static let notPermitted = EACCES
  static let addressNotAvailable = EADDRNOTAVAIL
}

extension TransportAddress {
  /// Nil for sockets that are not IP.
  init?(_ address: SocketAddress) {
    guard let host = address.ipAddress, let port = address.port else { return nil }
    self.init(host: host, port: UInt16(clamping: port))
  }
}
