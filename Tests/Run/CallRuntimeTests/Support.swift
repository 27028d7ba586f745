import CallRuntime
import Events
import JSON
import Providers
import Synchronization

/// Keeps the events of one call.
final class EventCollector: Sendable {
  private let storage = Mutex<[Event]>([])

  var all: [Event] { storage.withLock { $0 } }
  var bodies: [EventBody] { all.map(\.body) }
  var turns: [Turn] { bodies.compactMap { if case .turn(let turn) = $0 { turn } else { nil } } }
  var said: [String] { bodies.compactMap { if case .botSaid(let text) = $0 { text } else { nil } } }

  func count(_ type: EventType) -> Int { bodies.count { $0.type == type } }

  func makeEvents() -> CallEvents {
    CallEvents(
      call: "c", tenant: "t", bot: "b", now: { 17 }, sink: { event in self.storage.withLock { $0.append(event) } })
  }
}

/// Opens once; whoever waits goes on.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }
  private let state = Mutex(State())

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }
}

/// A brain that answers by a script and notes what it was told.
final class ScriptedBrain: BrainSession {
  enum Move: Sendable {
    case give(BrainOutput)
    case wait(Gate)
    case fail(ProviderError)
  }

  private struct State {
    var inputs: [BrainInput] = []
    var heard: [String] = []
    var cancellations = 0
  }

  private let state = Mutex(State())
  private let greetingText: String
  private let script: @Sendable (BrainInput, Int) -> [Move]

  /// `script` is asked once for each input; the second argument counts them from 0.
  init(greeting: String = "", _ script: @escaping @Sendable (BrainInput, Int) -> [Move]) {
    greetingText = greeting
    self.script = script
  }

  var inputs: [BrainInput] { state.withLock { $0.inputs } }
  var heard: [String] { state.withLock { $0.heard } }
  var cancellations: Int { state.withLock { $0.cancellations } }

  func greeting() async -> String { greetingText }

  func respond(to input: BrainInput) -> AsyncThrowingStream<BrainOutput, any Error> {
    let number = state.withLock { state in
      state.inputs.append(input)
      return state.inputs.count - 1
    }
    let moves = script(input, number)
    return AsyncThrowingStream { continuation in
      let task = Task {
        for move in moves {
          switch move {
          case .give(let output): continuation.yield(output)
          case .wait(let gate): await gate.wait()
          case .fail(let error): return continuation.finish(throwing: error)
          }
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  func heard(_ text: String) async { state.withLock { $0.heard.append(text) } }
  func cancelTurn() async { state.withLock { $0.cancellations += 1 } }
  var expectation: Expectation { .open }
}

/// Runs every tool with one closure and notes what was asked for.
final class ScriptedTools: ToolExecutor {
  private let asked = Mutex<[(call: ToolCall, turn: Int)]>([])
  private let answer: @Sendable (ToolCall) async -> ToolResult.Outcome

  init(_ answer: @escaping @Sendable (ToolCall) async -> ToolResult.Outcome = { _ in .value("done") }) {
    self.answer = answer
  }

  var calls: [ToolCall] { asked.withLock { $0.map(\.call) } }
  var turns: [Int] { asked.withLock { $0.map(\.turn) } }

  func run(_ call: ToolCall, turn: Int) async -> ToolResult {
    asked.withLock { $0.append((call, turn)) }
    return ToolResult(call: call, outcome: await answer(call))
  }
}

func call(_ name: String, id: String = "1") -> ToolCall { ToolCall(id: id, name: name, arguments: JSONObject()) }

/// Asks every 5 ms until the condition holds or the deadline passes; gives what it was last.
func eventually(within limit: Duration = .seconds(15), _ condition: () async -> Bool) async -> Bool {
  let deadline = ContinuousClock.now + limit
  while ContinuousClock.now < deadline {
    if await condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return await condition()
}
