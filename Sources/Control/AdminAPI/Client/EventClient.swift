package import Events
import NIOCore
import NIOHTTP1

/// Reads the event stream of a runtime, over as many connections as it takes.
///
/// Invariant: lines come in the order of their offsets, without gap or duplicate, also where the runtime restarts in
/// between: after a loss the client asks for what follows the last line it handed on.
package enum EventClient {
  package static let maximumLineBytes = 16 << 20

  /// What a reader may tell its user while it waits.
  package enum Notice: Sendable, Hashable {
    case connected(from: Int64)
    case lost(AdminClientError)
  }

  /// Hands every line to `line` in turn, which sets the pace. Returns when the stored events are read or, where the
  /// query follows, never: cancel the task.
  ///
  /// Where nobody listens at first, that is thrown, as is a refusal at any time; losses are retried every
  /// `retryInterval`. A cancelled task returns without an error.
  package static func read(
    _ query: EventQuery, host: String = "127.0.0.1", port: Int = 8080, retryInterval: Duration = .milliseconds(250),
    notice: (Notice) -> Void = { _ in }, line: (_ json: ArraySlice<UInt8>) async throws -> Void
  ) async throws {
    var query = query
    var hasConnected = false
    while !Task.isCancelled {
      do {
        try await readOnce(&query, host, port, &hasConnected, notice, line)
        if !query.follow { return }
        notice(.lost(.interrupted("closed by the runtime")))
      } catch let error as AdminClientError {
        if case .refused = error { throw error }
        if case .unreachable = error, !hasConnected { throw error }
        guard query.follow || query.from != nil, error != .tooLarge else { throw error }
        if Task.isCancelled { return }
        notice(.lost(error))
      }
      try? await Task.sleep(for: retryInterval)
    }
  }

  private static func readOnce(
    _ query: inout EventQuery, _ host: String, _ port: Int, _ hasConnected: inout Bool, _ notice: (Notice) -> Void,
    _ line: (_ json: ArraySlice<UInt8>) async throws -> Void
  ) async throws {
    let channel = try await ClientConnection.open(host, port)
    let target = "/v1/events?" + query.text
    var failure: (any Error)?
    // The server may close before we do; what fails after the end of the answer is of no interest.
    var isComplete = false
    do {
      try await channel.executeThenClose { inbound, outbound in
        try await outbound.write(ClientConnection.head(.GET, target, host, port))
        try await outbound.write(.end(nil))
        var reader = LineReader()
        for try await part in inbound {
          switch part {
          case .head(let head):
            reader.status = Int(head.status.code)
            guard head.status == .ok else { continue }
            let from = head.headers.first(name: EventStream.offsetHeader).flatMap { Int64($0) }
            query.from = from ?? query.from
            hasConnected = true
            notice(.connected(from: query.from ?? 1))
          case .body(let buffer):
            try reader.append(buffer.readableBytesView)
            guard reader.status == 200 else { continue }
            while let next = reader.next() {
              do {
                try await line(next)
              } catch {
                failure = error
                throw error
              }
              if let offset = offset(of: next) { query.from = offset + 1 }
            }
          case .end:
            isComplete = true
            guard reader.status == 200 else { throw reader.refusal }
            return
          }
        }
        throw AdminClientError.interrupted("before the end of the stream")
      }
    } catch let error as AdminClientError {
      throw error
    } catch {
      if let failure { throw failure }
      if isComplete { return }
      throw AdminClientError.interrupted("\(error)")
    }
  }

  /// The offset of a written event, which is its second member.
  package static func offset(of json: ArraySlice<UInt8>) -> Int64? {
    let name = Array("\"offset\":".utf8)
    guard let start = json.prefix(64).firstRange(of: name)?.upperBound else { return nil }
    let digits = json[start...].prefix { (0x30...0x39).contains($0) }
    return Int64(String(decoding: digits, as: UTF8.self))
  }
}

/// Cuts a body into lines; empty ones are signs of life and left out.
struct LineReader {
  var status = 0
  private var bytes: [UInt8] = []
  private var start = 0
  private var scanned = 0

  var refusal: AdminClientError {
    .refused(status: status, body: String(decoding: bytes.prefix(4096), as: UTF8.self))
  }

  mutating func append(_ more: some Collection<UInt8>) throws(AdminClientError) {
    bytes.removeFirst(start)
    scanned -= start
    start = 0
    bytes.append(contentsOf: more)
    guard bytes.count <= EventClient.maximumLineBytes else { throw .tooLarge }
  }

  mutating func next() -> ArraySlice<UInt8>? {
    while let end = bytes[scanned...].firstIndex(of: 0x0A) {
      let line = bytes[start..<end]
      start = end + 1
      scanned = start
      if !line.isEmpty { return line }
    }
    scanned = bytes.count
    return nil
  }
}
