import Foundation
import HTTPClient
import JSON
import Reconciler
import ScriptedServer
import Testing

@Suite(.timeLimit(.minutes(1))) struct CommitStatusTests {
  private static let commit = String(repeating: "ab", count: 20)
  private let client = HTTPClient()

  private func hook(_ target: CommitStatusHook.Target) -> CommitStatusHook {
    var hook = CommitStatusHook(target: target, client: client)
    hook.pause = .milliseconds(1)
    return hook
  }

  private func status(_ state: CommitStatus.State = .success) -> CommitStatus {
    CommitStatus(commit: Self.commit, state: state, description: "live \"now\"\nand here")
  }

  private func failure(_ hook: CommitStatusHook, _ status: CommitStatus) async -> CommitStatusError? {
    do throws(CommitStatusError) {
      try await hook.write(status)
      return nil
    } catch {
      return error
    }
  }

  @Test func aFileGetsOneLineForEach() async throws {
    let path = NSTemporaryDirectory() + "status-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    for state in [CommitStatus.State.pending, .failure] {
      #expect(await failure(hook(.file(path)), status(state)) == nil)
    }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    let last = try JSONParser.parse(String(lines[1]))
    #expect(last["commit"]?.stringValue == Self.commit)
    #expect(last["state"]?.stringValue == "failure")
    #expect(last["description"]?.stringValue == "live \"now\"\nand here")
    #expect(await failure(hook(.file("/nonexistent/x")), status()) != nil)
  }

  @Test func eachFormIsWhatItsReceiverWants() async throws {
    let server = ScriptedServer { _ in .json("{}", status: 201) }
    let url = server.url + "/statuses/{commit}"
    for form in [CommitStatusHook.Form.plain, .gitHub, .gitLab] {
      #expect(await failure(hook(.http(url: url, form: form, token: "secret")), status(.failure)) == nil)
    }
    let requests = server.requests
    #expect(requests.map(\.path) == Array(repeating: "/statuses/" + Self.commit, count: 3))
    let bodies = try requests.map { try JSONParser.parse($0.body) }
    #expect(bodies[0]["commit"]?.stringValue == Self.commit)
    #expect(bodies.map { $0["state"]?.stringValue } == ["failure", "failure", "failed"])
    #expect(bodies[1]["context"]?.stringValue == "voicebot")
    #expect(bodies[2]["name"]?.stringValue == "voicebot")
    #expect(requests[1].headers["authorization"] == "Bearer secret")
    #expect(requests[2].headers["private-token"] == "secret")
  }

  @Test func whatMayPassIsTriedAgainAndNothingElse() async {
    let later = ScriptedServer { .text("", status: $0.number < 3 ? 503 : 200) }
    #expect(await failure(hook(.http(url: later.url, form: .plain, token: nil)), status()) == nil)
    let never = ScriptedServer { _ in .text("", status: 500) }
    #expect(await failure(hook(.http(url: never.url, form: .plain, token: nil)), status()) != nil)
    #expect(never.requests.count == 4)
    let refusing = ScriptedServer { _ in .text("", status: 401) }
    let error = await failure(hook(.http(url: refusing.url, form: .plain, token: "canary")), status())
    #expect(error?.description.contains("401") == true)
    #expect(error?.description.contains("canary") == false)
    #expect(refusing.requests.count == 1)
    let odd = CommitStatus(commit: "../x", state: .success, description: "")
    #expect(await failure(hook(.http(url: refusing.url + "/{commit}", form: .plain, token: nil)), odd) != nil)
    #expect(refusing.requests.count == 1)
  }
}
