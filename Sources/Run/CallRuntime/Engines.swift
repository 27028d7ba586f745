import Dialog
package import Flow
package import HTTPClient
package import LocalSpeech
package import Models
import ProviderClients
package import Providers
package import Resources
import Synchronization
package import ToolRunners

/// The engines of all calls: speech, language models, tools. Makes what one call needs from its bot's providers.
package final class Engines: Sendable {
  private struct ModelKey: Hashable {
    var provider: Provider
    var model: String?
  }

  private struct FlowKey: Hashable {
    var revision: String
    var bot: ResourceName
    var day: CalendarDay
  }

  private let store: ModelStore
  private let http: HTTPClient
  private let runners: ToolRunners
  private let secret: @Sendable (SecretReference) throws -> String
  private let today: @Sendable () -> CalendarDay
  private let speech = Mutex<Result<SpeechEngines, ProviderError>?>(nil)
  private let spokenBy = Mutex<(any TextToSpeech)?>(nil)
  private let languageModels = Mutex<[ModelKey: LanguageModel]>([:])
  /// A machine's indices are built once and copied to each call of the bot.
  private let flows = Mutex<[FlowKey: FlowMachine]>([:])

  /// `today` is the date where the callers are.
  package init(
    store: ModelStore, databases: String, http: HTTPClient,
    secret: @escaping @Sendable (SecretReference) throws -> String, today: @escaping @Sendable () -> CalendarDay
  ) {
    self.store = store
    self.http = http
    self.secret = secret
    self.today = today
    runners = ToolRunners(dataDirectory: databases, http: http)
  }

  /// The embedded speech engines, loaded the first time they are asked for. A failure is remembered: install the models,
  /// then start again.
  package func localSpeech() throws(ProviderError) -> SpeechEngines {
    let result = speech.withLock { known in
      if let known { return known }
      let loaded = Result { () throws(ProviderError) in try SpeechEngines.load(store: store) }
      known = loaded
      return loaded
    }
    return try result.get()
  }

  /// Gives up what is rendered ahead and waits for what is being computed: as long as a clause takes, or, where models
  /// are being loaded, as loading takes. To be called before the process ends, since the libraries' own end does not
  /// bear work in progress. Nothing is loaded or spoken afterwards.
  package func shutdown() {
    let loaded = speech.withLock { known in
      defer { known = .failure(ProviderError(.unavailable, "the runtime is ending")) }
      return known
    }
    if case .success(let engines)? = loaded { engines.pool.shutdown() }
  }

  /// The voice of calls: Piper, and flite for a clause that Piper cannot say.
  package func voice() throws(ProviderError) -> any TextToSpeech {
    let engines = try localSpeech()
    return spokenBy.withLock { known in
      if let known { return known }
      var made: any TextToSpeech = engines.textToSpeech
      if let flite = try? FliteTextToSpeech.load(pool: engines.pool) { made = FallbackVoice(made, fallback: flite) }
      known = made
      return made
    }
  }

  /// Whether the revision has a bot that needs the embedded engines.
  package static func needsSpeech(_ snapshot: Snapshot) -> Bool {
    snapshot.bots.values.contains { snapshot.provider($0.brain.provider, for: $0)?.driver != .echo }
  }

  /// Makes ready what a revision needs, so that no caller waits for it: databases now, prompts as there is time.
  package func prepare(_ snapshot: Snapshot) async throws(ProviderError) {
    for bot in snapshot.bots.values {
      guard let scenario = snapshot.scenario(of: bot) else { continue }
      try await runners.prepare(tenant: bot.metadata.tenant ?? "", scenario: scenario)
    }
    guard Self.needsSpeech(snapshot) else { return }
    let engines = try localSpeech()
    for bot in snapshot.bots.values.sorted(by: { $0.metadata.name < $1.metadata.name }) {
      guard let scenario = snapshot.scenario(of: bot) else { continue }
      engines.textToSpeech.prefetch(Self.prompts(of: bot, scenario).map { request(for: $0, bot) })
    }
  }

  /// The fixed texts of a bot, greeting first, in the clauses they will be spoken in.
  private static func prompts(of bot: Bot, _ scenario: Scenario) -> [String] {
    var texts = [bot.recording.enabled ? bot.recording.announce.map(bot.filled) : nil].compactMap { $0 }
    texts += FlowMachine.staticPrompts(scenario: scenario, variables: bot.variables, greeting: bot.greeting)
    for step in bot.turns.silence { if case .say(let text) = step.action { texts.append(bot.filled(text)) } }
    texts += bot.turns.filler.say.map(bot.filled)
    return texts.flatMap(ClauseSplitter.clauses(of:))
  }

  private func request(for text: String, _ bot: Bot) -> SpeechRequest {
    SpeechRequest(text: text, voice: bot.voice.name, rate: bot.voice.rate, priority: .prefetch)
  }

  package func tools(call: String, bot: Bot, scenario: Scenario) -> any ToolExecutor {
    runners.box(callID: call, tenant: bot.metadata.tenant ?? "", scenario: scenario)
  }

  /// The brain the bot pins, with its fallbacks behind it. `onFallback` is told when a call moves to the next one.
  package func brain(
    for bot: Bot, in snapshot: Snapshot, onFallback: @escaping @Sendable (ProviderError) -> Void
  ) throws(ProviderError) -> any BrainSession {
    guard let scenario = snapshot.scenario(of: bot) else {
      throw ProviderError(.unsupported, "bot \(bot.metadata.name) has no scenario to talk about")
    }
    var session: (any BrainSession)?
    for (index, name) in ([bot.brain.provider] + bot.brain.fallback).enumerated().reversed() {
      guard let provider = snapshot.provider(name, for: bot) else { continue }
      let model = index == 0 ? bot.brain.model : nil
      let next = try brain(provider, model: model, bot, scenario, revision: snapshot.revision)
      session =
        if let fallback = session {
          FallbackSession(primary: next, fallback: fallback, onFallback: onFallback)
        } else {
          next
        }
    }
    guard let session else { throw ProviderError(.unsupported, "bot \(bot.metadata.name) has no brain") }
    return session
  }

  private func brain(
    _ provider: Provider, model: String?, _ bot: Bot, _ scenario: Scenario, revision: String
  ) throws(ProviderError) -> any BrainSession {
    switch provider.driver {
    case .flow:
      return FlowSession(flow(bot, scenario, revision: revision))
    case .openAIChat:
      let day = today()
      let dialog = Dialog(scenario: scenario, settings: DialogSettings(bot: bot, date: day.iso))
      return LanguageModelSession(dialog: dialog, client: try languageModel(provider, model: model))
    case .local, .echo, .openAITranscriptions, .openAISpeech, .openAIEmbeddings, .openAIRealtime:
      throw ProviderError(.unsupported, "provider \(provider.metadata.name) is no brain")
    }
  }

  private func flow(_ bot: Bot, _ scenario: Scenario, revision: String) -> FlowMachine {
    let name = ResourceName(kind: .bot, tenant: bot.metadata.tenant, name: bot.metadata.name)
    let key = FlowKey(revision: revision, bot: name, day: today())
    if let known = flows.withLock({ $0[key] }) { return known }
    let made = FlowMachine(scenario: scenario, variables: bot.variables, greeting: bot.greeting, today: key.day)
    flows.withLock { flows in
      if flows.count >= 256 { flows.removeAll() }
      flows[key] = made
    }
    return made
  }

  /// One client for all calls that use the provider, so that its limits and its circuit breaker hold over all of them.
  private func languageModel(_ provider: Provider, model: String?) throws(ProviderError) -> LanguageModel {
    let key = ModelKey(provider: provider, model: model)
    if let known = languageModels.withLock({ $0[key] }) { return known }
    let made = try LanguageModel(provider: provider, model: model, http: http, secret: secret)
    return languageModels.withLock { models in
      if let known = models[key] { return known }
      if models.count >= 256 { models.removeAll() }
      models[key] = made
      return made
    }
  }
}

extension ToolBox: ToolExecutor {}
