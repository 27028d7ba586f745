/// What a scripted server answers, step by step.
package struct ScriptedReply: Sendable {
  package enum Step: Sendable {
    case send([UInt8])
    /// Until the client goes away, ten seconds at most.
    case stall
    case pause(milliseconds: Int32)
    /// Ends the connection without the end of the body.
    case cut
  }

  package enum Framing: Sendable {
    case chunked
    case length
    /// The body ends with the connection.
    case untilClose
  }

  package var status = 200
  package var headers: [(name: String, value: String)] = []
  package var framing = Framing.chunked
  /// Before the head of the response.
  package var before: [Step] = []
  package var body: [Step] = []

  package init(
    status: Int = 200, contentType: String = "text/plain", framing: Framing = .chunked, before: [Step] = [],
    body: [Step] = []
  ) {
    self.status = status
    self.before = before
    self.framing = framing
    self.body = body
    headers = [("Content-Type", contentType)]
  }

  /// A whole text.
  package static func text(_ text: String, status: Int = 200, contentType: String = "text/plain") -> Self {
    ScriptedReply(status: status, contentType: contentType, framing: .length, body: [.send(Array(text.utf8))])
  }

  package static func json(_ text: String, status: Int = 200) -> Self {
    self.text(text, status: status, contentType: "application/json")
  }

  var closes: Bool {
    if case .untilClose = framing { return true }
    return (before + body).contains { step in if case .cut = step { true } else { false } }
  }
}
