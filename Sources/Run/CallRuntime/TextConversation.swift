import Events
import Providers

/// A conversation in text: the same brain and tools as a call, without audio.
package actor TextConversation {
  package struct Exchange: Sendable {
    package var said: String
    package var transfer: String?
    package var hangUp: Bool
  }

  private let runner: BrainRunner
  private let events: CallEvents
  private var turn = 0

  package init(runner: BrainRunner, events: CallEvents) {
    self.runner = runner
    self.events = events
  }

  package func open() async -> String {
    let greeting = await runner.session.greeting()
    events.publish(.botSaid(text: greeting))
    return greeting
  }

  /// Says a line and waits for the whole answer. Throws what `BrainRunner.respond` throws.
  package func say(_ text: String) async throws -> Exchange {
    events.publish(.transcriptFinal(text: text, utterance: turn))
    return try await exchange(.said(text), heard: text)
  }

  package func press(_ digits: String) async throws -> Exchange {
    for digit in digits { events.publish(.dtmf(digit: String(digit))) }
    return try await exchange(.digits(digits), heard: digits)
  }

  private func exchange(_ input: BrainInput, heard: String) async throws -> Exchange {
    turn += 1
    let clock = ContinuousClock()
    let start = clock.now
    var firstWords: Duration?
    var result = Exchange(said: "", transfer: nil, hangUp: false)
    try await runner.respond(to: input, turn: turn) { output in
      switch output {
      case .brain(.text(let piece)):
        if firstWords == nil { firstWords = clock.now - start }
        result.said += piece
      case .brain(.transfer(let target)): result.transfer = target
      case .brain(.hangup): result.hangUp = true
      default: break
      }
      if let body = EventBody(output) { events.publish(body) }
    }
    await runner.session.heard(result.said)
    events.publish(.botSaid(text: result.said))
    var waterfall = Waterfall()
    waterfall.brain = (firstWords ?? clock.now - start).microseconds
    events.publish(
      .turn(
        Turn(id: "\(events.call)-\(turn)", heard: heard, said: result.said, waterfall: waterfall, interrupted: false)))
    return result
  }
}
