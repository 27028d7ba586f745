import JSON
import NIOHTTP1

/// A whole answer with a JSON body.
struct Response: Sendable {
  var status: HTTPResponseStatus
  var body: [UInt8]
  var allow: String?
  /// The connection ends after it.
  var closes = false

  static func json(_ value: JSONValue, _ status: HTTPResponseStatus = .ok) -> Response {
    var writer = JSONWriter()
    writer.write(value)
    return Response(status: status, body: writer.bytes + [0x0A])
  }

  /// Every error has this shape: `code` for programs, `message` for people.
  static func error(_ status: HTTPResponseStatus, _ code: String, _ message: String) -> Response {
    json(["code": .string(code), "message": .string(message)], status)
  }
}
