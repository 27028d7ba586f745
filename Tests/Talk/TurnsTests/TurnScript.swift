import Providers
import Testing
import Turns

/// Drives a machine in virtual time and notes each action with its time in milliseconds.
struct TurnScript {
  var machine: TurnMachine
  private(set) var log: [(Int, TurnAction)] = []

  init(_ configure: (inout TurnConfiguration) -> Void = { _ in }) {
    var configuration = TurnConfiguration()
    configure(&configuration)
    machine = TurnMachine(configuration: configuration)
    at(0, .answered)
  }

  /// Lets time pass up to `milliseconds`, ticking at every deadline, then hands the input in.
  mutating func at(_ milliseconds: Int, _ inputs: TurnInput...) {
    let now = Duration.milliseconds(milliseconds)
    while let deadline = machine.nextDeadline, deadline < now {
      machine.handle(.tick, now: deadline)
      drain(deadline)
    }
    for input in inputs {
      machine.handle(input, now: now)
      drain(now)
    }
  }

  private mutating func drain(_ now: Duration) {
    while let action = machine.nextAction() { log.append((now.wholeMilliseconds, action)) }
  }

  /// One utterance: onset noticed, end noticed 200 ms after the real end, final 100 ms later.
  mutating func speak(_ text: String, utterance: Int, from start: Int, to end: Int) {
    at(start, .speechStarted(utterance: utterance))
    at(end + 200, .speechEnded(utterance: utterance, at: .milliseconds(end)))
    at(end + 300, .final(text, utterance: utterance))
  }

  mutating func botSpeaks(from start: Int) {
    at(start, .brainStarted, .brainFinished(willSpeak: true), .botStarted)
  }

  var actions: [TurnAction] { log.map(\.1) }
  func time(of action: TurnAction) -> Int? { log.first { $0.1 == action }?.0 }
}

extension Duration {
  var wholeMilliseconds: Int { Int(self / .milliseconds(1)) }
}
