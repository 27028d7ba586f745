/// Why an endpoint could not be opened or used, with what to do.
package enum EndpointError: Error, Equatable, Sendable, CustomStringConvertible {
  case addressInUse(host: String, port: Int)
  case notPermitted(host: String, port: Int)
  case addressNotAvailable(host: String)
  case cannotBind(host: String, port: Int, reason: String)
  case closed

  package var description: String {
    switch self {
    case .addressInUse(let host, let port):
      "UDP \(host):\(port) is in use by another program; stop it, or choose another port (0 takes a free one)"
    case .notPermitted(let host, let port):
      "not permitted to bind UDP \(host):\(port); ports below 1024 need CAP_NET_BIND_SERVICE, choose 5060"
    case .addressNotAvailable(let host):
      "no interface of this machine has the address \(host); bind 127.0.0.1 or 0.0.0.0"
    case .cannotBind(let host, let port, let reason): "cannot bind UDP \(host):\(port): \(reason)"
    case .closed: "the SIP endpoint is closed"
    }
  }
}
