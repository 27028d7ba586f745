import JSON
package import Providers
package import Resources

/// The deterministic brain: walks a scenario's steps by what the caller is understood to say.
///
///     phase         input                                   goes to
///     ────────────  ──────────────────────────────────────  ─────────────────────────────────────────────
///     listening     an intent of the step, else of the       that step
///                   first step
///     collecting    values of the step's slots               collecting the next one · confirming · on
///                   an intent that only tells something      the same question, after the answer
///                   another intent, no value                 that step
///     confirming    yes                                      `then`
///                   changed values                           confirming
///                   no                                       correcting
///     correcting    values                                   confirming
///     calling       toolResults                              `next` or `onError`
///     ended         anything                                 ended
///
/// Invariants:
/// - Total: every input gets an answer that says something, calls, transfers or hangs up.
/// - Deterministic: equal machines give equal answers to equal inputs. Time is bounded by the limits of `Tokenizer`.
/// - One confirmation makes one call: a call is made only on entering its step, and nothing is entered while one is
///   under way.
package struct FlowMachine: Sendable {
  enum Phase: Sendable, Hashable {
    case listening
    case collecting(String)
    case confirming
    case correcting
    case calling(ToolCall)
    case ended
  }

  struct State: Sendable, Hashable {
    /// Index of the step the conversation is in.
    var step = 0
    var phase = Phase.listening
    var values: [String: JSONValue] = [:]
    var result: JSONValue = .null
    /// Times in a row that nothing was understood.
    var misses = 0
    /// Whether the caller was just asked if a human should take over.
    var offersHuman = false
    var turns = 0
    var calls = 0
    var lastSaid = ""
    /// Digits of an incomplete number.
    var digits = ""
  }

  /// Score below which an intent of the step is not taken.
  static let threshold = 0.56
  /// Score an intent needs to lead away from a question.
  static let digression = 0.68

  let scenario: Scenario
  let variables: [String: String]
  let greetingTemplate: String?
  let intents: IntentIndex
  let reader: SlotReader
  let stepIndex: [String: Int]
  let slotIndex: [String: Scenario.Slot]
  var state = State()
  var outputs: [BrainOutput] = []
  /// What was said in the response in progress.
  var said = ""
  /// The ways taken since the caller's last input, in order.
  package internal(set) var branches: [FlowBranch] = []
  private var checkpoint: State?
  private var checkpointText: String?
  private var unheard = false

  package init(
    scenario: Scenario, variables: [String: String] = [:], greeting: String? = nil, today: CalendarDay
  ) {
    self.scenario = scenario
    self.variables = variables
    greetingTemplate = greeting
    intents = IntentIndex(scenario)
    reader = SlotReader(scenario, vocabulary: intents.vocabulary, today: today)
    stepIndex = Dictionary(
      scenario.steps.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    slotIndex = Dictionary(scenario.slots.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What to say when the call is answered.
  package mutating func greeting() -> String {
    let root = scenario.steps.first
    var text = greetingTemplate.map { render($0) } ?? ""
    if text.isEmpty { text = (root?.say ?? root?.otherwise).map { render($0) } ?? "Hello. How can I help?" }
    state.lastSaid = text
    if let root, root.on.isEmpty, let slot = nextMissing(root) {
      state.phase = .collecting(slot.name)
      if let ask = slot.ask { text += " " + render(ask) }
    }
    return text
  }

  package mutating func respond(to input: BrainInput) -> [BrainOutput] {
    outputs = []
    said = ""
    switch input {
    case .said(let text):
      branches = []
      rollBackUnheard(text)
      checkpoint = state
      checkpointText = text
      heardText(text)
    case .digits(let digits):
      branches = []
      checkpoint = state
      checkpointText = nil
      pressed(digits)
    case .toolResults(let results):
      checkpoint = nil
      finished(results)
    }
    unheard = false
    if outputs.isEmpty { say("Sorry, could you say that again?") }
    if !said.isEmpty { state.lastSaid = said }
    return outputs
  }

  /// Replaces the bot's last utterance by what the caller heard of it.
  package mutating func heard(_ text: String) { unheard = text.allSatisfy(\.isWhitespace) }

  /// Takes back the last turn, as if its text had not been said; nothing where it called a tool.
  package mutating func cancelTurn() {
    guard let saved = checkpoint else { return }
    if case .calling = state.phase { return }
    state = saved
    checkpoint = nil
  }

  /// Of an answer nobody heard, the same text with more behind it is the same turn.
  private mutating func rollBackUnheard(_ text: String) {
    if unheard, let old = checkpointText, !old.isEmpty, text.utf8.count > old.utf8.count, text.hasPrefix(old) {
      cancelTurn()
    }
  }

  package var expectation: Expectation {
    if state.offersHuman { return .yesOrNo }
    switch state.phase {
    case .confirming: return .yesOrNo
    case .collecting(let name):
      switch slotIndex[name]?.type {
      case .phone: return .digits(0)
      case .digits(let count): return .digits(count.map { max(0, $0 - state.digits.utf8.count) } ?? 0)
      case .boolean: return .yesOrNo
      case .enumeration: return .choice
      default: return .open
      }
    case .listening:
      return state.step != 0 && asksYesOrNo(step) ? .yesOrNo : .open
    case .correcting, .calling, .ended: return .open
    }
  }

  var step: Scenario.Step {
    scenario.steps.indices.contains(state.step) ? scenario.steps[state.step] : Scenario.Step(name: "start")
  }
  var root: Scenario.Step { scenario.steps.first ?? Scenario.Step(name: "start") }

  /// Whether the step listens for a plain yes or no.
  func asksYesOrNo(_ step: Scenario.Step) -> Bool {
    scenario.intents.contains { intent in
      step.on[intent.name] != nil && intent.examples.contains { ["yes", "no"].contains($0.lowercased()) }
    }
  }

  func wanted(_ step: Scenario.Step) -> [Scenario.Slot] { step.collect.compactMap { slotIndex[$0] } }

  func nextMissing(_ step: Scenario.Step) -> Scenario.Slot? {
    wanted(step).first { $0.ask != nil && $0.defaultValue == nil && state.values[$0.name] == nil }
  }

  mutating func say(_ text: String) {
    guard !text.isEmpty else { return }
    let piece = said.isEmpty ? text : " " + text
    said += piece
    outputs.append(.text(piece))
  }
}

extension FlowMachine {
  /// The step an intent leads to from the first step.
  package func target(of intent: String) -> String? { root.on[intent] }
}
