import JSON
import NIOHTTP1

/// A whole answer with a JSON body.
struct Response: Sendable {
  var status: HTTPResponseStatus
  var body: [UInt8]
  var headers: [(name: String, value: String)] = []

  static func json(_ value: JSONValue, _ status: HTTPResponseStatus = .ok) -> Response {
    var writer = JSONWriter()
    writer.write(value)
    return Response(status: status, body: writer.bytes + [0x0A])
  }

  /// Every error has the shape of `AdminFailure`: `code` for programs, `message` for people.
  static func error(_ status: HTTPResponseStatus, _ code: String, _ message: String) -> Response {
    AdminFailure(Int(status.code), code, message).response
  }

  func with(_ name: String, _ value: String) -> Response {
    var response = self
    response.headers.append((name, value))
    return response
  }
}
