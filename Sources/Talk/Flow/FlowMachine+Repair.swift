import JSON
import Providers
import Resources

/// What is done when nothing was understood, and pressed keys.
extension FlowMachine {
  mutating func miss(offTopic: Bool = false) {
    state.misses += 1
    if state.misses >= 3, let human = humanStep {
      if state.misses > 3 { return enter(human) }
      state.offersHuman = true
      return say(Phrases.offer)
    }
    if offTopic, state.misses == 1, let text = scenario.guardrails.offTopic { return say(render(text)) }
    if state.phase == .listening, let asked = [step, root].first(where: { $0.otherwise != nil }) {
      branches.append(.otherwise(step: asked.name))
    }
    switch state.phase {
    case .listening where state.misses == 1:
      say(repeated())
    default:
      say(Phrases.misses[min(state.misses, 2) - 1])
      say(repeated())
      if state.misses == 2 { say(choices()) }
    }
  }

  /// The question that is open, in its own words.
  func repeated() -> String {
    switch state.phase {
    case .collecting(let slot): render(slotIndex[slot]?.ask ?? Phrases.more)
    case .confirming: render(step.confirm ?? "Is that right?")
    case .correcting: Phrases.change
    case .listening: render(step.otherwise ?? root.otherwise ?? Phrases.more)
    case .calling, .ended: Phrases.wait
    }
  }

  /// The values a choice has, for one who does not know them.
  private func choices() -> String {
    guard case .collecting(let name) = state.phase, case .enumeration(let values)? = slotIndex[name]?.type,
      (2...6).contains(values.count)
    else { return "" }
    let names = values.map { $0.value.replacingHyphens }
    return "You can say " + names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "") + "."
  }

  func isRepeatRequest(_ tokens: [Token]) -> Bool {
    let words = tokens.map(\.text).filter { !["please", "can", "could", "you", "sorry", "uh", "um"].contains($0) }
    let requests: [[String]] = [
      ["repeat", "that"], ["repeat"], ["say", "that", "again"], ["say", "it", "again"], ["what", "did", "say"],
      ["come", "again"], ["pardon"], ["pardon", "me"], ["again"], ["what", "was", "that"], ["repeat", "it"],
      ["what"], ["excuse", "me"], ["i", "did", "not", "catch", "that"], ["i", "did", "not", "hear", "that"],
      ["one", "more", "time"], ["repeat", "the", "question"],
    ]
    return requests.contains(words) || (words.isEmpty && tokens.contains { $0.text == "sorry" })
  }

  mutating func giveUp() {
    if let human = humanStep { return enter(human) }
    say(Phrases.tooLong)
    outputs.append(.hangup)
    state.phase = .ended
  }

  mutating func pressed(_ keys: String) {
    let digits = String(keys.filter { ("0"..."9").contains($0) }.prefix(32))
    switch state.phase {
    case .calling, .ended: return say(Phrases.wait)
    case .listening, .collecting, .confirming, .correcting: break
    }
    if state.offersHuman || state.phase == .confirming || (state.phase == .listening && expectation == .yesOrNo) {
      switch digits {
      case "1": return heardText("yes")
      case "2": return heardText("no")
      default: return miss()
      }
    }
    state.turns += 1
    if state.turns > scenario.guardrails.maxTurns { return giveUp() }
    guard case .collecting(let name) = state.phase, let slot = slotIndex[name], !digits.isEmpty else {
      if digits == "0", let human = humanStep { return enter(human) }
      return miss()
    }
    accept(digits, for: slot)
  }

  private mutating func accept(_ digits: String, for slot: Scenario.Slot) {
    let whole = state.digits + digits
    switch slot.type {
    case .digits(let count?):
      if whole.utf8.count < count {
        state.digits = whole
        return say("I have \(Self.spoken(.string(whole), as: slot.type)). Please go on.")
      }
      state.digits = ""
      guard whole.utf8.count == count else { return miss() }
      set(slot.name, .string(whole))
    case .digits(nil): set(slot.name, .string(digits))
    case .phone:
      guard (6...15).contains(digits.utf8.count) else { return miss() }
      set(slot.name, .string(digits))
    case .integer, .number:
      guard let value = Int(digits), SlotReader.allows(slot.type, value) else { return miss() }
      set(slot.name, .integer(Int64(value)))
    case .boolean:
      guard digits == "1" || digits == "2" else { return miss() }
      set(slot.name, .bool(digits == "1"))
    case .enumeration(let values):
      guard let position = Int(digits), values.indices.contains(position - 1) else { return miss() }
      set(slot.name, .string(values[position - 1].value))
    case .date, .time, .name, .text: return miss()
    }
    state.misses = 0
    collected()
  }
}

extension Scenario.SlotType {
  /// How many digits the slot must have, where it says so.
  var digitCount: Int? { if case .digits(let count) = self { count } else { nil } }
}
