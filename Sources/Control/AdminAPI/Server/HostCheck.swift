import NIOHTTP1

/// Refuses requests that a page in the user's browser was made to send (DNS rebinding, cross-site WebSocket).
///
/// A server bound to a loopback address answers to loopback names only. A request with an `Origin` comes from a page,
/// which must be of a loopback name too, or elsewhere of the same host as the request.
struct HostCheck: Sendable {
  let loopbackOnly: Bool

  init(boundTo host: String) { loopbackOnly = Self.isLoopback(host) }

  /// Nil where the request may pass.
  func refusal(_ headers: HTTPHeaders) -> AdminFailure? {
    let hosts = headers["host"]
    guard hosts.count == 1, let host = hosts.first.map(Self.name) else {
      return AdminFailure(400, "bad_host", "a request has exactly one Host header")
    }
    if loopbackOnly, !Self.isLoopback(host) {
      return AdminFailure(403, "foreign_host", "this server answers to loopback names only")
    }
    for origin in headers["origin"] {
      guard let start = origin.firstRange(of: "://")?.upperBound else {
        return AdminFailure(403, "foreign_origin", "requests from this origin are refused")
      }
      let page = Self.name(String(origin[start...]))
      guard loopbackOnly ? Self.isLoopback(page) : page == host else {
        return AdminFailure(403, "foreign_origin", "requests from this origin are refused")
      }
    }
    return nil
  }

  /// The name of `name:port` or `[address]:port`, in lower case without brackets.
  static func name(_ authority: String) -> String {
    let text = authority.lowercased()
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      return String(text[text.index(after: text.startIndex)..<end])
    }
    if text.utf8.count(where: { $0 == UInt8(ascii: ":") }) > 1 { return text }
    return String(text.prefix { $0 != ":" })
  }

  static func isLoopback(_ name: String) -> Bool {
    if name == "localhost" || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    // `UInt8` would read a sign too, and `127.-0.0.1` is a name that a name server may answer.
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { UInt8($0) != nil && $0.utf8.allSatisfy { (48...57).contains($0) } }
  }
}
