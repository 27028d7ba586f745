import Events
import NIOHTTP1

/// The table of what the API answers: one row a path.
enum Route: Sendable, Equatable {
  case health, status, bots, calls
  case events(query: String)
  /// Upgraded before it gets here; reached only by a request that is no WebSocket handshake.
  case eventsSocket
  case call(String)
  case hangUp(String)
  case notFound
  case notAllowed(String)
  case badTarget

  static let socketPath = "/v1/events/ws"

  init(method: HTTPMethod, target: String) {
    let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(Substring(parts.first ?? ""[...].utf8))
    let query = parts.count > 1 ? String(Substring(parts[1])) : ""
    let reads = method == .GET || method == .HEAD
    switch path {
    case "/healthz": self = reads ? .health : .notAllowed("GET, HEAD")
    case "/v1/status": self = reads ? .status : .notAllowed("GET, HEAD")
    case "/v1/bots": self = reads ? .bots : .notAllowed("GET, HEAD")
    case "/v1/calls": self = reads ? .calls : .notAllowed("GET, HEAD")
    case "/v1/events": self = reads ? .events(query: query) : .notAllowed("GET, HEAD")
    case Self.socketPath: self = reads ? .eventsSocket : .notAllowed("GET")
    default: self = Self.call(path, method: method, reads: reads)
    }
  }

  private static func call(_ path: String, method: HTTPMethod, reads: Bool) -> Route {
    let prefix = "/v1/calls/"
    guard path.hasPrefix(prefix) else { return .notFound }
    guard let id = try? PercentCoding.decode(path.utf8.dropFirst(prefix.utf8.count)) else { return .badTarget }
    guard !id.isEmpty, id.utf8.count <= 256 else { return .notFound }
    if reads { return .call(id) }
    return method == .DELETE ? .hangUp(id) : .notAllowed("GET, HEAD, DELETE")
  }
}
