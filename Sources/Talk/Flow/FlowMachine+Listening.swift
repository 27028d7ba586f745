import JSON
import Providers
import Resources

/// Understanding what was said.
extension FlowMachine {
  private struct Match {
    var intent: String
    var target: String
    var score: Double
  }

  mutating func heardText(_ text: String) {
    switch state.phase {
    case .ended: return say(Phrases.wait)
    case .calling: return say(Phrases.wait)
    case .listening, .collecting, .confirming, .correcting: break
    }
    state.turns += 1
    if state.turns > scenario.guardrails.maxTurns { return giveUp() }
    let tokens = Tokenizer.tokens(text)
    if tokens.isEmpty { return miss() }
    if isRepeatRequest(tokens) { return say(state.lastSaid.isEmpty ? repeated() : state.lastSaid) }
    if state.offersHuman, let answer = YesNo.read(tokens) {
      state.offersHuman = false
      if answer, let human = humanStep { return enter(human) }
      state.misses = 0
      return say(repeated())
    }
    let scores = intents.scores(reader.units(tokens))
    switch state.phase {
    case .listening: listening(tokens, scores)
    case .collecting(let slot): collecting(slot, tokens, scores)
    case .confirming: confirming(tokens, scores)
    case .correcting: correcting(tokens, scores)
    case .calling, .ended: break
    }
  }

  // MARK: Phases

  private mutating func listening(_ tokens: [Token], _ scores: [String: Double]) {
    let plain = asksYesOrNo(step) ? plainAnswer(tokens, scores) : nil
    if let match = plain ?? best(scores, of: [step, root], threshold: Self.threshold) {
      return follow(match, tokens)
    }
    // Values without a sentence around them: the intent whose step collects most of them.
    var chosen: (Match, Int)?
    for intent in scenario.intents {
      guard let target = step.on[intent.name] ?? root.on[intent.name], let index = stepIndex[target] else { continue }
      let reading = reader.read(tokens, wanted: wanted(scenario.steps[index]), asked: nil, brief: false)
      let count = reading.claimed.count
      if count > chosen?.1 ?? 0, 2 * count >= tokens.count || scores[intent.name, default: 0] > 0.4 {
        chosen = (Match(intent: intent.name, target: target, score: 0.5), count)
      }
    }
    if let (match, _) = chosen { return follow(match, tokens) }
    miss(offTopic: tokens.count >= 3 && (scores.values.max() ?? 0) < 0.25)
  }

  private mutating func collecting(_ name: String, _ tokens: [Token], _ scores: [String: Double]) {
    guard let asked = slotIndex[name] else { return collected() }
    let reading = reader.read(tokens, wanted: wanted(step), asked: asked, brief: false)
    let away = best(scores, of: [step, root], threshold: Self.digression).flatMap { match in
      match.target == step.name ? nil : match
    }
    if let away, informs(away.target) {
      take(reading, tokens)
      return digress(away)
    }
    if let away,
      reading.values.isEmpty
        || away.score > 0.9 && isFreeText(asked) && !reading.values.contains(where: { $0.slot == name })
    {
      return follow(away, tokens)
    }
    if !reading.values.isEmpty {
      take(reading, tokens)
      return collected()
    }
    if let short = reading.shortDigits { return gather(short, asked) }
    let sameStep = best(scores, of: [step, root], threshold: Self.digression)?.target == step.name
    if isFreeText(asked), YesNo.read(tokens) == nil, asked.type == .text || !sameStep,
      let text = FreeText.value(tokens[...], isName: asked.type == .name)
    {
      state.misses = 0
      set(asked.name, .string(text))
      return collected()
    }
    if sameStep, state.misses == 0 {
      state.misses = 1
      return ask(asked)
    }
    miss()
  }

  private mutating func confirming(_ tokens: [Token], _ scores: [String: Double]) {
    let reading = reader.read(tokens, wanted: wanted(step), asked: nil, brief: true)
    if changes(reading, tokens) {
      take(reading, tokens)
      return collected()
    }
    if let answer = YesNo.read(tokens) ?? (reading.values.isEmpty ? nil : YesNo.leaning(tokens)) {
      state.misses = 0
      if answer {
        let current = step
        if let next = proceed(current) { enter(next) }
      } else {
        state.phase = .correcting
        say(Phrases.change)
      }
      return
    }
    if let away = best(scores, of: [step, root], threshold: Self.digression), away.target != step.name {
      return informs(away.target) ? digress(away) : follow(away, tokens)
    }
    switch YesNo.leaning(tokens) {
    case true?:
      state.misses = 0
      if let next = proceed(step) { enter(next) }
    case false?:
      state.misses = 0
      state.phase = .correcting
      say(Phrases.change)
    case nil: miss()
    }
  }

