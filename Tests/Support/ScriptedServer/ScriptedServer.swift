import Glibc
import Synchronization

/// An HTTP/1.1 server on loopback that answers as it is told, faults included. For tests.
///
/// Each connection has a thread; requests on it are answered one after another. `stop` ends all of them.
package final class ScriptedServer: Sendable {
  package struct Request: Sendable {
    package var method: String
    package var path: String
    /// Names in lower case.
    package var headers: [String: String]
    package var body: [UInt8]
    /// Counts from zero over the server's life.
    package var number: Int
    /// Counts from zero over the server's life; requests on one connection share it.
    package var connection: Int
    package var text: String { String(decoding: body, as: UTF8.self) }
  }

  private struct State {
    var requests: [Request] = []
    var connections: [Int32] = []
    var connectionCount = 0
    var stopped = false
    var abandoned = 0
  }

  package let port: Int
  private let listener: Int32
  private let answer: @Sendable (Request) -> ScriptedReply
  private let state = Mutex(State())

  /// Listens on a free port of 127.0.0.1.
  package init(_ answer: @escaping @Sendable (Request) -> ScriptedReply) {
    self.answer = answer
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutableBytes(of: &address) { raw -> Int in
      guard let base = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return 0 }
      guard bind(listener, base, length) == 0, listen(listener, 64) == 0 else { return 0 }
      guard getsockname(listener, base, &length) == 0 else { return 0 }
      return Int(UInt16(bigEndian: raw.load(fromByteOffset: 2, as: UInt16.self)))
    }
    precondition(bound != 0, "no port to listen on")
    port = bound
    Self.thread { self.accept() }
  }

  /// The base URL.
  package var url: String { "http://127.0.0.1:\(port)" }
  /// Every request so far.
  package var requests: [Request] { state.withLock { $0.requests } }
  package var connectionCount: Int { state.withLock { $0.connectionCount } }
  /// Answers whose client went away while the server had more to send or waited.
  package var abandoned: Int { state.withLock { $0.abandoned } }

  package func stop() {
    let connections = state.withLock { state in
      state.stopped = true
      return state.connections
    }
    for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private static func thread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Box(body)).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
        return nil
      }, context)
    pthread_detach(thread)
  }

  private func accept() {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else { break }
      let number: Int? = state.withLock { state in
        guard !state.stopped else { return nil }
        state.connections.append(connection)
        state.connectionCount += 1
        return state.connectionCount - 1
      }
      guard let number else {
        close(connection)
        break
      }
      var on: Int32 = 1
      setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
      Self.thread {
        self.serve(connection, number: number)
        self.state.withLock { state in state.connections.removeAll { $0 == connection } }
        close(connection)
      }
    }
    close(listener)
  }

  private func serve(_ connection: Int32, number: Int) {
    var reader = RequestReader(connection: connection)
    while var request = reader.next() {
      request.connection = number
      request = state.withLock { state in
        request.number = state.requests.count
        state.requests.append(request)
        return request
      }
      let reply = answer(request)
      guard ReplyWriter(connection: connection).write(reply) else {
        state.withLock { $0.abandoned += 1 }
        return
      }
      if reply.closes { return }
    }
  }
}
