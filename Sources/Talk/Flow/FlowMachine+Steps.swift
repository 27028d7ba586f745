import JSON
import Providers
import Resources

/// Walking the steps.
extension FlowMachine {
  /// Most steps entered in one response; a scenario that goes in circles stops here.
  private static let maximumSteps = 16

  mutating func enter(_ name: String?) {
    var target = name
    for _ in 0..<Self.maximumSteps {
      guard let index = target.flatMap({ stepIndex[$0] }) else { return listen(at: 0) }
      state.step = index
      state.offersHuman = false
      state.digits = ""
      let step = scenario.steps[index]
      outputs.append(.step(step.name))
      for member in step.outcome.members {
        if let value = argument(member.value) { outputs.append(.outcome(member.name, value)) }
      }
      if step.call == nil, let text = step.say { say(render(text)) }
      if !step.on.isEmpty, step.collect.isEmpty { return listen(at: index) }
      guard let next = advance(step) else { return }
      target = next
    }
    listen(at: 0)
  }

  /// Goes on with a step as far as it goes without the caller; the step to enter next, or nil where it waits.
  private mutating func advance(_ step: Scenario.Step) -> String? {
    deriveNights(step)
    if let slot = nextMissing(step) {
      ask(slot)
      return nil
    }
    if step.confirm != nil {
      confirm(step)
      return nil
    }
    return proceed(step)
  }

  /// Everything of the step is collected (again).
  mutating func collected() {
    if let next = advance(step) { enter(next) }
  }

  /// What follows collecting and confirming.
  mutating func proceed(_ step: Scenario.Step) -> String? {
    if let tool = step.call {
      state.calls += 1
      var arguments = JSONObject()
      for member in step.with.members { arguments[member.name] = argument(member.value) }
      let call = ToolCall(id: "flow-\(state.calls)", name: tool, arguments: arguments)
      state.phase = .calling(call)
      outputs.append(.call(call))
      return nil
    }
    if let next = step.then {
      branches.append(.then(step: step.name))
      return next
    }
    if let target = step.transfer {
      if said.isEmpty { say(Phrases.connecting) }
      outputs.append(.transfer(target))
      state.phase = .ended
      return nil
    }
    if step.hangup {
      outputs.append(.hangup)
      state.phase = .ended
      return nil
    }
    if let next = step.next {
      branches.append(.next(step: step.name))
      return next
    }
    listen(at: 0)
    return nil
  }

  mutating func listen(at index: Int) {
    state.step = index
    state.phase = .listening
    state.offersHuman = false
    guard said.isEmpty else { return }
    if step.otherwise != nil { branches.append(.otherwise(step: step.name)) }
    say(render(step.otherwise ?? Phrases.more))
  }

  mutating func ask(_ slot: Scenario.Slot) {
    state.phase = .collecting(slot.name)
    say(render(slot.ask ?? ""))
  }

  mutating func confirm(_ step: Scenario.Step) {
    state.phase = .confirming
    let text = render(step.confirm ?? "")
    say(text.isEmpty ? "Is that right?" : text)
  }

  /// A step that collects two dates and `nights` knows the nights from the dates.
  private mutating func deriveNights(_ step: Scenario.Step) {
    let slots = wanted(step)
    let dates = slots.filter { $0.type == .date }
    guard dates.count == 2, let nights = slots.first(where: { $0.name == "nights" }), state.values["nights"] == nil,
      let from = day(dates[0].name), let to = day(dates[1].name), to > from
    else { return }
    let count = to.dayNumber - from.dayNumber
    if SlotReader.allows(nights.type, count) { set("nights", .integer(Int64(count))) }
  }

  private func day(_ slot: String) -> CalendarDay? {
    guard let text = state.values[slot]?.stringValue else { return nil }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? CalendarDay(year: parts[0], month: parts[1], day: parts[2]) : nil
  }

  mutating func set(_ slot: String, _ value: JSONValue) {
    guard state.values[slot] != value else { return }
    state.values[slot] = value
    outputs.append(.slot(slot, value))
  }

  mutating func finished(_ results: [ToolResult]) {
    guard case .calling(let call) = state.phase else {
      // A result nobody waits for: the conversation has moved on.
      return say(state.lastSaid.isEmpty ? Phrases.more : state.lastSaid)
    }
    let step = step
    var value: JSONValue?
    if case .value(let returned)? = results.first(where: { $0.call.id == call.id })?.outcome { value = returned }
    state.phase = .listening
    let isEmpty = value.map(Self.isEmpty) ?? true
    let needsResult = step.onError != nil || (step.say.map { $0.contains("result.") } ?? false)
    guard let value, !(isEmpty && needsResult) else { return failed(step) }
    state.result = value
    if let text = step.say { say(render(text)) }
    let effect = scenario.tools.first { $0.name == call.name }?.effect ?? .read
    if effect != .read { forget() }
    if let next = step.then ?? step.next {
      branches.append(step.then == nil ? .next(step: step.name) : .then(step: step.name))
      return enter(next)
    }
    if step.hangup || step.transfer != nil {
      var rest = step
      rest.call = nil
      if let next = proceed(rest) { enter(next) }
      return
    }
    listen(at: 0)
  }

  private mutating func failed(_ step: Scenario.Step) {
    state.result = .null
    if let target = step.onError {
      branches.append(.onError(step: step.name))
      return enter(target)
    }
    say(Phrases.failed)
    if let human = humanStep { enter(human) } else { listen(at: 0) }
  }

  private static func isEmpty(_ value: JSONValue) -> Bool {
    switch value {
    case .null: true
    case .object(let object): object.isEmpty || (object.names == ["rows"] && object["rows"] == .array([]))
    case .array(let elements): elements.isEmpty
    default: false
    }
  }

  /// What was ordered is done; who calls stays known.
  mutating func forget() {
    state.values = state.values.filter { name, _ in
      slotIndex[name]?.type == .phone || slotIndex[name]?.type == .name
    }
  }

  /// The first step an intent of the first step reaches that transfers.
  var humanStep: String? {
    let reachable = scenario.intents.compactMap { root.on[$0.name] }
    let steps = reachable.isEmpty ? scenario.steps.map(\.name) : reachable
    return (steps + scenario.steps.map(\.name)).first { name in
      stepIndex[name].map { scenario.steps[$0].transfer != nil && scenario.steps[$0].collect.isEmpty } ?? false
    }
  }
}
