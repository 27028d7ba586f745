/// Where a datagram came from or goes to: an IP address literal (IPv6 without brackets) and a UDP port.
package struct TransportAddress: Hashable, Sendable, CustomStringConvertible {
  package var host: String
  package var port: UInt16

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  package var description: String { "\(uriHost):\(port)" }

  /// The host as it stands in a URI or a Via: IPv6 in brackets (RFC 3261 §25.1 `IPv6reference`).
  package var uriHost: String { host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host }
}
