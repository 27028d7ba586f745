package import Providers
package import Resources

/// The tool calls of one telephone call.
///
/// Invariants:
/// 1. Every admitted call gets exactly one result.
/// 2. A `write` or `irreversible` tool is not run again for a key that is running or has succeeded: calls with that
///    key share its one outcome. A failed one may be tried again. `read` tools run every time.
package struct ToolLedger: Sendable {
  package enum Admission: Sendable, Equatable {
    /// To be run; `settle` is owed.
    case run(key: String)
    /// The same wish is running; the result comes out of its `settle`.
    case joined(key: String)
    /// The same wish has been fulfilled before.
    case known(ToolResult)
    /// A call of that id has been admitted before; it gets no second result.
    case duplicate
  }

  private struct Running {
    var calls: [ToolCall]
    var shared: Bool
  }

  private let callID: String
  private var admitted: Set<String> = []
  private var running: [String: Running] = [:]
  private var succeeded: [String: ToolResult.Outcome] = [:]

  package init(callID: String) { self.callID = callID }

  /// `call.arguments` have been checked.
  package mutating func admit(_ call: ToolCall, effect: Scenario.Effect, turn: Int) -> Admission {
    guard admitted.insert(call.id).inserted else { return .duplicate }
    var key = IdempotencyKey.make(callID: callID, turn: turn, tool: call.name, arguments: call.arguments)
    guard effect != .read else {
      key += call.id
      running[key] = Running(calls: [call], shared: false)
      return .run(key: key)
    }
    if let outcome = succeeded[key] { return .known(ToolResult(call: call, outcome: outcome)) }
    if running[key] != nil {
      running[key]?.calls.append(call)
      return .joined(key: key)
    }
    running[key] = Running(calls: [call], shared: true)
    return .run(key: key)
  }

  /// The results of every call that waits on the key: none where it has been settled before.
  package mutating func settle(_ key: String, _ outcome: ToolResult.Outcome) -> [ToolResult] {
    guard let entry = running.removeValue(forKey: key) else { return [] }
    if entry.shared, case .value = outcome { succeeded[key] = outcome }
    return entry.calls.map { ToolResult(call: $0, outcome: outcome) }
  }

  /// Keys still owed a result.
  package var open: [String] { running.keys.sorted() }
}
