import CallRuntime
import Diagnostics
import Dialog
import Flow
import HTTPClient
import JSON
import ProviderClients
import Providers
package import Resources
import ToolRunners

/// Carries out conversation tests on the bots of one revision: no audio, no waiting, nothing outside the process but
/// SQLite files of each test's own and, for a scripted language model, a socket on loopback.
///
/// Invariants: a test's result depends on the test and the snapshot alone, whatever ran before it; two runs are equal.
package struct Simulation: Sendable {
  package struct Options: Sendable {
    /// How often each test is run, and how often it must pass to pass.
    package var repeats = 1
    package var minimumPasses = 1
    package var limits = SimulationLimits()
    package init() {}
  }

  private let snapshot: Snapshot
  private let options: Options
  private let http: HTTPClient
  private let machines = FlowMachines()

  private init(snapshot: Snapshot, options: Options, http: HTTPClient) {
    self.snapshot = snapshot
    self.options = options
    self.http = http
  }

  /// Runs the tests one after another; `onResult` hears of each as it is done.
  package static func run(
    tests: [TestCase], on snapshot: Snapshot, options: Options = Options(),
    onResult: (TestResult) -> Void = { _ in }
  ) async -> TestRun {
    let http = HTTPClient()
    defer { http.shutdown() }
    let simulation = Simulation(snapshot: snapshot, options: options, http: http)
    var run = TestRun()
    for test in tests.sorted(by: precedes) {
      if Task.isCancelled { break }
      let (result, reached) = await simulation.repeatedly(test)
      run.results.append(result)
      if test.brain == .flow {
        run.coverage[test.scenario, default: [:]].merge(reached) { $0 + $1 }
      }
      onResult(result)
    }
    return run
  }

  package static func precedes(_ left: TestCase, _ right: TestCase) -> Bool {
    if left.place.file != right.place.file { return left.place.file < right.place.file }
    return (left.place.line, left.id) < (right.place.line, right.id)
  }

  private func repeatedly(_ test: TestCase) async -> (TestResult, [ScenarioPoint: Int]) {
    var last = TestResult(test)
    var failed: TestResult?
    var passes = 0
    var points: [ScenarioPoint: Int] = [:]
    let runs = max(1, options.repeats)
    for _ in 0..<runs {
      let (result, reached) = await once(test)
      points.merge(reached) { $0 + $1 }
      if result.status != .failed { passes += 1 } else if failed == nil { failed = result }
      last = result
    }
    // Of runs that differ, one that failed says more.
    var shown = failed ?? last
    if passes >= min(max(1, options.minimumPasses), runs), shown.status == .failed { shown.status = .passed }
    shown.passes = passes
    shown.runs = runs
    return (shown, points)
  }

  private func once(_ test: TestCase) async -> (TestResult, [ScenarioPoint: Int]) {
    var result = TestResult(test)
    func stop(_ words: String) -> (TestResult, [ScenarioPoint: Int]) {
      result.status = .failed
      result.failures = [TestFailure(place: test.place, expected: "a call of bot \(test.bot)", actual: words)]
      return (result, [:])
    }
    guard var bot = snapshot.bot(named: test.bot), let scenario = snapshot.scenario(of: bot) else {
      return stop("there is no such bot, or it has no scenario")
    }
    bot.variables.merge(test.given.variables) { _, given in given }
    let directory: TemporaryDirectory
    do { directory = try TemporaryDirectory() } catch { return stop("no directory for its databases: \(error)") }
    let clock = VirtualClock()
    let runners = ToolRunners(dataDirectory: directory.path, http: http)
    let tools = ScriptedTools(
      scenario: scenario, given: test.given.tools,
      real: runners.box(callID: test.id, tenant: bot.metadata.tenant ?? "", scenario: scenario), clock: clock)
    let day = CalendarDay(iso: test.given.today) ?? CalendarDay(year: 2026, month: 1, day: 5)
    let flow = FlowSession(machines.machine(for: bot, scenario, today: day))
    guard test.brain == .scripted else {
      var call = SimulatedCall(
        bot: bot, scenario: scenario, session: flow, tools: tools, clock: clock, limits: options.limits)
      await Conversation.carryOut(test, on: &call, &result)
      return (result, call.reached)
    }
    do {
      let patience = modelTimeout(bot)
      let model = try await ScriptedModel.start(test.model, clock: clock, patience: patience)
      let dialog = Dialog(scenario: scenario, settings: DialogSettings(bot: bot, date: day.iso))
      let client = try LanguageModel(
        provider: provider(model.endpoint), http: http, secret: { _ in "" }, time: clock.timekeeper)
      let session = fallback(LanguageModelSession(dialog: dialog, client: client), to: flow, of: bot)
      var call = SimulatedCall(
        bot: bot, scenario: scenario, session: session, tools: tools, clock: clock, limits: options.limits)
      await Conversation.carryOut(test, on: &call, &result)
      await model.stop()
      Conversation.checkModel(test, asked: model.asked, &result)
      return (result, [:])
    } catch {
      return stop("the scripted language model: \(error)")
    }
  }

  // MARK: The language model

  private func provider(_ endpoint: String) -> Provider {
    var provider = Provider(metadata: Metadata(name: "scripted"), driver: .openAIChat)
    provider.endpoint = endpoint
    provider.model = "scripted"
    provider.timeouts.firstToken = options.limits.wall
    provider.timeouts.total = options.limits.wall
    return provider
  }

  /// The patience with the provider the bot pins, where that is a language model.
  private func modelTimeout(_ bot: Bot) -> Duration {
    let pinned = snapshot.provider(bot.brain.provider, for: bot)
    return pinned?.driver == .openAIChat ? pinned?.timeouts.firstToken ?? .seconds(5) : .seconds(5)
  }

  /// With the flow brain behind it, where the bot has that among its fallbacks.
  private func fallback(_ session: LanguageModelSession, to flow: FlowSession, of bot: Bot) -> any BrainSession {
    let hasFlow = bot.brain.fallback.contains { snapshot.provider($0, for: bot)?.driver == .flow }
    guard hasFlow else { return session }
    return FallbackSession(primary: session, fallback: flow, onFallback: { _ in })
  }
}

extension CalendarDay {
  /// Nil where the text is no day `YYYY-MM-DD`.
  package init?(iso: String) {
    let parts = iso.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
    guard isValid else { return nil }
  }
}
