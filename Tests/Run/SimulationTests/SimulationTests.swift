import Diagnostics
import FuzzRounds
import JSONSchema
import ProviderClients
import Providers
import Resources
import Simulation
import Testing

@Suite struct SimulationTests {
  @Test func scriptedToolsAnswerInTheirOrder() async throws {
    let result = try await Bench.run(
      "given: {tools: {place: [{fails: no}]}}\n"
        + order.replacing("That is number 1", with: "That did not work")
        .replacing("outcome: {ordered: true}, step: end, hangup: true", with: "step: failed, transfer: staff"))
    #expect(result.status == .passed, "\(RunText().print(result))")
  }

  @Test func aToolSlowerThanItsTimeoutFailsInVirtualTime() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try await Bench.run(
      "given: {tools: {place: [{returns: {number: 1}, after: 1h}]}}\n"
        + order.replacing("That is number 1", with: "That did not work")
        .replacing("outcome: {ordered: true}, step: end, hangup: true", with: "step: failed, transfer: staff"))
    #expect(result.status == .passed, "\(RunText().print(result))")
    #expect(result.duration == .seconds(3))
    #expect(clock.now - start < .seconds(60))
  }

  @Test func moreCallsThanScriptedFail() async throws {
    let result = try await Bench.run(
      """
      model:
        - calls: [{tool: place, with: {size: large, count: 1}}]
        - calls: [{tool: place, with: {size: small, count: 1}}]
        - says: Done.
      given: {tools: {place: [{returns: {number: 1}}]}}
      turns:
        - says: two of them
          hears: Done
      """)
    #expect(result.status == .failed)
    #expect(result.failures.contains { $0.actual.contains("has 1 answer") }, "\(result.failures)")
  }

  @Test func aToolThatReachesOutsideIsNotRun() async throws {
    let spec = """
      model:
        - calls: [{tool: weather}]
        - says: I do not know.
      turns:
        - says: how is the weather
          hears: I do not know
      """
    let result = try await Bench.run(spec)
    #expect(result.status == .failed)
    #expect(result.failures.first?.actual.contains("given.tools.weather") == true)
    let scripted = try await Bench.run("given: {tools: {weather: [{returns: sunny}]}}\n" + spec)
    #expect(scripted.status == .passed, "\(RunText().print(scripted))")
  }

  @Test func variablesAndTheDayAreTheTestsOwn() async throws {
    let result = try await Bench.run("given: {variables: {shop: Emca}}\nturns: [{hears: {equals: Welcome to Emca}}]")
    #expect(result.status == .passed, "\(RunText().print(result))")
  }

  @Test func silenceClimbsTheLadder() async throws {
    let result = try await Bench.run(
      """
      turns:
        - silence: 8s
          hears: {equals: Are you still there?}
          expect: {hangup: false}
        - says: a large one please
        - silence: 7s
          hears: {not: still}
        - silence: 1h
          expect: {hangup: true}
      """.replacing("{not: still}", with: "{not: {equals: x}}"))
    #expect(result.status == .passed, "\(RunText().print(result))")
    #expect(result.duration == .seconds(31))
  }

  @Test func aCallEndsAtItsLongestDuration() async throws {
    let result = try await Bench.run(
      "turns:\n  - silence: 6m\n  - says: hello\n    hears: do",
      bot: "  limits: {callDuration: 5m}\n  turns: {silence: [{after: 10m, do: hangup}]}\n")
    #expect(result.failures.first?.actual == "the call is over: the call reached its longest duration")
  }

  // MARK: What needs audio

  @Test func whatNeedsAudioIsCountedAndNeverSilent() async throws {
    let result = try await Bench.run(
      """
      \(order)
        - expect: {silentWithin: 150ms}
      always: {deadAir: "< 1500ms", latency.p95: "< 800ms"}
      conditions: [{noise: {snr: 15dB}}, {network: {loss: 3%, jitter: 30ms}}]
      """)
    #expect(result.status == .passed, "\(RunText().print(result))")
    #expect(result.omissions.count == 6)
    #expect(RunText().print(result).contains("6 checks skipped: needs audio"))
  }

  @Test func aTestOfAudioAloneIsSkipped() async throws {
    let result = try await Bench.run("turns: [{says: a large one please}]\nalways: {overlap: \"< 300ms\"}")
    #expect(result.status == .skipped)
    #expect(result.omissions.map(\.text) == ["overlap < 300ms"])
  }

  @Test func anInterruptionIsSaidAndItsTimingLeftOut() async throws {
    let result = try await Bench.run(
      """
      turns:
        - interrupts: {after: 300ms, says: a large one please}
          expect: {slots: {size: large}}
      """)
    #expect(result.status == .passed)
    #expect(result.omissions.count == 1)
  }

  // MARK: The language model

  @Test func aModelThatIsAskedMoreOftenFails() async throws {
    let result = try await Bench.run("model: [{says: Hello.}]\nturns: [{says: hi}, {says: again, hears: Hello}]")
    #expect(result.status == .failed)
    #expect(result.failures.contains { $0.actual.contains("asked") }, "\(result.failures)")
  }

  @Test func aModelThatIsAskedLessOftenFails() async throws {
    let result = try await Bench.run("model:\n  - says: Hello.\n  - says: Never.\nturns: [{says: hi, hears: Hello}]")
    #expect(result.status == .failed)
    #expect(result.failures.first?.actual == "it was asked once")
    #expect(result.failures.first?.place.line == 8)
  }

  @Test func aModelThatFailsOnceIsAskedAgain() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try await Bench.run("model: [{fails: 503}, {says: Hello.}]\nturns: [{says: hi, hears: Hello}]")
    #expect(result.status == .passed, "\(RunText().print(result))")
    #expect(result.duration > .zero)
    #expect(clock.now - start < .seconds(60))
  }

  @Test func aModelThatThinksTooLongFallsBack() async throws {
    let result = try await Bench.run(
      """
      model: [{says: Hello., after: 1h}, {says: Hello., after: 1h}, {says: Hello., after: 1h}]
      turns: [{says: a large one please, hears: "1 large, right?"}]
      """, bot: "  brain: {provider: flow, fallback: [flow]}\n")
    #expect(result.transcript.contains { $0.text.contains("1 large, right?") }, "\(RunText().print(result))")
    #expect(result.duration >= .seconds(5))
  }

  // MARK: The runner

  @Test func aBrainThatWaitsForEverRunsOutOfVirtualTime() throws {
    let clock = VirtualClock()
    clock.beginTurn(limit: .seconds(120))
    #expect(throws: VirtualClock.TurnTooLong.self) { while true { try clock.sleep(.seconds(7)) } }
    #expect(clock.now == .seconds(120))
    #expect(clock.ranOut)
    clock.beginTurn(limit: .seconds(120))
    try clock.sleep(.seconds(100))
    #expect(clock.now == .seconds(220))
    #expect(!clock.ranOut)
  }

  @Test func testsDoNotSeeEachOthersDatabases() async throws {
    let snapshot = try Bench.snapshot(Bench.files(order))
    let test = try #require(snapshot.tests.values.first)
    let run = await Simulation.run(tests: [test, test, test], on: snapshot)
    // Each would be told a higher number otherwise.
    #expect(run.results.map(\.status) == [.passed, .passed, .passed])
    #expect(run.results[0] == run.results[2])
  }

  @Test func repetitionsAreCounted() async throws {
    var options = Simulation.Options()
    options.repeats = 5
    options.minimumPasses = 5
    let result = try await Bench.run(order, options: options)
    #expect(result.passes == 5 && result.runs == 5 && result.status == .passed)
    let failing = try await Bench.run(order.replacing("Acme", with: "Emca"), options: options)
    #expect(failing.passes == 0 && failing.runs == 5 && failing.status == .failed)
  }

  @Test func regularExpressionsEndWhateverTheyAre() throws {
    let text = String(repeating: "a", count: 20_000)
    let patterns = try ["a.*a.*a.*a.*a.*b", ".*.*.*.*x", "(a+)+b", "(a|a)*b", "(.*)*x"].map { try Pattern($0) }
    let took = ProcessorTime.measure {
      for pattern in patterns { #expect(!pattern.matches(text)) }
    }
    #expect(took < .seconds(5))
  }
}
