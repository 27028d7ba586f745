import Resources

/// Walks a test's turns on a call and writes down what holds.
///
/// The first turn in which something does not hold is the last: what follows would be about another conversation than
/// the test's.
enum Conversation {
  static func carryOut(_ test: TestCase, on call: inout SimulatedCall, _ result: inout TestResult) async {
    result.omissions = (test.conditions + test.always).map { TestOmission(place: $0.place, text: $0.text) }
    await call.open()
    for turn in test.turns {
      if !result.failures.isEmpty { break }
      await carryOut(turn, on: &call, &result)
    }
    result.transcript = call.transcript
    result.duration = call.clock.now
    if !result.failures.isEmpty {
      result.status = .failed
    } else if result.checks == 0 {
      result.status = .skipped
    }
  }

  private static func carryOut(
    _ turn: TestCase.Turn, on call: inout SimulatedCall, _ result: inout TestResult
  ) async {
    if let action = turn.action {
      if case .interrupts(let after, _) = action {
        let text = "speaking over the bot after \(Milliseconds.text(after)); the words are said after it"
        result.omissions.append(TestOmission(place: turn.place, text: text))
      }
      for _ in 0..<turn.times {
        await call.perform(action)
        if !call.problems.isEmpty { break }
      }
    }
    for problem in call.problems {
      result.failures.append(TestFailure(place: turn.place, expected: "the call goes on", actual: problem))
    }
    call.problems = []
    for check in turn.checks {
      if case .silentWithin(let limit) = check.expectation {
        result.omissions.append(TestOmission(place: check.place, text: "silent within \(Milliseconds.text(limit))"))
        continue
      }
      result.checks += 1
      guard let failure = call.record.failure(of: check.expectation) else { continue }
      result.failures.append(
        TestFailure(place: check.place, expected: failure.expected, actual: failure.actual))
    }
  }

  /// Every answer of a `model` is asked for, and no more.
  static func checkModel(_ test: TestCase, asked: Int, _ result: inout TestResult) {
    guard asked != test.model.count, result.failures.isEmpty || asked > test.model.count else { return }
    let place = asked < test.model.count ? test.model[asked].place : test.place
    result.failures.append(
      TestFailure(
        place: place, expected: "the language model is asked \(times(test.model.count))",
        actual: "it was asked \(times(asked))"))
    result.status = .failed
  }

  private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
}
