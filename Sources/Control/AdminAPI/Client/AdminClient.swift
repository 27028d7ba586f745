import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection to the API for one request. Shared by the client's verbs.
struct ClientConnection {
  typealias Channel = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

  static func open(_ host: String, _ port: Int) async throws(AdminClientError) -> Channel {
    do {
      return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(.seconds(5))
        .connect(host: host, port: port) { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHTTPClientHandlers()
            return try Channel(wrappingChannelSynchronously: channel)
          }
        }
    } catch {
      throw .unreachable("\(host):\(port)")
    }
  }

  static func head(_ method: HTTPMethod, _ target: String, _ host: String, _ port: Int) -> HTTPClientRequestPart {
    var head = HTTPRequestHead(version: .http1_1, method: method, uri: target)
    head.headers.add(
      name: "host", value: host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)")
    head.headers.add(name: "connection", value: "close")
    return .head(head)
  }
}

/// Why a request to the API came to nothing.
package enum AdminClientError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Nobody listens there.
  case unreachable(String)
  /// The connection ended early.
  case interrupted(String)
  /// The server's own words: status, and what its body's `code` and `message` say.
  case refused(status: Int, body: String)
  case tooLarge

  package var description: String {
    switch self {
    case .unreachable(let address): "no runtime answers at \(address)"
    case .interrupted(let reason): "the connection to the runtime ended: \(reason)"
    case .refused(let status, let body): "the runtime answered \(status): \(body)"
    case .tooLarge: "the answer is too large"
    }
  }
}

/// Requests with one JSON answer.
package enum AdminClient {
  package static let maximumBytes = 16 << 20

  /// Returns the body of a 2xx answer; any other is thrown as `refused`. `method` is an HTTP method, such as `GET`.
  package static func request(
    _ method: String = "GET", _ target: String, host: String = "127.0.0.1", port: Int = 8080
  ) async throws(AdminClientError) -> [UInt8] {
    let channel = try await ClientConnection.open(host, port)
    // The server may close before we do; what fails after the end of the answer is of no interest.
    var complete: (status: Int, body: [UInt8])?
    do {
      complete = try await channel.executeThenClose { inbound, outbound in
        try await outbound.write(ClientConnection.head(HTTPMethod(rawValue: method), target, host, port))
        try await outbound.write(.end(nil))
        var status = 0
        var body: [UInt8] = []
        for try await part in inbound {
          switch part {
          case .head(let head): status = Int(head.status.code)
          case .body(let buffer):
            body.append(contentsOf: buffer.readableBytesView)
            guard body.count <= maximumBytes else { throw AdminClientError.tooLarge }
          case .end:
            complete = (status, body)
            return (status, body)
          }
        }
        throw AdminClientError.interrupted("before the end of the answer")
      }
    } catch let error as AdminClientError {
      throw error
    } catch {
      guard complete != nil else { throw .interrupted("\(error)") }
    }
    guard let answer = complete else { throw .interrupted("before the end of the answer") }
    guard (200..<300).contains(answer.status) else {
      throw .refused(status: answer.status, body: String(decoding: answer.body, as: UTF8.self))
    }
    return answer.body
  }
}
