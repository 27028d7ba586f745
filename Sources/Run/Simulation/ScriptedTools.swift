import CallRuntime
import JSON
import Providers
import Resources
import Synchronization
import ToolRunners

/// The tools of one simulated call: those the test scripts answer what it says; SQL runs on a database of the test's
/// own; anything else would reach outside and fails, with a note for the test's report.
final class ScriptedTools: ToolExecutor {
  private let scripted: ToolBox
  private let real: ToolBox
  private let names: Set<String>
  private let kinds: [String: String]
  private let runner: ScriptedRunner
  private let problems = Mutex<[String]>([])

  init(scenario: Scenario, given: [String: [TestCase.ToolReply]], real: ToolBox, clock: VirtualClock) {
    runner = ScriptedRunner(replies: given, clock: clock)
    scripted = ToolBox(callID: "test", scenario: scenario, sql: runner, http: runner)
    self.real = real
    names = Set(given.keys)
    var kinds: [String: String] = [:]
    for tool in scenario.tools {
      if case .sql = tool.run { continue }
      kinds[tool.name] = "http"
    }
    self.kinds = kinds
  }

  /// What a test must be told of: a tool without a script, or one called more often than scripted.
  func takeProblems() -> [String] {
    problems.withLock { problems in
      defer { problems = [] }
      return problems
    } + runner.takeProblems()
  }

  func run(_ call: ToolCall, turn: Int) async -> ToolResult {
    if names.contains(call.name) { return await scripted.run(call, turn: turn) }
    guard let kind = kinds[call.name] else { return await real.run(call, turn: turn) }
    problems.withLock {
      $0.append(
        "tool `\(call.name)` is an \(kind) tool, which no test runs: say under `given.tools.\(call.name)` what it gives"
      )
    }
    return ToolResult(call: call, outcome: .failed("not run in a test"))
  }
}

/// Answers a tool's calls with its replies in their order.
private final class ScriptedRunner: ToolRunner {
  private struct State {
    var used: [String: Int] = [:]
    var problems: [String] = []
  }

  private let replies: [String: [TestCase.ToolReply]]
  private let clock: VirtualClock
  private let state = Mutex(State())

  init(replies: [String: [TestCase.ToolReply]], clock: VirtualClock) {
    self.replies = replies
    self.clock = clock
  }

  func takeProblems() -> [String] {
    state.withLock { state in
      defer { state.problems = [] }
      return state.problems
    }
  }

  func run(_ tool: Scenario.Tool, arguments: JSONObject, idempotencyKey: String) async -> ToolResult.Outcome {
    let list = replies[tool.name] ?? []
    let index = state.withLock { state in
      let index = state.used[tool.name, default: 0]
      state.used[tool.name] = index + 1
      if index >= list.count {
        state.problems.append(
          "tool `\(tool.name)` was called \(index + 1) times, and `given.tools.\(tool.name)` has \(list.count)"
            + (list.count == 1 ? " answer" : " answers"))
      }
      return index
    }
    guard list.indices.contains(index) else { return .failed("the test scripts no further answer") }
    let reply = list[index]
    guard reply.after <= tool.timeout else {
      clock.advance(by: tool.timeout)
      return .failed("\(tool.name) did not answer within \(tool.timeout)")
    }
    clock.advance(by: reply.after)
    switch reply.outcome {
    case .returns(let value): return .value(value)
    case .fails(let words): return .failed(words)
    }
  }
}
