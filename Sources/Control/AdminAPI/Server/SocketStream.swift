import EventLog
import Events
import NIOCore
import NIOWebSocket
import Synchronization

/// Events over a WebSocket (RFC 6455): one text message an event. What the client says is not listened to, but its
/// pings are answered; a client that answers no ping is let go.
struct SocketStream: Sendable {
  let query: EventQuery
  let identity: Identity
  let handler: RequestHandler
  /// Whether whoever reads may still do so.
  let isAdmitted: @Sendable () -> Bool

  func serve(_ channel: Connection.Socket) async {
    let log = handler.backend.log
    let tail = log.tail(from: query.from ?? log.lastOffset + 1, query.filter)
    let watchdog = Watchdog(channel.channel)
    let patience = 3 * handler.limits.heartbeat
    watchdog.arm(milliseconds: patience)
    defer { watchdog.disarm() }
    try? await channel.executeThenClose { inbound, outbound in
      try await withThrowingTaskGroup(of: WebSocketErrorCode?.self) { tasks in
        tasks.addTask {
          for try await frame in inbound {
            watchdog.arm(milliseconds: patience)
            switch frame.opcode {
            case .ping:
              try await outbound.write(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData))
            case .connectionClose: return .normalClosure
            default: break
            }
          }
          return nil
        }
        tasks.addTask {
          while true {
            try await Task.sleep(for: .milliseconds(handler.limits.heartbeat))
            try await outbound.write(WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer()))
          }
        }
        tasks.addTask {
          for try await event in tail where identity.sees(tenant: event.tenant) {
            try await outbound.write(WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: event.json)))
          }
          return .goingAway
        }
        tasks.addTask {
          try await EventStream.watch(handler.limits, isAdmitted)
          return .policyViolation
        }
        let code = try await tasks.next() ?? nil
        tasks.cancelAll()
        if let code { try await outbound.write(Self.closing(code, "")) }
      }
    }
  }

  /// The close frame of a server that gives up on a consumer (RFC 6455 section 7.4.1 and the registry's 1013).
  static let sayTooSlow: @Sendable (any Channel) -> Void = { channel in
    channel.writeAndFlush(closing(.unknown(1013), "consumer too slow; resume from your offset"), promise: nil)
  }

  static func closing(_ code: WebSocketErrorCode, _ reason: String) -> WebSocketFrame {
    var data = ByteBuffer()
    data.write(webSocketErrorCode: code)
    data.writeString(reason)
    return WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
  }
}
