import FuzzRounds
import Providers
import Testing
import Turns

/// Random calls: a caller, a transcriber and a runtime that keep to the contract, in random order and time.
struct TurnWalk {
  var random: SeededRandom
  var machine: TurnMachine
  var now = Duration.zero
  var problems: [String] = []

  private var open: [Int] = []
  private var speaking: Int?
  private var nextUtterance = 0
  private var texts: [Int: String] = [:]
  private var finalTimes: [Int: Duration] = [:]
  private var held = false
  private var isOver = false
  private var brainBusy = false
  private var committed = false
  private var audible = false
  private var paused = false
  private var queued = false
  private var active: [Int] = []
  private var delivered: [Int: Int] = [:]
  private var backchannels: Set<Int> = []

  static let vocabulary = ["", "ok", "uh-huh", "yes", "a large diavola", "make it", "five five one", "stop.", "and"]

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    var configuration = TurnConfiguration()
    configuration.interruption = Int.random(in: 0..<8, using: &random) > 0
    configuration.resume = Int.random(in: 0..<4, using: &random) > 0
    configuration.fillers = Bool.random(using: &random) ? ["One moment."] : []
    // Finals are lost only where the walk says so.
    configuration.finalTimeout = .seconds(600)
    configuration.outputTimeout = .seconds(600)
    machine = TurnMachine(configuration: configuration)
  }

  mutating func run(steps: Int) {
    give(.answered)
    for _ in 0..<steps where !isOver {
      advance(by: .milliseconds(Int.random(in: 0...700, using: &random)))
      step()
    }
    settle()
  }

  private mutating func chance(_ n: Int) -> Bool { Int.random(in: 0..<n, using: &random) == 0 }

  private mutating func step() {
    switch Int.random(in: 0..<14, using: &random) {
    case 0, 1, 2:
      if let current = speaking {
        give(.speechEnded(utterance: current, at: now - .milliseconds(150)))
        speaking = nil
      } else if !held {
        nextUtterance += 1
        speaking = nextUtterance
        open.append(nextUtterance)
        give(.speechStarted(utterance: nextUtterance))
      }
    case 3:
      if let current = speaking {
        give(.partial(Self.vocabulary.randomElement(using: &random) ?? "", utterance: current))
      }
    case 4, 5, 6: deliverFinal()
    case 7: if brainBusy { finishBrain() }
    case 8: if brainBusy, chance(3) { committed = true; give(.turnCommitted) }
    case 9: if queued || brainBusy, !audible { queued = false; audible = true; give(.botStarted) }
    case 10: if audible, !paused { endOutput() }
    case 11:
      if chance(6) {
        held.toggle()
        if held { speaking = nil }
        give(held ? .held : .unheld)
      }
    case 12: if chance(5) { give(.digits("1")) }
    default:
      give(.expectation([.open, .yesOrNo, .digits(3), .choice].randomElement(using: &random) ?? .open))
    }
  }

  private mutating func deliverFinal() {
    guard let id = open.first, id != speaking else { return }
    open.removeFirst()
    let text = Self.vocabulary.randomElement(using: &random) ?? ""
    if text == "ok" || text == "uh-huh" { backchannels.insert(id) }
    if !text.isEmpty { texts[id] = text }
    give(.final(text, utterance: id))
  }

  private mutating func finishBrain() {
    brainBusy = false
    let willSpeak = audible || Bool.random(using: &random)
    if willSpeak, !audible { queued = true }
    give(.brainFinished(willSpeak: willSpeak))
  }

  private mutating func endOutput() {
    audible = false
    paused = false
    queued = false
    give(.botFinished)
  }

  /// Lets everything that is under way come to its end.
  private mutating func settle() {
    if let current = speaking { give(.speechEnded(utterance: current, at: now)) }
    speaking = nil
    if held { held = false; give(.unheld) }
    for _ in 0..<60 where !isOver {
      while !open.isEmpty { deliverFinal() }
      if brainBusy { finishBrain() }
      if queued, !audible { queued = false; audible = true; give(.botStarted) }
      if audible, !paused { endOutput() }
      advance(by: .milliseconds(600))
    }
    guard !isOver else { return }
    if paused { problems.append("still paused at the end") }
    for (id, _) in texts where delivered[id, default: 0] != 1 {
      if delivered[id] == nil, backchannels.contains(id) { continue }
      problems.append("utterance \(id) is in \(delivered[id, default: 0]) turns")
    }
  }

  private mutating func advance(by step: Duration) {
    let target = now + step
    while let deadline = machine.nextDeadline, deadline <= target {
      now = max(now, deadline)
      give(.tick)
      if let next = machine.nextDeadline, next <= now { problems.append("no progress at \(now)"); break }
    }
    now = target
  }

  private mutating func give(_ input: TurnInput) {
    guard !isOver else { return }
    machine.handle(input, now: now)
    while let action = machine.nextAction() { perform(action) }
  }

  private mutating func perform(_ action: TurnAction) {
    let busy = audible || queued
    switch action {
    case .startTurn(let text, let utterances):
      if busy || brainBusy { problems.append("turn over unfinished output") }
      if text != utterances.map({ texts[$0] ?? "?" }).joined(separator: " ") { problems.append("text is not joined") }
      for id in utterances { delivered[id, default: 0] += 1 }
      active = utterances
      brainBusy = true
      committed = false
    case .startDigits:
      if busy || brainBusy { problems.append("keys over unfinished output") }
      active = []
      brainBusy = true
      committed = false
    case .cancelTurn:
      if committed { problems.append("committed turn cancelled") }
      if audible { problems.append("cancelled after the bot began") }
      for id in active { delivered[id, default: 0] -= 1 }
      active = []
      brainBusy = false
      queued = false
    case .pauseOutput:
      if paused || !audible { problems.append("pause of nothing") }
      paused = true
    case .resumeOutput:
      if !paused && audible { problems.append("resume without pause") }
      paused = false
    case .flushOutput:
      if !busy { problems.append("flush of nothing") }
      audible = false
      queued = false
      paused = false
      if !committed { brainBusy = false }
    case .say, .filler:
      if busy { problems.append("speech over speech") }
      queued = true
    case .hangUp:
      isOver = true
    }
  }
}

@Suite struct TurnWalkTests {
  @Test func invariantsHoldOverRandomCalls() {
    for seed in 0..<10_000 {
      var walk = TurnWalk(seed: UInt64(seed))
      walk.run(steps: 60)
      guard walk.problems.isEmpty else {
        Issue.record("seed \(seed): \(walk.problems.prefix(3))")
        return
      }
    }
  }

  @Test func sameInputsGiveSameActions() {
    var first = TurnScript()
    var second = TurnScript()
    for script in [0, 1] {
      var target = script == 0 ? first : second
      target.speak("a large", utterance: 1, from: 100, to: 900)
      target.speak("diavola", utterance: 2, from: 1900, to: 2400)
      target.at(9000)
      if script == 0 { first = target } else { second = target }
    }
    #expect(first.actions == second.actions)
    #expect(!first.actions.isEmpty)
  }
}
