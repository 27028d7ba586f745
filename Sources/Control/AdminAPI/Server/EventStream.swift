import EventLog
import Events
import NIOCore
import NIOHTTP1

/// Events as lines of JSON (NDJSON) in one chunked response. An empty line is a sign of life.
struct EventStream: Sendable {
  /// The first offset that the response covers, so that a client that gave none can resume.
  static let offsetHeader = "voicebot-from"
  private static let chunkBytes = 32 << 10

  let query: EventQuery
  let identity: Identity
  let limits: AdminLimits
  let log: EventLog
  /// Whether whoever reads may still do so.
  let isAdmitted: @Sendable () -> Bool

  func send(
    _ request: HTTPRequestHead, _ channel: any Channel, _ outbound: RequestHandler.Outbound
  ) async throws -> Bool {
    let first = max(1, query.from ?? (query.follow ? log.lastOffset + 1 : 1))
    var head = HTTPResponseHead(version: .http1_1, status: .ok)
    head.headers.add(name: "content-type", value: "application/x-ndjson")
    head.headers.add(name: "cache-control", value: "no-store")
    head.headers.add(name: "x-content-type-options", value: "nosniff")
    head.headers.add(name: Self.offsetHeader, value: "\(first)")
    let keepsAlive = request.isKeepAlive && !query.follow
    if !keepsAlive { head.headers.add(name: "connection", value: "close") }
    let isChunked = request.version == .http1_1
    if !isChunked {
      // Without chunks the end of the body is that of the connection, which a client cannot tell from a failure.
      head.version = .http1_0
    } else {
      head.headers.add(name: "transfer-encoding", value: "chunked")
    }
    try await outbound.write(.head(head))
    if request.method != .HEAD {
      let tail = log.tail(from: first, query.filter, follow: query.follow)
      let stream = Task { try await write(tail, outbound) }
      channel.closeFuture.whenComplete { _ in stream.cancel() }
      try await withTaskCancellationHandler {
        try await stream.value
      } onCancel: {
        stream.cancel()
      }
    }
    try await outbound.write(.end(nil))
    return keepsAlive && isChunked
  }

  private func write(_ tail: EventTail, _ outbound: RequestHandler.Outbound) async throws {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      if query.follow {
        tasks.addTask { try await beat(outbound) }
        tasks.addTask { try await Self.watch(limits, isAdmitted) }
      }
      tasks.addTask {
        var events = tail.makeAsyncIterator()
        var chunk = ByteBuffer()
        while let event = try await events.next() {
          if identity.sees(tenant: event.tenant) {
            chunk.writeBytes(event.json)
            chunk.writeInteger(UInt8(ascii: "\n"))
          }
          if chunk.readableBytes == 0 || events.hasPage && chunk.readableBytes < Self.chunkBytes { continue }
          try await outbound.write(.body(chunk))
          chunk = ByteBuffer()
        }
        if chunk.readableBytes > 0 { try await outbound.write(.body(chunk)) }
      }
      try await tasks.next()
      tasks.cancelAll()
    }
  }

  /// Returns when the token has ended.
  static func watch(_ limits: AdminLimits, _ isAdmitted: @Sendable () -> Bool) async throws {
    repeat { try await Task.sleep(for: .milliseconds(limits.tokenCheck)) } while isAdmitted()
  }

  private func beat(_ outbound: RequestHandler.Outbound) async throws {
    while true {
      try await Task.sleep(for: .milliseconds(limits.heartbeat))
      try await outbound.write(.body(ByteBuffer(string: "\n")))
    }
  }
}
