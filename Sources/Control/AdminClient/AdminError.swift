import HTTPClient
package import JSON

/// Why a request to the API came to nothing.
package enum AdminError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What the server answers in place of what was asked for.
  package struct Answer: Sendable, Hashable {
    package var status: Int
    /// For programs, such as `conflict`.
    package var code: String
    package var message: String
    package var fix: String?
    package var diagnostics: [JSONValue]
    package var detail: JSONValue
  }

  /// Nobody answers there, or its certificate is not trusted.
  case unreachable(String)
  /// The connection ended early, or the server took too long.
  case interrupted(String)
  case refused(Answer)
  /// The answer is too large or not what the API says.
  case malformed(String)

  package var description: String {
    switch self {
    case .unreachable(let reason): "no runtime answers: \(reason)"
    case .interrupted(let reason): "the connection to the runtime ended: \(reason)"
    case .refused(let answer): answer.message
    case .malformed(let reason): "the runtime's answer is not understood: \(reason)"
    }
  }

  init(_ error: HTTPError, _ url: String) {
    switch error.code {
    case .unreachable, .untrusted, .connectTimeout, .invalidRequest, .closed:
      self = .unreachable("\(url): \(error.message)")
    case .tooLarge, .malformed: self = .malformed(error.message)
    case .firstByteTimeout, .idleTimeout, .totalTimeout, .cut, .cancelled: self = .interrupted(error.message)
    }
  }

  /// Reads the body of an answer that is no success.
  init(status: Int, body: [UInt8]) {
    let error = (try? JSONParser.parse(body))?["error"]
    self = .refused(
      Answer(
        status: status, code: error?["code"]?.stringValue ?? "http_\(status)",
        message: error?["message"]?.stringValue ?? "the runtime answered \(status)",
        fix: error?["fix"]?.stringValue, diagnostics: error?["diagnostics"]?.arrayValue ?? [],
        detail: error?["detail"] ?? .null))
  }
}
