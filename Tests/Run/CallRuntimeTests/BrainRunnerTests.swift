import CallRuntime
import JSON
import Providers
import Synchronization
import Testing

@Suite struct BrainRunnerTests {
  private final class Log: Sendable {
    private let storage = Mutex<[BrainRunner.Output]>([])
    func note(_ output: BrainRunner.Output) { storage.withLock { $0.append(output) } }
    var text: String {
      storage.withLock { all in
        all.reduce("") { if case .brain(.text(let piece)) = $1 { $0 + piece } else { $0 } }
      }
    }
    var started: [String] {
      storage.withLock { $0.compactMap { if case .toolStarted(let call) = $0 { call.id } else { nil } } }
    }
    var finished: [String] {
      storage.withLock { $0.compactMap { if case .toolFinished(let result, _) = $0 { result.call.id } else { nil } } }
    }
  }

  @Test func toolsRunInOrderAndTheBrainSeesEachResultOnce() async throws {
    let brain = ScriptedBrain { input, _ in
      if case .said = input {
        return [
          .give(.text("Let me see. ")), .give(.call(call("look", id: "1"))), .give(.call(call("order", id: "2"))),
        ]
      }
      return [.give(.text("Done."))]
    }
    let tools = ScriptedTools { $0.name == "look" ? .value(7) : .failed("no stock") }
    let log = Log()
    try await BrainRunner(session: brain, tools: tools).respond(to: .said("hi"), turn: 3, emit: log.note)
    #expect(log.text == "Let me see. Done.")
    #expect(log.started == ["1", "2"] && log.finished == ["1", "2"])
    #expect(tools.turns == [3, 3])
    #expect(
      brain.inputs == [
        .said("hi"),
        .toolResults([
          ToolResult(call: call("look", id: "1"), outcome: .value(7)),
          ToolResult(call: call("order", id: "2"), outcome: .failed("no stock")),
        ]),
      ])
  }

  @Test func aBrainThatCirclesIsGivenUp() async {
    let brain = ScriptedBrain { _, number in [.give(.call(call("again", id: "\(number)")))] }
    let tools = ScriptedTools()
    let error = await #expect(throws: ProviderError.self) {
      try await BrainRunner(session: brain, tools: tools).respond(to: .said("hi"), turn: 1) { _ in }
    }
    #expect(error?.code == .malformed)
    #expect(tools.calls.count == BrainRunner.maximumRounds && brain.inputs.count == BrainRunner.maximumRounds)
  }

  @Test func aFailureOfTheBrainComesThrough() async {
    let brain = ScriptedBrain { _, _ in [.give(.text("I ")), .fail(ProviderError(.timeout, "late"))] }
    let log = Log()
    await #expect(throws: ProviderError(.timeout, "late")) {
      try await BrainRunner(session: brain, tools: ScriptedTools()).respond(to: .said("hi"), turn: 1, emit: log.note)
    }
    #expect(log.text == "I ")
  }

  @Test func aToolThatHasBegunIsSettledThoughTheResponseIsCancelled() async {
    let begun = Gate()
    let released = Gate()
    let brain = ScriptedBrain { input, _ in
      if case .said = input { return [.give(.call(call("write")))] }
      return [.give(.text("It is in."))]
    }
    let tools = ScriptedTools { _ in
      begun.open()
      await released.wait()
      return .value("written")
    }
    let log = Log()
    let response = Task {
      try await BrainRunner(session: brain, tools: tools).respond(to: .said("hi"), turn: 1, emit: log.note)
    }
    await begun.wait()
    response.cancel()
    released.open()
    await #expect(throws: CancellationError.self) { try await response.value }
    #expect(log.started == ["1"] && log.finished == ["1"] && log.text == "")
    #expect(
      brain.inputs == [.said("hi"), .toolResults([ToolResult(call: call("write"), outcome: .value("written"))])])
  }

  @Test func noToolBeginsAfterACancellation() async {
    let asked = Gate()
    let released = Gate()
    let brain = ScriptedBrain { input, _ in
      guard case .said = input else { return [.give(.text("Alright."))] }
      return [.give(.call(call("write"))), .give(.text("marks that the call is out")), .wait(released)]
    }
    let tools = ScriptedTools()
    let response = Task {
      try await BrainRunner(session: brain, tools: tools).respond(to: .said("hi"), turn: 1) { output in
        if case .brain(.text) = output { asked.open() }
      }
    }
    await asked.wait()
    response.cancel()
    released.open()
    await #expect(throws: CancellationError.self) { try await response.value }
    #expect(tools.calls.isEmpty)
    guard case .toolResults(let results)? = brain.inputs.last, results.count == 1, case .failed = results[0].outcome
    else {
      Issue.record("the brain was told \(brain.inputs)")
      return
    }
  }
}
