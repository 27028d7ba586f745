import Events
import HTTPClient
package import JSON

extension AdminClient {
  static func encode(_ text: String) -> String { PercentCoding.encode(text) }

  static func match(_ expected: Int?) -> [(String, String)] { expected.map { [("if-match", "\"\($0)\"")] } ?? [] }

  func get(_ target: String) async throws(AdminError) -> JSONValue { try await request("GET", target) }

  func list(_ target: String, _ member: String) async throws(AdminError) -> [JSONValue] {
    guard let elements = try await get(target)[member]?.arrayValue else { throw .malformed("no `\(member)`") }
    return elements
  }

  func post(
    _ target: String, _ body: JSONValue, headers: [(String, String)] = [], within limit: Duration? = nil
  ) async throws(AdminError) -> JSONValue {
    var writer = JSONWriter()
    writer.write(body)
    return try await request(
      "POST", target, headers: [("content-type", "application/json")] + headers, body: writer.bytes, within: limit)
  }

  func send(
    _ change: Change, _ target: String, expected: Int?, expectedCommit: String? = nil, prune: String?,
    message: String
  ) async throws(AdminError) -> JSONValue {
    var headers = Self.match(expected)
    if let expectedCommit { headers.append(("x-voicebot-base", expectedCommit)) }
    if let prune { headers.append(("x-voicebot-prune", prune)) }
    // A header is one line; the rest of a longer message is the commit's own.
    let line = message.prefix { !$0.isNewline }
    if !line.isEmpty { headers.append(("x-voicebot-message", String(line))) }
    switch change {
    case .commit(let id):
      return try await post(target, ["commit": .string(id)], headers: headers, within: patience)
    case .bundle(let bytes):
      return try await request(
        "POST", target, headers: [("content-type", "application/octet-stream")] + headers, body: bytes,
        within: patience)
    }
  }

  /// One request of any route; `target` is path and query. Returns the JSON of a 2xx answer.
  package func request(
    _ method: String, _ target: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
    within limit: Duration? = nil
  ) async throws(AdminError) -> JSONValue {
    let answer = try await exchange(method, target, headers: headers, body: body, within: limit)
    do { return try JSONParser.parse(answer.body) } catch { throw AdminError.malformed("\(error)") }
  }

  /// The same with the answer's headers and its body as it came.
  package func exchange(
    _ method: String, _ target: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
    within limit: Duration? = nil
  ) async throws(AdminError) -> (status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
    let limit = limit ?? patience / 10
    var request = prepared(method, target, headers: headers, body: body)
    request.timeouts.firstByte = limit
    request.timeouts.idle = limit
    request.timeouts.total = limit
    request.maximumBodyBytes = 128 << 20
    let answer: (head: HTTPResponseHead, body: [UInt8])
    do throws(HTTPError) { answer = try await http.collect(request) } catch {
      throw AdminError(error, endpoint.shownURL)
    }
    guard (200..<300).contains(answer.head.status) else {
      throw AdminError(status: answer.head.status, body: answer.body)
    }
    return (answer.head.status, answer.head.headers.map { ($0.name, $0.value) }, answer.body)
  }

  func prepared(
    _ method: String, _ target: String, headers: [(String, String)] = [], body: [UInt8]? = nil
  ) -> HTTPRequest {
    var request = HTTPRequest(
      method, url: endpoint.url + target, headers: headers.map { HTTPRequest.Header($0.0, $0.1) }, body: body)
    if let token = endpoint.token { request.headers.append(HTTPRequest.Header("authorization", "Bearer \(token)")) }
    request.authorities = endpoint.authorities
    return request
  }
}
