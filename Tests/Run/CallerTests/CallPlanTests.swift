import Caller
import Testing

@Suite struct CallPlanTests {
  /// Asks every 10 ms from `start` on until the plan wants something; gives what and when, in milliseconds.
  private func first(
    _ plan: inout CallPlan, from start: Int, before end: Int, hearing: Range<Int> = 0..<0
  ) -> (Int, CallPlan.Step)? {
    for now in stride(from: start, to: end, by: 10) {
      if hearing.contains(now) { plan.heard(at: .milliseconds(now)) }
      if let step = plan.step(now: .milliseconds(now)) { return (now, step) }
    }
    return nil
  }

  @Test func aCallOfTwoLines() throws {
    var plan = CallPlan(lines: 2, now: .zero)
    let greeting = try #require(first(&plan, from: 10, before: 20_000, hearing: 500..<2000))
    #expect(greeting == (3000, .say(line: 0)))
    #expect(first(&plan, from: 3010, before: 5000) == nil)
    plan.finishedLine(at: .milliseconds(5000))
    let answer = try #require(first(&plan, from: 5010, before: 20_000, hearing: 5800..<7000))
    #expect(answer == (8000, .say(line: 1)))
    plan.finishedLine(at: .milliseconds(9000))
    let end = try #require(first(&plan, from: 9010, before: 30_000, hearing: 10_100..<10_200))
    #expect(end == (11_200, .hangUp))
    #expect(plan.latencies == [.milliseconds(800), .milliseconds(1100)])
  }

  @Test func aSilentBotIsSpokenToAfterAWhile() throws {
    var plan = CallPlan(lines: 1, patience: .seconds(3), now: .seconds(1))
    let opening = try #require(first(&plan, from: 1000, before: 20_000))
    #expect(opening == (4010, .say(line: 0)))
    plan.finishedLine(at: .seconds(5))
    let end = try #require(first(&plan, from: 5010, before: 20_000))
    #expect(end == (8010, .hangUp))
    #expect(plan.latencies == [nil])
  }

  @Test func aPauseShorterThanTheGapIsNoEndOfSpeech() throws {
    var plan = CallPlan(lines: 1, gap: .milliseconds(500), now: .zero)
    #expect(first(&plan, from: 10, before: 1000, hearing: 100..<600) == nil)
    #expect(first(&plan, from: 1000, before: 1400, hearing: 1000..<1300) == nil)
    let opening = try #require(first(&plan, from: 1400, before: 3000))
    #expect(opening == (1800, .say(line: 0)))
  }

  @Test func whatTheBotSaysUnderTheLineIsNoAnswer() throws {
    var plan = CallPlan(lines: 1, patience: .seconds(2), now: .zero)
    #expect(try #require(first(&plan, from: 10, before: 9000)).1 == .say(line: 0))
    #expect(first(&plan, from: 2020, before: 4000, hearing: 2500..<4000) == nil)
    plan.finishedLine(at: .seconds(4))
    // What left before the line's last packet may come in after it.
    plan.heard(at: .milliseconds(4000))
    #expect(plan.latencies.isEmpty)
    plan.heard(at: .milliseconds(4300))
    #expect(plan.latencies == [.milliseconds(300)])
  }

  @Test func withoutLinesItListensAndHangsUp() throws {
    var plan = CallPlan(lines: 0, now: .zero)
    #expect(try #require(first(&plan, from: 10, before: 20_000, hearing: 200..<1000)) == (2000, .hangUp))
    #expect(plan.latencies.isEmpty)
  }
}
