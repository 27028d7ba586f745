import Diagnostics
import YAMLTree

extension ScenarioRules {
  /// Warns of fields of steps that have no effect beside the others, and of steps without any.
  mutating func checkFields() {
    for entry in spec["steps"]?.entries ?? [] {
      guard let fields = entry.value.entries, !fields.isEmpty else {
        report.add(
          .emptyStep, "step `\(entry.name)` does nothing", entry.nameRange,
          suggestion: "let it say or do something, or lead to another step")
        continue
      }
      for field in fields {
        // What `start` says otherwise is said wherever nothing else fits.
        if entry.name == "start", field.name == "otherwise" { continue }
        guard let reason = StepFields(entry.value).idleReason(field.name) else { continue }
        report.add(.idleField, "`\(field.name)` \(reason)", field.nameRange)
      }
    }
  }
}

/// Which fields of a step count, as the step is carried out.
struct StepFields {
  private let step: YAMLNode
  init(_ step: YAMLNode) { self.step = step }

  private func has(_ name: String) -> Bool { step[name] != nil }
  private var listens: Bool { !(step["on"]?.entries ?? []).isEmpty }
  private var collects: Bool { !(step["collect"]?.elements ?? []).isEmpty }

  /// What is wrong with the field of that name, which is there, beside the others; nil where nothing is.
  func idleReason(_ name: String) -> String? {
    if listens, !collects, ["confirm", "then", "call", "transfer", "do", "next", "onError"].contains(name) {
      return "has no effect: the step listens with `on`, and goes where an intent leads"
    }
    let calls = has("call")
    switch name {
    case "otherwise" where !listens: return "has no effect: the step does not listen with `on`"
    case "confirm" where !collects: return "is asked, and the step collects nothing that a no could correct"
    case "next" where has("then"): return "has no effect: `then` leads on before it"
    case "next" where !calls && has("transfer"): return "has no effect: the call is transferred before it"
    case "next" where !calls && has("do"): return "has no effect: the call has ended before it"
    case "transfer", "do":
      if has("then") { return "has no effect: `then` leads on before it" }
      if calls, has("next") { return "has no effect: `next` leads on before it" }
      return name == "do" && has("transfer") ? "has no effect: the call is transferred before it" : nil
    default: return nil
    }
  }

  /// The steps it can lead to without an intent.
  var followers: [YAMLNode] {
    ["then", "next", "onError"].compactMap { idleReason($0) == nil ? step[$0] : nil }
  }
}
