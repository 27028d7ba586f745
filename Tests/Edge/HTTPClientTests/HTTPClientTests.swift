import ScriptedServer
import Testing

@testable import HTTPClient

@Suite(.timeLimit(.minutes(1))) struct HTTPClientTests {
  let http = HTTPClient()

  @Test func exchangesBodiesOnOneConnection() async throws {
    let server = ScriptedServer { request in .text("\(request.method) \(request.path) \(request.text)", status: 201) }
    defer { server.stop() }
    for number in 0..<3 {
      let request = HTTPRequest(
        "POST", url: "\(server.url)/a?n=\(number)", headers: [.init("X-A", "b")], body: Array("hi".utf8))
      let (head, body) = try await http.collect(request)
      #expect(head.status == 201)
      #expect(head["content-TYPE"] == "text/plain")
      #expect(String(decoding: body, as: UTF8.self) == "POST /a?n=\(number) hi")
    }
    #expect(server.connectionCount == 1)
    #expect(server.requests.allSatisfy { $0.headers["x-a"] == "b" && $0.headers["expect"] == nil })
  }

  @Test func emptyBodiesAndOtherMethods() async throws {
    let server = ScriptedServer { request in
      ScriptedReply(status: request.method == "DELETE" ? 204 : 302, framing: .length)
    }
    defer { server.stop() }
    #expect(try await http.collect(HTTPRequest("DELETE", url: server.url)).head.status == 204)
    // A redirect is an answer like any other.
    #expect(try await http.collect(HTTPRequest("POST", url: server.url, body: [])).head.status == 302)
    #expect(server.requests.map(\.method) == ["DELETE", "POST"])
  }

  @Test func streamsAsItArrives() async throws {
    let server = ScriptedServer { _ in ScriptedReply(body: [.send([1]), .stall]) }
    defer { server.stop() }
    let response = try await http.send(HTTPRequest(url: server.url))
    for try await chunk in response.body {
      #expect(chunk == [1])
      break
    }
  }

  static func failure(of request: HTTPRequest, _ http: HTTPClient) async -> HTTPError.Code? {
    do {
      _ = try await http.collect(request)
      return nil
    } catch { return error.code }
  }

  @Test func limitsEachPhase() async throws {
    let server = ScriptedServer { request in
      switch request.path {
      case "/slow": ScriptedReply(body: [.stall])
      case "/stall": ScriptedReply(body: [.send([1]), .stall])
      case "/drip":
        ScriptedReply(body: (0..<100).flatMap { _ in [ScriptedReply.Step.send([1]), .pause(milliseconds: 20)] })
      case "/cut": ScriptedReply(body: [.send([1]), .cut])
      case "/large": ScriptedReply(framing: .length, body: [.send([UInt8](repeating: 0, count: 5000))])
      default: ScriptedReply.text("")
      }
    }
    defer { server.stop() }
    var request = HTTPRequest(url: "\(server.url)/slow")
    request.timeouts.firstByte = .milliseconds(100)
    #expect(await Self.failure(of: request, http) == .firstByteTimeout)
    request = HTTPRequest(url: "\(server.url)/stall")
    request.timeouts.idle = .milliseconds(100)
    #expect(await Self.failure(of: request, http) == .idleTimeout)
    request = HTTPRequest(url: "\(server.url)/drip")
    request.timeouts.total = .milliseconds(300)
    #expect(await Self.failure(of: request, http) == .totalTimeout)
    request = HTTPRequest(url: "\(server.url)/cut")
    #expect(await Self.failure(of: request, http) == .cut)
    request = HTTPRequest(url: "\(server.url)/large")
    request.maximumBodyBytes = 4999
    #expect(await Self.failure(of: request, http) == .tooLarge)
    let port = server.port
    server.stop()
    while await Self.failure(of: HTTPRequest(url: "http://127.0.0.1:\(port)/"), http) == nil {}
    #expect(await Self.failure(of: HTTPRequest(url: "http://127.0.0.1:\(port)/"), http) == .unreachable)
  }

  @Test(arguments: [
    HTTPRequest("GET X", url: "http://a/"), HTTPRequest(url: "file:///etc/passwd"), HTTPRequest(url: "http://a/ b"),
    HTTPRequest(url: "http://a/", headers: [.init("A", "b\r\nC: d")]),
    HTTPRequest(url: "http://a/", headers: [.init("A:", "b")]),
    HTTPRequest(url: "gopher://127.0.0.1/"), HTTPRequest("", url: "http://a/"),
  ])
  func refusesWhatWouldBreakTheProtocol(_ request: HTTPRequest) async {
    #expect(await Self.failure(of: request, http) == .invalidRequest)
  }

  @Test func cancellingEndsTheTransfer() async throws {
    let server = ScriptedServer { _ in ScriptedReply(before: [.stall]) }
    defer { server.stop() }
    let http = self.http
    let task = Task { await Self.failure(of: HTTPRequest(url: server.url), http) }
    while server.requests.isEmpty { await Task.yield() }
    task.cancel()
    #expect(await task.value == .cancelled)
    while server.abandoned == 0 { await Task.yield() }
  }

  @Test func aSlowConsumerPausesTheTransfer() async throws {
    let size = 8 << 20
    let server = ScriptedServer { _ in
      ScriptedReply(framing: .length, body: [.send([UInt8](repeating: 7, count: size))])
    }
    defer { server.stop() }
    var request = HTTPRequest(url: server.url)
    // While the consumer holds the transfer up, its idle time does not run.
    request.timeouts.idle = .milliseconds(200)
    let response = try await http.send(request)
    try await Task.sleep(for: .milliseconds(400))
    var total = 0
    for try await chunk in response.body { total += chunk.count }
    #expect(total == size)
  }

  @Test func manyAtOnce() async throws {
    let server = ScriptedServer { request in .text(request.path) }
    defer { server.stop() }
    let http = self.http
    let url = server.url
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<100 {
        group.addTask {
          let body = try await http.collect(HTTPRequest(url: "\(url)/\(number)")).body
          return body == Array("/\(number)".utf8)
        }
      }
      for try await same in group { #expect(same) }
    }
  }

  @Test func shutdownEndsTransfers() async throws {
    let server = ScriptedServer { _ in ScriptedReply(before: [.stall]) }
    defer { server.stop() }
    let http = HTTPClient()
    let task = Task { await Self.failure(of: HTTPRequest(url: server.url), http) }
    while server.requests.isEmpty { await Task.yield() }
    http.shutdown()
    #expect(await task.value == .closed)
    #expect(await Self.failure(of: HTTPRequest(url: server.url), http) == .closed)
  }

  @Test(arguments: [
    ("http://127.0.0.1:80/x", true), ("http://localhost/", true), ("https://[::1]:8/", true),
    ("http://127.9.9.9", true),
    ("http://127.0.0.1.example.com/", false), ("http://example.com/127.0.0.1", false),
    ("http://user@localhost:1/", true),
  ])
  func knowsLoopback(_ url: String, _ isLoopback: Bool) {
    #expect(HTTPRequest(url: url).isLoopback == isLoopback)
  }
}
