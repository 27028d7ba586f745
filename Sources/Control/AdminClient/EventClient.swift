package import Events
import HTTPClient

/// Reads the event stream of a runtime, over as many connections as it takes.
///
/// Invariant: lines come in the order of their offsets, without gap or duplicate, also where the runtime restarts in
/// between: after a loss the client asks for what follows the last line it handed on.
package struct EventClient: Sendable {
  package static let maximumLineBytes = 16 << 20
  /// The server's signs of life come more often.
  private static let silence = Duration.seconds(60)
  /// The first offset that a response covers.
  private static let offsetHeader = "voicebot-from"

  /// What a reader may tell its user while it waits.
  package enum Notice: Sendable, Hashable {
    case connected(from: Int64)
    case lost(AdminError)
  }

  private let client: AdminClient

  package init(_ client: AdminClient) { self.client = client }

  package init(host: String = "127.0.0.1", port: Int = 8080) {
    self.init(AdminClient(AdminEndpoint(host: host, port: port)))
  }

  /// Hands every line to `line` in turn, which sets the pace. Returns when the stored events are read or, where the
  /// query follows, never: cancel the task.
  ///
  /// Where nobody listens at first, that is thrown, as is a refusal at any time; losses are retried every
  /// `retryInterval`. A cancelled task returns without an error.
  package func read(
    _ query: EventQuery, retryInterval: Duration = .milliseconds(250), notice: (Notice) -> Void = { _ in },
    line: (_ json: ArraySlice<UInt8>) async throws -> Void
  ) async throws {
    var query = query
    var hasConnected = false
    while !Task.isCancelled {
      do {
        try await readOnce(&query, &hasConnected, notice, line)
        if !query.follow { return }
        notice(.lost(.interrupted("closed by the runtime")))
      } catch let error as AdminError {
        if case .refused = error { throw error }
        if case .malformed = error { throw error }
        if case .unreachable = error, !hasConnected { throw error }
        guard query.follow || query.from != nil else { throw error }
        if Task.isCancelled { return }
        notice(.lost(error))
      }
      try? await Task.sleep(for: retryInterval)
    }
  }

  private func readOnce(
    _ query: inout EventQuery, _ hasConnected: inout Bool, _ notice: (Notice) -> Void,
    _ line: (_ json: ArraySlice<UInt8>) async throws -> Void
  ) async throws {
    var request = client.prepared("GET", "/v1/events?" + query.text)
    request.timeouts.firstByte = query.follow ? Self.silence : .seconds(30)
    request.timeouts.idle = Self.silence
    request.timeouts.total = nil
    request.maximumBodyBytes = .max
    let response: HTTPResponse
    do throws(HTTPError) { response = try await client.http.send(request) } catch {
      throw AdminError(error, client.endpoint.shownURL)
    }
    guard response.head.status == 200 else {
      throw AdminError(status: response.head.status, body: (try? await response.body.collect()) ?? [])
    }
    query.from = response.head[Self.offsetHeader].flatMap { Int64($0) } ?? query.from
    hasConnected = true
    notice(.connected(from: query.from ?? 1))
    var reader = LineReader()
    var chunks = response.body.makeAsyncIterator()
    while true {
      let chunk: [UInt8]?
      do { chunk = try await chunks.next() } catch {
        throw (error as? HTTPError).map { AdminError($0, client.endpoint.shownURL) }
          ?? AdminError.interrupted("\(error)")
      }
      guard let chunk else { return }
      try reader.append(chunk)
      while let next = reader.next() {
        try await line(next)
        if let offset = Self.offset(of: next) { query.from = offset + 1 }
      }
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
  private var bytes: [UInt8] = []
  private var start = 0
  private var scanned = 0

  mutating func append(_ more: some Collection<UInt8>) throws(AdminError) {
    bytes.removeFirst(start)
    scanned -= start
    start = 0
    bytes.append(contentsOf: more)
    guard bytes.count <= EventClient.maximumLineBytes else { throw .malformed("a line is too long") }
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
