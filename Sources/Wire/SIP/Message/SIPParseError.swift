/// Why bytes, or a header of a message, are not SIP.
package enum SIPParseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Only CR and LF: a keep-alive (RFC 5626 §3.5.1), not a message.
  case keepAlive
  case tooLarge(bytes: Int)
  case tooManyHeaders
  /// Not a SIP start line at all.
  case notSIP
  case badStartLine
  /// A SIP version other than 2.0.
  case badVersion
  case badStatus
  case badHeaderLine(line: Int)
  case badContentLength
  /// The body is shorter than Content-Length says.
  case truncated(expected: Int, found: Int)
  case missingHeader(String)
  /// A header that may stand once stands twice.
  case repeatedHeader(String)
  case badHeader(String)
  case badURI
  case unknownScheme(String)

  package var description: String {
    switch self {
    case .keepAlive: "keep-alive"
    case .tooLarge(let bytes): "message of \(bytes) bytes"
    case .tooManyHeaders: "too many header fields"
    case .notSIP: "not a SIP message"
    case .badStartLine: "malformed start line"
    case .badVersion: "SIP version not supported"
    case .badStatus: "status code out of range"
    case .badHeaderLine(let line): "malformed header field in line \(line)"
    case .badContentLength: "malformed Content-Length"
    case .truncated(let expected, let found): "body of \(found) bytes where Content-Length says \(expected)"
    case .missingHeader(let name): "missing \(name)"
    case .repeatedHeader(let name): "repeated \(name)"
    case .badHeader(let name): "malformed \(name)"
    case .badURI: "malformed URI"
    case .unknownScheme(let scheme): "unknown URI scheme \(scheme)"
    }
  }
}
