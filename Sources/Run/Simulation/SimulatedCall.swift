import CallRuntime
import Flow
import JSON
import Providers
import Resources
import Synchronization

/// One call of a test: the bot's brain and tools, and what came of them.
struct SimulatedCall {
  let bot: Bot
  let scenario: Scenario
  let runner: BrainRunner
  let tools: ScriptedTools
  let clock: VirtualClock
  /// Nil for a language model.
  let flow: FlowSession?
  let limits: SimulationLimits
  var record = TurnRecord()
  var transcript: [TranscriptLine] = []
  var reached: [ScenarioPoint: Int] = [:]
  /// What went wrong that no expectation is about.
  var problems: [String] = []
  private var turn = 0

  init(
    bot: Bot, scenario: Scenario, session: any BrainSession, tools: ScriptedTools, clock: VirtualClock,
    limits: SimulationLimits
  ) {
    self.bot = bot
    self.scenario = scenario
    runner = BrainRunner(session: session, tools: tools)
    self.tools = tools
    self.clock = clock
    self.limits = limits
    flow = session as? FlowSession
  }

  mutating func open() async {
    let greeting = await runner.session.greeting()
    if !greeting.isEmpty { say(greeting) }
    if flow != nil, let first = scenario.steps.first {
      record.step = first.name
      reach(.step(first.name))
    }
  }

  mutating func perform(_ action: TestCase.Action) async {
    record.beginTurn()
    if let ended = record.ended {
      problems.append("the call is over: \(ended)")
      return
    }
    switch action {
    case .says(let words), .interrupts(after: _, says: let words):
      note(.caller, words)
      await exchange(.said(words))
    case .presses(let keys):
      note(.keys, keys)
      await exchange(.digits(keys))
    case .silence(let duration): keepSilent(duration)
    }
    if record.ended == nil, clock.now > bot.limits.callDuration {
      end("the call reached its longest duration")
    }
  }

  mutating func note(_ speaker: TranscriptLine.Speaker, _ text: String) {
    transcript.append(TranscriptLine(at: clock.now, speaker: speaker, text: text))
  }

  // MARK: Silence

  /// What the bot's `turns.silence` has it do in that time. An exchange begins the count anew, as on a call.
  private mutating func keepSilent(_ duration: Duration) {
    note(.silence, "silent for \(Milliseconds.text(duration))")
    let began = clock.now
    for rung in bot.turns.silence.sorted(by: { $0.after < $1.after }) where rung.after <= duration {
      pass(rung.after - (clock.now - began))
      switch rung.action {
      case .say(let text): say(text)
      case .hangup:
        record.hungUp = true
        return end("the bot hung up")
      }
    }
    pass(duration - (clock.now - began))
  }

  private func pass(_ duration: Duration) {
    clock.beginTurn(limit: max(.zero, duration))
    clock.advance(by: duration)
  }

  // MARK: Exchanges

  private mutating func exchange(_ input: BrainInput) async {
    turn += 1
    clock.beginTurn(limit: limits.turn)
    let outputs = Mutex<[BrainRunner.Output]>([])
    var failure = await respond(to: input) { output in outputs.withLock { $0.append(output) } }
    if clock.ranOut { failure = "no answer within \(Milliseconds.text(limits.turn)) of the call's time" }
    var said = ""
    for output in outputs.withLock({ $0 }) { take(output, &said) }
    await runner.session.heard(said)
    if !said.isEmpty { say(said) }
    countBranches()
    problems += tools.takeProblems()
    if let failure { problems.append(failure) }
    if let target = record.transfer, record.ended == nil { end("transferred to \(target)") }
    if record.hungUp, record.ended == nil { end("the bot hung up") }
  }

  /// What stopped the brain, in words; nil where it came to its end. The wall clock is the last resort against one
  /// that waits for nothing.
  private func respond(
    to input: BrainInput, emit: @escaping @Sendable (BrainRunner.Output) -> Void
  ) async -> String? {
    let runner = runner
    let turn = turn
    let wall = limits.wall
    return await withTaskGroup(of: String?.self) { group in
      group.addTask {
        do {
          try await runner.respond(to: input, turn: turn, emit: emit)
          return nil
        } catch let error as ProviderError {
          return "the brain failed: \(error)"
        } catch {
          return Task.isCancelled ? "no answer within \(Milliseconds.text(wall))" : "the brain failed: \(error)"
        }
      }
      group.addTask {
        try? await Task.sleep(for: wall)
        return "no answer within \(Milliseconds.text(wall))"
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  private mutating func take(_ output: BrainRunner.Output, _ said: inout String) {
    switch output {
    case .brain(.text(let piece)): said += piece
    case .brain(.intent(let name, _)):
      record.intents.append(name)
      if flow != nil { reach(.intent(name)) }
      note(.note, "intent \(name)")
    case .brain(.slot(let name, let value)):
      record.slots[name] = value
      note(.note, "\(name) = \(value.text)")
    case .brain(.step(let name)):
      record.steps.append(name)
      record.step = name
      reach(.step(name))
      note(.note, "step \(name)")
    case .brain(.outcome(let name, let value)):
      record.outcome[name] = value
      note(.note, "outcome \(name) = \(value.text)")
    case .brain(.transfer(let target)):
      record.transfer = target
      note(.note, "transfer to \(target)")
    case .brain(.hangup): record.hungUp = true
    case .brain(.call): break
    case .toolStarted(let call): record.calls.append(TurnRecord.Call(call: call))
    case .toolFinished(let result, took: _):
      if let index = record.calls.lastIndex(where: { $0.call.id == result.call.id }) {
        record.calls[index].outcome = result.outcome
        note(.note, "tool \(TurnRecord.text(record.calls[index])) → \(Self.text(result.outcome))")
      }
    }
  }

  private static func text(_ outcome: ToolResult.Outcome) -> String {
    switch outcome {
    case .value(let value): JSONWriter.string(value)
    case .failed(let words): "failed: \(words)"
    }
  }

  private mutating func say(_ text: String) {
    record.said.append(text)
    note(.bot, text)
  }

  private mutating func end(_ reason: String) {
    record.ended = reason
    note(.note, "over: \(reason)")
  }

  // MARK: Coverage

  private mutating func reach(_ point: ScenarioPoint) { reached[point, default: 0] += 1 }

  private mutating func countBranches() {
    for branch in flow?.branches ?? [] {
      switch branch {
      case .on(let step, let intent): reach(.on(step: step, intent: intent))
      case .otherwise(let step): reach(.otherwise(step: step))
      case .then(let step): reach(.then(step: step))
      case .next(let step): reach(.next(step: step))
      case .onError(let step): reach(.onError(step: step))
      case .inPassing(let step): reach(.step(step))
      }
    }
  }
}

/// How long a turn may take.
package struct SimulationLimits: Sendable, Hashable {
  /// Of the call's virtual time.
  package var turn = Duration.seconds(120)
  /// Of the machine's own time.
  package var wall = Duration.seconds(30)
  package init() {}
}

/// Durations in words.
enum Milliseconds {
  static func of(_ duration: Duration) -> Int64 { duration.microseconds / 1000 }

  static func text(_ duration: Duration) -> String {
    let count = of(duration)
    return count % 1000 == 0 ? "\(count / 1000) s" : "\(count) ms"
  }
}
