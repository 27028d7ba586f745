/// Why the engine or a session could not be set up.
package enum MediaError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The configured host is not an IPv4 literal.
  case invalidHost(String)
  /// No pair of an even port and its successor is free in the range.
  case portsExhausted
  /// A system call failed; `errno` says why.
  case system(call: String, errno: Int32)
  /// The recording file could not be created.
  case recording(path: String, errno: Int32)
  /// The engine was shut down.
  case shutDown

  package var description: String {
    switch self {
    case .invalidHost(let host): "media host '\(host)' is not an IPv4 address"
    case .portsExhausted: "no free pair of RTP and RTCP ports"
    case .system(let call, let errno): "\(call) failed with errno \(errno)"
    case .recording(let path, let errno): "cannot create the recording '\(path)': errno \(errno)"
    case .shutDown: "the media engine is shut down"
    }
  }
}
