import HTTPClient
import JSON
import Providers
import Resources

/// Runs `http` tools. A tool that may write carries its idempotency key in the header of that name; it is never sent
/// twice from here, since only the server can tell whether the first one was carried out.
struct HTTPToolRunner: ToolRunner {
  static let maximumResponseBytes = 256 << 10

  let http: HTTPClient

  func run(_ tool: Scenario.Tool, arguments: JSONObject, idempotencyKey: String) async -> ToolResult.Outcome {
    guard case .http(let method, let url, let headers, let body) = tool.run else {
      return .failed("\(tool.name) is no http tool")
    }
    let template = HTTPTemplate(arguments: arguments)
    var request = HTTPRequest(method.uppercased(), url: template.url(url))
    request.headers = headers.sorted { $0.key < $1.key }.map { .init($0.key, template.header($0.value)) }
    if let body {
      let isText = body.stringValue != nil
      request.body = Array((isText ? template.body(body).text : JSONWriter.string(template.body(body))).utf8)
      if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
        request.headers.append(.init("Content-Type", isText ? "text/plain; charset=utf-8" : "application/json"))
      }
    }
    if tool.effect != .read { request.headers.append(.init("Idempotency-Key", template.header(idempotencyKey))) }
    request.timeouts.connect = min(tool.timeout, .seconds(3))
    request.timeouts.firstByte = tool.timeout
    request.timeouts.idle = tool.timeout
    request.timeouts.total = tool.timeout
    request.maximumBodyBytes = Self.maximumResponseBytes
    do {
      let (head, bytes) = try await http.collect(request)
      return outcome(of: tool, head: head, bytes: bytes)
    } catch {
      let doubt = tool.effect != .read && error.code != .unreachable && error.code != .invalidRequest
      return .failed("\(tool.name): \(error)" + (doubt ? "; whether it was carried out is not known" : ""))
    }
  }

  private func outcome(of tool: Scenario.Tool, head: HTTPResponseHead, bytes: [UInt8]) -> ToolResult.Outcome {
    let json = try? JSONParser.parse(bytes)
    guard (200..<300).contains(head.status) else {
      let detail = json.map(\.text) ?? String(decoding: bytes.prefix(300), as: UTF8.self)
      return .failed("\(tool.name) answered \(head.status)" + (detail.isEmpty ? "" : ": \(detail.prefix(300))"))
    }
    if let json { return .value(json) }
    return .value(.string(String(decoding: bytes, as: UTF8.self)))
  }
}
