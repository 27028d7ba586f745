/// Where a runtime's API is and how to come in.
package struct AdminEndpoint: Sendable, Hashable {
  /// Such as `http://127.0.0.1:8080`, without a final slash.
  package var url: String
  package var token: String?
  /// PEM file of the authorities to trust in place of the system's.
  package var authorities: String?

  package init(url: String, token: String? = nil, authorities: String? = nil) {
    self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.token = token
    self.authorities = authorities
  }

  /// The URL as it may be shown and written down: without user and password.
  package var shownURL: String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return url }
    return "\(url[..<scheme.upperBound])\(url[url.index(after: at)...])"
  }

  /// Whether that is all of it.
  package var isShown: Bool { shownURL == url }

  /// Plain HTTP at an address, as a runtime on the same machine serves it.
  package init(host: String = "127.0.0.1", port: Int) {
    self.init(url: "http://\(host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host):\(port)")
  }
}
