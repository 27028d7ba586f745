import JSON
package import Providers
package import Resources

/// One call's conversation as a language model is shown it.
///
/// Invariants:
/// 1. History holds what the caller said and what the caller heard: `heard` replaces the bot's last utterance, and an
///    utterance nobody heard leaves no trace.
/// 2. In every request each tool call has exactly one result, directly after the message that called; a call whose
///    result never came has one that says so.
/// 3. A request never exceeds the history budget unless its last turn alone does.
package struct Dialog: Sendable {
  package let scenario: Scenario
  package let settings: DialogSettings
  /// The tools a request offers: the scenario's and the built-in ones.
  package let tools: [ChatTool]
  package private(set) var turns: [Turn] = []
  private let instructions: String

  /// What one side's words led to: the caller's words, then everything up to the caller's next.
  package struct Turn: Sendable, Hashable {
    /// Nil for the greeting, which answers nobody.
    package var user: String?
    package var replies: [Reply] = []
  }

  /// One answer of the model, and what its calls gave.
  package struct Reply: Sendable, Hashable {
    package var text: String
    package var calls: [ToolCall] = []
    package var results: [String: ToolResult.Outcome] = [:]
  }

  package init(scenario: Scenario, settings: DialogSettings = DialogSettings()) {
    self.scenario = scenario
    self.settings = settings
    tools = ToolSchemas.tools(of: scenario, transferTargets: settings.transferTargets)
    instructions = Prompt.instructions(scenario: scenario, settings: settings)
  }

  /// What is said before the caller speaks; empty where the scenario gives nothing to say.
  package var greeting: String {
    PromptTemplate.fill(settings.greeting ?? "Hello, how can I help you?", with: settings.variables)
  }

  /// Whether the conversation has used up the turns its scenario allows.
  package var isOverlong: Bool { callerTurns > scenario.guardrails.maxTurns }

  private var callerTurns: Int { turns.count { $0.user != nil } }

  /// The bot has said its greeting.
  package mutating func greeted(_ text: String) {
    guard !text.isEmpty else { return }
    turns.append(Turn(user: nil, replies: [Reply(text: text)]))
  }

  /// The caller has spoken. Words that follow words nobody answered continue them, or replace them where they are the
  /// same and more: an utterance the recogniser has thought over.
  package mutating func said(_ text: String) {
    if let last = turns.last, let earlier = last.user, last.replies.isEmpty {
      turns[turns.count - 1].user = Self.continuation(of: earlier, by: text)
    } else {
      turns.append(Turn(user: text))
    }
  }

  /// The caller has pressed keys.
  package mutating func pressed(_ digits: String) {
    let spaced = digits.map { String($0) }.joined(separator: " ")
    turns.append(Turn(user: "[the caller pressed \(spaced) on the phone's keys]"))
  }

  /// A new answer of the model begins.
  package mutating func beginReply() {
    if turns.isEmpty { turns.append(Turn(user: nil)) }
    turns[turns.count - 1].replies.append(Reply(text: ""))
  }

  /// The answer in progress goes on.
  package mutating func replied(text: String) { withLastReply { $0.text += text } }

  package mutating func replied(call: ToolCall) { withLastReply { $0.calls.append(call) } }

  /// What a call of the latest answers gave. A second result of the same call is ignored.
  package mutating func result(_ outcome: ToolResult.Outcome, of callID: String) {
    guard let turn = turns.indices.last else { return }
    for index in turns[turn].replies.indices.reversed() {
      let reply = turns[turn].replies[index]
      guard reply.calls.contains(where: { $0.id == callID }) else { continue }
      if reply.results[callID] == nil { turns[turn].replies[index].results[callID] = outcome }
      return
    }
  }

  /// The answer in progress is over: one without words and calls leaves no trace.
  package mutating func endReply() {
    guard let turn = turns.indices.last, let reply = turns[turn].replies.last else { return }
    if reply.text.isEmpty, reply.calls.isEmpty { turns[turn].replies.removeLast() }
  }

  /// Replaces the bot's last utterance, which may span several answers of one turn, by what was heard of it.
  package mutating func heard(_ text: String) {
    guard let turn = turns.indices.last else { return }
    if turns[turn].replies.isEmpty {
      // Nothing of the model's was said in this turn: words of the runtime's own, such as a filler.
      if !text.isEmpty { turns[turn].replies.append(Reply(text: text)) }
      return
    }
    var words = text.split(whereSeparator: \.isWhitespace)[...]
    let lastWithText = turns[turn].replies.lastIndex { !$0.text.isEmpty }
    for index in turns[turn].replies.indices where !turns[turn].replies[index].text.isEmpty {
      let count = turns[turn].replies[index].text.split(whereSeparator: \.isWhitespace).count
      let share = index == lastWithText ? words : words.prefix(count)
      words = words.dropFirst(share.count)
      turns[turn].replies[index].text = share.joined(separator: " ")
    }
    turns[turn].replies.removeAll { $0.text.isEmpty && $0.calls.isEmpty }
    if turns[turn].user == nil, turns[turn].replies.isEmpty { turns.remove(at: turn) }
  }

  /// Takes back what came of the caller's last words, which are said again with what follows them. Does nothing where
  /// a tool was called.
  package mutating func cancelTurn() {
    guard let turn = turns.indices.last, turns[turn].user != nil,
      turns[turn].replies.allSatisfy(\.calls.isEmpty)
    else { return }
    turns[turn].replies = []
  }

  private mutating func withLastReply(_ body: (inout Reply) -> Void) {
    if turns.last?.replies.isEmpty ?? true { beginReply() }
    let turn = turns.count - 1
    body(&turns[turn].replies[turns[turn].replies.count - 1])
  }

  private static func continuation(of earlier: String, by text: String) -> String {
    func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
    return letters(text).hasPrefix(letters(earlier)) ? text : "\(earlier) \(text)"
  }

  // MARK: - The request

  /// The conversation as the model is asked to go on with it.
  package var request: ChatRequest {
    var system = instructions
    if isOverlong {
      system += "\n\nThis call has gone on too long. Say a short goodbye and call \(ToolSchemas.endCall)."
    }
    var kept: [[ChatMessage]] = []
    var size = 0
    for turn in turns.reversed() {
      let messages = self.messages(of: turn)
      size += messages.reduce(0) { $0 + $1.size }
      if size > settings.historyBudget, !kept.isEmpty { break }
      kept.append(messages)
    }
    return ChatRequest(messages: [.system(system)] + kept.reversed().flatMap { $0 }, tools: tools)
  }

  private func messages(of turn: Turn) -> [ChatMessage] {
    var messages = turn.user.map { [ChatMessage.user($0)] } ?? []
    for reply in turn.replies where !(reply.text.isEmpty && reply.calls.isEmpty) {
      messages.append(.assistant(reply.text, calls: reply.calls))
      for call in reply.calls {
        let outcome = reply.results[call.id] ?? .failed("not run: the caller interrupted")
        messages.append(.tool(callID: call.id, name: call.name, text: Self.text(outcome, limit: settings.resultBudget)))
      }
    }
    return messages
  }

  /// How a model reads an outcome.
  static func text(_ outcome: ToolResult.Outcome, limit: Int) -> String {
    let text =
      switch outcome {
      case .value(let value): value.text
      case .failed(let reason): JSONWriter.string(["error": .string(reason)])
      }
    guard text.count > limit else { return text }
    return "\(text.prefix(limit))… [\(text.count - limit) more characters left out]"
  }
}

extension ChatMessage {
  /// Characters the message carries.
  var size: Int {
    switch self {
    case .system(let text), .user(let text): text.count
    case .assistant(let text, let calls):
      calls.reduce(text.count) { $0 + $1.name.count + JSONWriter.string(.object($1.arguments)).count }
    case .tool(_, let name, let text): name.count + text.count
    }
  }
}