  private mutating func correcting(_ tokens: [Token], _ scores: [String: Double]) {
    let reading = reader.read(tokens, wanted: wanted(step), asked: nil, brief: true)
    if !reading.values.isEmpty {
      take(reading, tokens)
      return collected()
    }
    // A bare no is the answer to what should change, however much "no thank you" is like it.
    let isBare = tokens.count == 1 && YesNo.read(tokens) != nil
    if !isBare, let away = best(scores, of: [step, root], threshold: Self.threshold), away.target != step.name {
      return informs(away.target) ? digress(away) : follow(away, tokens)
    }
    // "the size": the slot is named, its value is not.
    let stems = Set(tokens.map(\.stem))
    if let slot = wanted(step).first(where: { slot in
      slot.ask != nil && Tokenizer.tokens(slot.name.replacingHyphens).contains { stems.contains($0.stem) }
    }) {
      state.misses = 0
      state.values[slot.name] = nil
      return ask(slot)
    }
    switch YesNo.read(tokens) {
    case true?: confirm(step)
    case false?:
      forget()
      say(Phrases.more)
      listen(at: 0)
    case nil: miss()
    }
  }

  // MARK: Intents

  /// The best intent the steps listen for; an earlier step's intent is worth a little more.
  private func best(_ scores: [String: Double], of steps: [Scenario.Step], threshold: Double) -> Match? {
    var best: Match?
    for intent in scenario.intents {
      for (position, step) in steps.enumerated() {
        guard let target = step.on[intent.name] else { continue }
        let bonus = position == 0 && steps.count > 1 && step.name != root.name ? 0.08 : 0
        let score = min(1, scores[intent.name, default: 0] + bonus)
        if score >= threshold, score > best?.score ?? 0 {
          best = Match(intent: intent.name, target: target, score: score)
        }
        break
      }
    }
    return best
  }

  /// A yes or no where an intent of the step has one among its examples.
  private func plainAnswer(_ tokens: [Token], _ scores: [String: Double]) -> Match? {
    guard let answer = YesNo.read(tokens), tokens.count <= 4 else { return nil }
    let word = answer ? "yes" : "no"
    for intent in scenario.intents {
      guard let target = step.on[intent.name], intent.examples.contains(where: { $0.lowercased() == word }) else {
        continue
      }
      if let better = best(scores, of: [step, root], threshold: 0.85), better.intent != intent.name { return better }
      return Match(intent: intent.name, target: target, score: 1)
    }
    return nil
  }

  private mutating func understood(_ match: Match) {
    outputs.append(.intent(match.intent, confidence: match.score))
    let listener = step.on[match.intent] == match.target ? step : root
    branches.append(.on(step: listener.name, intent: match.intent))
  }

  private mutating func follow(_ match: Match, _ tokens: [Token]) {
    understood(match)
    state.misses = 0
    guard let index = stepIndex[match.target] else { return listen(at: 0) }
    let target = scenario.steps[index]
    if match.intent == "cancel", target.collect.isEmpty { forget() }
    take(reader.read(tokens, wanted: wanted(target), asked: nil, brief: false), tokens)
    takeWhole(match, target, tokens)
    enter(match.target)
  }

  /// Where an intent's other examples hold a free-text slot ("deliver to {address}"), an example without it
  /// ("I'll pick it up") is itself the value.
  private mutating func takeWhole(_ match: Match, _ target: Scenario.Step, _ tokens: [Token]) {
    guard match.score > 0.8, let intent = scenario.intents.first(where: { $0.name == match.intent }),
      let slot = wanted(target).first(where: { $0.type == .text && state.values[$0.name] == nil }),
      intent.examples.contains(where: { $0.contains("{\(slot.name)}") }),
      intent.examples.contains(where: { !$0.contains("{") }),
      let text = FreeText.text(tokens[...])
    else { return }
    set(slot.name, .string(text))
  }

  /// Whether a step only tells something.
  private func informs(_ name: String) -> Bool {
    guard let step = stepIndex[name].map({ scenario.steps[$0] }) else { return false }
    return step.say != nil && step.on.isEmpty && step.collect.isEmpty && step.call == nil && step.transfer == nil
      && !step.hangup && step.outcome.isEmpty && name != dropTarget
  }

  /// A cancel intent's answer ends what is being collected.
  private var dropTarget: String? { step.on["cancel"] ?? root.on["cancel"] }

  /// Answers and comes back to the question.
  private mutating func digress(_ match: Match) {
    understood(match)
    state.misses = 0
    if let text = stepIndex[match.target].flatMap({ scenario.steps[$0].say }) {
      branches.append(.inPassing(step: match.target))
      say(render(text))
    }
    switch state.phase {
    case .confirming, .correcting: collected()
    default:
      if let slot = nextMissing(step) {
        state.phase = .collecting(slot.name)
        if !said.hasSuffix("?") { say(render(slot.ask ?? "")) }
      } else {
        collected()
      }
    }
  }
}
