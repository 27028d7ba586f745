import JSON
import Resources

/// What a language model is told about its scenario.
enum Prompt {
  static func instructions(scenario: Scenario, settings: DialogSettings) -> String {
    let fill = { (text: String) in PromptTemplate.fill(text, with: settings.variables) }
    var sections = [fill(scenario.persona).trimmed, manners(settings)]
    if !scenario.intents.isEmpty {
      let lines = scenario.intents.map {
        "- \($0.name), for example: \($0.examples.prefix(4).map { "\"\($0)\"" }.joined(separator: ", "))"
      }
      sections.append((["What callers want:"] + lines).joined(separator: "\n"))
    }
    if !scenario.slots.isEmpty {
      sections.append((["What there is to find out:"] + scenario.slots.map { slot($0, fill) }).joined(separator: "\n"))
    }
    if !scenario.steps.isEmpty {
      let lines = scenario.steps.map { "- \($0.name): \(step($0, fill))" }
      let start = "How a call goes. It begins at \"\(scenario.steps[0].name)\"; {{name}} stands for what was found out:"
      sections.append(([start] + lines).joined(separator: "\n"))
    }
    sections.append(rules(scenario, settings, fill))
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func manners(_ settings: DialogSettings) -> String {
    var lines = [
      "You are on the phone. What you write is spoken aloud: plain short sentences, one question at a time, no lists,"
        + " no Markdown, no emoji, no stage directions. What the caller said comes from speech recognition and may hold"
        + " small mistakes.",
      "Speak the language with the tag \(settings.language) unless the caller changes it.",
    ]
    if !settings.date.isEmpty { lines.append("Today is \(settings.date).") }
    return lines.joined(separator: "\n")
  }

  private static func slot(_ slot: Scenario.Slot, _ fill: (String) -> String) -> String {
    var line = "- \(slot.name): \(description(of: slot.type))"
    if let value = slot.defaultValue { line += "; \(value.text) unless the caller says otherwise" }
    if let ask = slot.ask { line += "; ask: \"\(fill(ask))\"" }
    return line
  }

  static func description(of type: Scenario.SlotType) -> String {
    func range<Value>(_ minimum: Value?, _ maximum: Value?) -> String {
      switch (minimum, maximum) {
      case (let minimum?, let maximum?): " from \(minimum) to \(maximum)"
      case (let minimum?, nil): " of at least \(minimum)"
      case (nil, let maximum?): " of at most \(maximum)"
      case (nil, nil): ""
      }
    }
    switch type {
    case .enumeration(let values):
      let names = values.map { value in
        value.synonyms.isEmpty ? value.value : "\(value.value) (also \(value.synonyms.joined(separator: ", ")))"
      }
      return "one of \(names.joined(separator: "; "))"
    case .integer(let minimum, let maximum): return "a whole number" + range(minimum, maximum)
    case .number(let minimum, let maximum): return "a number" + range(minimum, maximum)
    case .phone: return "a phone number, digits only"
    case .digits(let count): return count.map { "\($0) digits" } ?? "digits"
    case .date: return "a date, as YYYY-MM-DD"
    case .time: return "a time of day, as HH:MM"
    case .boolean: return "yes or no"
    case .name: return "a name"
    case .text: return "in the caller's words"
    }
  }

  /// The parts of a step in the order it does them.
  private static func step(_ step: Scenario.Step, _ fill: (String) -> String) -> String {
    var parts: [String] = []
    if let say = step.say, step.call == nil { parts.append("say \"\(fill(say))\"") }
    for (intent, next) in step.on.sorted(by: { $0.key < $1.key }) {
      parts.append("if the caller wants \"\(intent)\", go to \"\(next)\"")
    }
    if let otherwise = step.otherwise { parts.append("otherwise say \"\(fill(otherwise))\"") }
    if !step.collect.isEmpty { parts.append("find out \(step.collect.joined(separator: ", "))") }
    if let confirm = step.confirm { parts.append("read back \"\(fill(confirm))\" and go on only after a yes") }
    if let then = step.then { parts.append("then go to \"\(then)\"") }
    if let call = step.call {
      let arguments = step.with.isEmpty ? "" : " with \(JSONWriter.string(.object(step.with)))"
      parts.append("call the tool \(call)\(arguments)")
      if let say = step.say { parts.append("when it has answered, say \"\(fill(say))\"") }
    }
    if let onError = step.onError { parts.append("if that fails, go to \"\(onError)\"") }
    if let transfer = step.transfer {
      parts.append("call \(ToolSchemas.transferCall) with target \"\(transfer)\"")
    }
    if step.hangup { parts.append("call \(ToolSchemas.endCall)") }
    if let next = step.next { parts.append("go on with \"\(next)\"") }
    return parts.isEmpty ? "listen to the caller" : parts.joined(separator: "; ")
  }

  private static func rules(_ scenario: Scenario, _ settings: DialogSettings, _ fill: (String) -> String) -> String {
    var lines = ["Rules:"]
    if !scenario.tools.isEmpty {
      lines.append(
        "- Never claim that something was done or is so unless a tool's result says it. Do not guess arguments.")
      lines.append("- If a tool fails, say so in plain words and offer what can be done instead.")
    }
    if !settings.transferTargets.isEmpty {
      lines.append("- Callers can be transferred to: \(settings.transferTargets.joined(separator: ", ")).")
    }
    for item in scenario.guardrails.never { lines.append("- Never ask for, repeat or talk about: \(fill(item)).") }
    if let offTopic = scenario.guardrails.offTopic {
      lines.append("- To anything that is not your task, answer: \"\(fill(offTopic))\"")
    }
    lines.append("- Say goodbye before you call \(ToolSchemas.endCall).")
    return lines.joined(separator: "\n")
  }
}

extension String {
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
