package import Dialog
import JSON
package import Providers
import Synchronization

/// A call's conversation with a language model: the dialog's history and a client.
///
/// Invariants:
/// 1. History holds an answer's words as they are handed out, so a response that is cancelled leaves exactly what was
///    taken from it, which `heard` then corrects.
/// 2. Only the newest response writes history or makes output.
package actor LanguageModelSession: BrainSession {
  private var dialog: Dialog
  private let client: any ChatClient
  private var current = 0
  private var usedIDs: Set<String> = []
  private let asked = Atomic(0)

  /// How often a model is asked again within one response after it misused a built-in tool.
  private static let maximumCorrections = 2

  package init(dialog: Dialog, client: any ChatClient) {
    self.dialog = dialog
    self.client = client
  }

  /// The history so far.
  package var history: Dialog { dialog }

  package var expectation: Expectation { .open }

  package func greeting() -> String {
    let greeting = dialog.greeting
    if dialog.turns.isEmpty { dialog.greeted(greeting) }
    return greeting
  }

  package func heard(_ text: String) {
    current = asked.load(ordering: .relaxed) + 1
    asked.store(current, ordering: .relaxed)
    dialog.heard(text)
  }

  package func cancelTurn() {
    current = asked.load(ordering: .relaxed) + 1
    asked.store(current, ordering: .relaxed)
    dialog.cancelTurn()
  }

  package nonisolated func respond(to input: BrainInput) -> AsyncThrowingStream<BrainOutput, any Error> {
    let turn = asked.add(1, ordering: .relaxed).newValue
    let (stream, output) = AsyncThrowingStream.makeStream(of: BrainOutput.self)
    let task = Task {
      do {
        try await self.respond(to: input, turn: turn, output)
        output.finish()
      } catch is CancellationError {
        output.finish(throwing: ProviderError(.cancelled, "cancelled"))
      } catch {
        output.finish(throwing: error)
      }
    }
    output.onTermination = { reason in
      if case .cancelled = reason { task.cancel() }
    }
    return stream
  }

  private func respond(
    to input: BrainInput, turn: Int, _ output: AsyncThrowingStream<BrainOutput, any Error>.Continuation
  ) async throws {
    guard turn > current else { throw CancellationError() }
    current = turn
    dialog.endReply()
    switch input {
    case .said(let text): dialog.said(text)
    case .digits(let digits): dialog.pressed(digits)
    case .toolResults(let results): for result in results { dialog.result(result.outcome, of: result.call.id) }
    }
    for _ in 0...Self.maximumCorrections {
      let calls = try await answer(turn: turn, output)
      guard try carryOut(calls, output) else { return }
    }
  }

  /// Streams one answer's words; returns its calls.
  private func answer(
    turn: Int, _ output: AsyncThrowingStream<BrainOutput, any Error>.Continuation
  ) async throws -> [ToolCall] {
    dialog.beginReply()
    defer { if turn == current { dialog.endReply() } }
    var calls: [ToolCall] = []
    var finished = false
    for try await event in client.answer(dialog.request) {
      guard turn == current, !Task.isCancelled else { throw CancellationError() }
      switch event {
      case .text(let text):
        dialog.replied(text: text)
        output.yield(.text(text))
      case .call(let call):
        let call = unique(call)
        dialog.replied(call: call)
        calls.append(call)
      case .finished: finished = true
      }
    }
    guard finished, turn == current else { throw CancellationError() }
    return calls
  }

  /// Some servers count their ids from zero in every answer; over a conversation no two calls may share one.
  private func unique(_ call: ToolCall) -> ToolCall {
    var call = call
    if !usedIDs.insert(call.id).inserted {
      call.id += "-\(usedIDs.count)"
      usedIDs.insert(call.id)
    }
    return call
  }

  /// Hands the calls out, built-in ones as what they mean. True where the model is to be asked again at once.
  private func carryOut(
    _ calls: [ToolCall], _ output: AsyncThrowingStream<BrainOutput, any Error>.Continuation
  ) throws -> Bool {
    let ordinary = calls.filter { $0.name != ToolSchemas.endCall && $0.name != ToolSchemas.transferCall }
    let builtIn = calls.filter { $0.name == ToolSchemas.endCall || $0.name == ToolSchemas.transferCall }
    guard ordinary.isEmpty else {
      for call in builtIn {
        dialog.result(.failed("not done: use the other tools' results first, then call this again"), of: call.id)
      }
      for call in ordinary { output.yield(.call(call)) }
      return false
    }
    guard let call = builtIn.first else {
      if dialog.isOverlong { output.yield(.hangup) }
      return false
    }
    for other in builtIn.dropFirst() { dialog.result(.failed("not done: one at a time"), of: other.id) }
    if call.name == ToolSchemas.endCall {
      dialog.result(.value("the call is ending"), of: call.id)
      output.yield(.hangup)
      return false
    }
    let target = call.arguments["target"]?.stringValue ?? ""
    guard dialog.settings.transferTargets.contains(target) else {
      let known = dialog.settings.transferTargets.joined(separator: ", ")
      dialog.result(.failed(known.isEmpty ? "nobody to transfer to" : "target must be one of: \(known)"), of: call.id)
      return true
    }
    dialog.result(.value("the caller is being transferred"), of: call.id)
    output.yield(.transfer(target))
    return false
  }
}
