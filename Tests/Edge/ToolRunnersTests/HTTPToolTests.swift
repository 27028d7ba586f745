import HTTPClient
import JSON
import Providers
import Resources
import ScriptedServer
import Testing

@testable import ToolRunners

@Suite(.timeLimit(.minutes(1))) struct HTTPToolTests {
  static let http = HTTPClient()

  static func outcome(
    _ run: Scenario.Runner, _ arguments: JSONValue = [:], effect: Scenario.Effect = .read,
    timeout: Duration = .seconds(20)
  ) async -> ToolResult.Outcome {
    var tool = Scenario.Tool(name: "t", description: "", effect: effect, parameters: ["type": "object"], run: run)
    tool.timeout = timeout
    var scenario = Scenario(metadata: Metadata(name: "s"))
    scenario.tools = [tool]
    let box = ToolRunners(dataDirectory: "/nonexistent", http: http).box(callID: "c", tenant: "a", scenario: scenario)
    return await box.run(ToolCall(id: "1", name: "t", arguments: arguments.objectValue ?? JSONObject()), turn: 1)
      .outcome
  }

  @Test func fillsUrlHeadersAndBody() async throws {
    let server = ScriptedServer { _ in .json(#"{"ok":true}"#) }
    defer { server.stop() }
    let run = Scenario.Runner.http(
      method: "post", url: "\(server.url)/o/{{item}}?q={{ item }}&n={{missing}}", headers: ["X-Item": "{{item}}"],
      body: ["item": "{{item}}", "text": "a {{item}}", "count": "{{n}}", "none": "{{missing}}", "list": ["{{n}}"]])
    #expect(await Self.outcome(run, ["item": "a/b?c&d\r\nX: é\"", "n": 2], effect: .write) == .value(["ok": true]))
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.path == "/o/a%2Fb%3Fc%26d%0D%0AX%3A%20%C3%A9%22?q=a%2Fb%3Fc%26d%0D%0AX%3A%20%C3%A9%22&n=")
    #expect(request.headers["x-item"] == "a/b?c&dX: é\"")
    #expect(request.headers["x"] == nil)
    #expect(request.headers["content-type"] == "application/json")
    #expect(request.headers["idempotency-key"]?.contains("\"t\"") == true)
    let body = try JSONParser.parse(request.body)
    let item: JSONValue = "a/b?c&d\r\nX: é\""
    #expect(body == ["item": item, "text": "a a/b?c&d\r\nX: é\"", "count": 2, "none": .null, "list": [2]])
  }

  @Test func dotsDoNotClimb() {
    let template = HTTPTemplate(arguments: JSONObject(distinct: [("a", ".."), ("b", "1.5")]))
    #expect(template.url("http://h/x/{{a}}/{{b}}") == "http://h/x/%2E%2E/1.5")
    // A value is not filled in again.
    #expect(HTTPTemplate(arguments: JSONObject(distinct: [("a", "{{b}}"), ("b", "x")])).header("{{a}}") == "{{b}}")
  }

  @Test func answersThatAreNoJSONAndFailures() async {
    let server = ScriptedServer { request in
      switch request.path {
      case "/text": .text("plain")
      case "/bad": .json(#"{"reason":"sold out"}"#, status: 409)
      case "/slow": ScriptedReply(before: [.stall])
      default: ScriptedReply(framing: .length, body: [.send([UInt8](repeating: 65, count: 300 << 10))])
      }
    }
    defer { server.stop() }
    func run(_ path: String, effect: Scenario.Effect = .read, timeout: Duration = .seconds(20)) async
      -> ToolResult.Outcome
    {
      await Self.outcome(
        .http(method: "GET", url: server.url + path, headers: [:], body: nil), effect: effect, timeout: timeout)
    }
    #expect(await run("/text") == .value("plain"))
    #expect(await run("/bad").reason?.contains("409: {\"reason\":\"sold out\"}") == true)
    #expect(await run("/large").reason?.contains("tooLarge") == true)
    let late = await run("/slow", effect: .write, timeout: .milliseconds(200)).reason
    #expect(late?.contains("not known") == true, "\(late ?? "")")
    #expect(server.requests.count == 4)
  }
}
