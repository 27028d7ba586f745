import JSON

/// What one look at the machine found.
struct Finding {
  enum State: String { case ok, warn, fail }

  var check: String
  var state: State
  var message: String
  /// What to do about it.
  var fix: String?

  init(_ check: String, _ state: State, _ message: String, fix: String? = nil) {
    self.check = check
    self.state = state
    self.message = message
    self.fix = fix
  }

  var json: JSONValue {
    var object = JSONObject(distinct: [
      ("check", .string(check)), ("state", .string(state.rawValue)), ("message", .string(message)),
    ])
    object["fix"] = fix.map { .string($0) }
    return .object(object)
  }

  /// One line, and one more with the fix.
  var text: String {
    let style: Terminal.Style =
      switch state {
      case .ok: .green
      case .warn: .yellow
      case .fail: .red
      }
    let word = state.rawValue + String(repeating: " ", count: 4 - state.rawValue.count)
    let name = check + String(repeating: " ", count: max(0, 12 - check.count))
    return "\(Terminal.styled(word, style))  \(name)  \(message)" + (fix.map { "\n      fix: \($0)" } ?? "")
  }
}
