import JSON

/// Shows a call's events as a conversation: what was heard, understood, done and said, and each turn's latency.
struct CallPrinter {
  private let write: (String) -> Void

  init(write: @escaping (String) -> Void = Terminal.output) { self.write = write }

  /// Prints one event as it is on the event stream; events that do not belong to a conversation print nothing.
  func print(_ event: JSONValue) {
    func text(_ name: String) -> String { event[name]?.text ?? "" }
    switch event["type"]?.stringValue {
    case "call.started":
      line("call", "\(text("from")) → \(text("to"))  \(text("bot"))  revision \(text("revision").prefix(12))", .bold)
    case "call.answered": note("answered, \(text("codec"))")
    case "call.ended":
      line("ended", "by \(text("by")): \(text("reason")), \(seconds(event["durationMs"]))", .bold)
    case "transcript.final": if !text("text").isEmpty { line("heard", text("text"), .cyan) }
    case "intent": note("intent \(text("name")) \(rounded(event["confidence"]))")
    case "slot": note("\(text("name")) = \(text("value"))")
    case "tool.called": line("tool", "\(text("name")) \(text("arguments"))", .yellow)
    case "tool.returned":
      let result = event["error"]?.stringValue.map { "failed: \($0)" } ?? text("result")
      note("→ \(result)  (\(text("durationMs")) ms)")
    case "bot.said": line("said", text("text"), .green)
    case "interrupted":
      note(event["resumed"] == .bool(true) ? "a backchannel; goes on" : "interrupted after “\(text("heard"))”")
    case "dtmf": line("key", text("digit"), .cyan)
    case "hold": note(event["held"] == .bool(true) ? "on hold" : "off hold")
    case "transfer": line("to", "\(text("target")) (\(text("to")))", .bold)
    case "failed": line("error", "\(text("code")): \(text("message"))", .red)
    case "turn": turn(event)
    case "recording": note("recording \(text("path"))")
    default: break
    }
  }

  private func line(_ label: String, _ text: String, _ style: Terminal.Style) {
    let padded = label + String(repeating: " ", count: max(0, 6 - label.count))
    write("\(Terminal.styled(padded, style)) \(text)")
  }

  private func note(_ text: String) { write("       " + Terminal.styled(text, .dim)) }

  private func turn(_ event: JSONValue) {
    guard let stages = event["waterfall"]?.objectValue else { return }
    let isTyped = stages.members.allSatisfy { $0.name == "brain" || $0.value.doubleValue == 0 }
    if isTyped { return note("answered in \(Int((event["voiceToVoiceMs"]?.doubleValue ?? 0).rounded())) ms") }
    let parts = stages.members.compactMap { stage -> String? in
      guard stage.name != "voiceToVoiceMs", let value = stage.value.doubleValue, value >= 0.5 else { return nil }
      return "\(spaced(stage.name)) \(Int(value.rounded()))"
    }
    let total = event["voiceToVoiceMs"]?.doubleValue ?? 0
    note("voice to voice \(Int(total.rounded())) ms = \(parts.joined(separator: " + "))")
  }

  /// `endOfTurn` → `end of turn`.
  private func spaced(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : String($1) }
  }

  private func seconds(_ value: JSONValue?) -> String {
    let tenths = Int(((value?.doubleValue ?? 0) / 100).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private func rounded(_ value: JSONValue?) -> String {
    let hundredths = Int(((value?.doubleValue ?? 0) * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
