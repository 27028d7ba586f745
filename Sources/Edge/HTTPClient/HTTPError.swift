/// Why an exchange failed. The message holds no header, body or query of the request.
package struct HTTPError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The request cannot be sent as it is.
    case invalidRequest
    /// No connection: name, TCP or TLS.
    case unreachable
    /// The certificate or TLS handshake was refused.
    case untrusted
    case connectTimeout, firstByteTimeout, idleTimeout, totalTimeout
    /// The connection ended before the response did.
    case cut
    /// The response breaks the protocol.
    case malformed
    case tooLarge
    case cancelled
    /// The client was shut down.
    case closed
  }
  package var code: Code
  package var message: String
  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
  package var description: String { "\(code.rawValue): \(message)" }

  package var isTimeout: Bool {
    switch code {
    case .connectTimeout, .firstByteTimeout, .idleTimeout, .totalTimeout: true
    default: false
    }
  }
}
