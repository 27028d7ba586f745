import Diagnostics
import JSON
import Loading
import Resources
import Shapes
import Testing

@Suite struct DecodeTests {
  @Test func everyFieldOfABot() throws {
    let result = Repository.load(
      FindingFixture.botText(
        """
        numbers: ["+49301", "7"]
        scenario: hello
        language: de-DE
        greeting: Hallo {{name}}
        variables: {name: Eva}
        speechToText: {provider: ears, fallback: [local], model: m}
        brain: {provider: flow}
        voice: {provider: local, name: eva, rate: 1.5}
        turns:
          endpointing: {minDelay: 100ms, maxDelay: 2s, learn: false}
          interruption: {enabled: false, confirm: 1s, resume: false, backchannels: [ja]}
          silence: [{after: 6s, say: Hallo?}, {after: 1m, do: hangup}]
          filler: {after: 1s, say: [Moment.]}
        recording: {enabled: true, channels: mono, announce: Aufnahme.}
        transfer: {staff: {to: "sip:a@b"}}
        limits: {callDuration: 4h, concurrentCalls: 3}
        """) + """

          === bots/acme/ears.yaml
          apiVersion: voicebot/v1
          kind: Provider
          metadata: {name: ears}
          spec: {driver: local, timeouts: {firstToken: 300ms}, limits: {concurrent: 2}}
          """)
    #expect(Set(result.diagnostics.map(\.code)) == [.otherLanguage, .turnTiming])
    let bot = try #require(result.snapshot?.bot(number: "49301"))
    var wanted = Bot(metadata: Metadata(name: "desk", tenant: "acme"))
    wanted.numbers = ["+49301", "7"]
    wanted.scenario = "hello"
    wanted.language = "de-DE"
    wanted.greeting = "Hallo {{name}}"
    wanted.variables = ["name": "Eva"]
    wanted.speechToText = Bot.Pinned(provider: "ears")
    wanted.speechToText.fallback = ["local"]
    wanted.speechToText.model = "m"
    wanted.voice.name = "eva"
    wanted.voice.rate = 1.5
    wanted.turns.endpointing.minDelay = .milliseconds(100)
    wanted.turns.endpointing.maxDelay = .seconds(2)
    wanted.turns.endpointing.learn = false
    wanted.turns.interruption.enabled = false
    wanted.turns.interruption.confirm = .seconds(1)
    wanted.turns.interruption.resume = false
    wanted.turns.interruption.backchannels = ["ja"]
    wanted.turns.silence = [
      Bot.Turns.Silence(after: .seconds(6), action: .say("Hallo?")),
      Bot.Turns.Silence(after: .seconds(60), action: .hangup),
    ]
    wanted.turns.filler.after = .seconds(1)
    wanted.turns.filler.say = ["Moment."]
    wanted.recording.enabled = true
    wanted.recording.channels = .mono
    wanted.recording.announce = "Aufnahme."
    wanted.transfer = ["staff": TransferTarget(to: "sip:a@b")]
    wanted.limits.callDuration = .seconds(4 * 3600)
    wanted.limits.concurrentCalls = 3
    #expect(bot == wanted)
    let provider = try #require(result.snapshot?.provider("ears", for: bot))
    #expect(provider.timeouts.firstToken == .milliseconds(300))
    #expect(provider.limits.concurrent == 2)
  }

  /// The schema of a kind states the same defaults as the model has.
  @Test func defaultsAreThoseOfTheModel() throws {
    let explicit = Repository.load(
      FindingFixture.botText(
        """
        scenario: hello
        language: en-US
        speechToText: {provider: local}
        brain: {provider: flow}
        voice: {provider: local, name: en-us, rate: 1.0}
        turns:
          endpointing: {minDelay: 250ms, maxDelay: 2500ms, learn: true}
          interruption: {enabled: true, confirm: 400ms, resume: true, backchannels: [yeah, uh-huh, ok, mm-hmm]}
          silence: [{after: 8s, say: Are you still there?}, {after: 16s, do: hangup}]
          filler: {after: 900ms}
        recording: {enabled: false, channels: stereo}
        limits: {callDuration: 30m}
        """))
    let short = Repository.load(FindingFixture.botText("scenario: hello"))
    #expect(explicit.diagnostics == [])
    #expect(try #require(explicit.snapshot).bots == #require(short.snapshot).bots)
    let schema = try #require(SchemaFiles.render().first { $0.path == "schemas/bot.json" }?.text)
    let turns = try JSONParser.parse(schema)["properties"]?["spec"]?["properties"]?["turns"]?["properties"]
    #expect(turns?["endpointing"]?["properties"]?["maxDelay"]?["default"] == "2500ms")
    #expect(turns?["silence"]?["default"]?[1]?["do"] == "hangup")
  }

  @Test func everyPartOfAScenario() throws {
    let scenario = try #require(
      Loader.load(Repository.shipped(), revision: "x").snapshot?.scenarios["hotel-booking"])
    #expect(scenario.slots.first { $0.name == "booking" }?.type == .digits(count: 4))
    #expect(scenario.slots.first { $0.name == "nights" }?.type == .integer(minimum: 1, maximum: 30))
    #expect(scenario.steps.first { $0.name == "end" }?.hangup == true)
    #expect(scenario.steps.first { $0.name == "tell-booking" }?.with["booking"] == "{{booking}}")
    #expect(scenario.steps.first { $0.name == "start" }?.on["view"] == "tell-view")
    #expect(scenario.tools.first { $0.name == "cancel_booking" }?.effect == .irreversible)
    #expect(scenario.databases.map(\.name) == ["hotel"])
    #expect(scenario.guardrails.maxTurns == 60)
    guard case .sql(let database, let statement?, let returns?, let many) = scenario.tools[1].run else {
      return #expect(Bool(false))
    }
    #expect(database == "hotel")
    #expect(statement.hasPrefix("INSERT INTO bookings"))
    #expect(returns.contains("last_insert_rowid"))
    #expect(!many)
  }

  @Test func severalDocumentsInAFile() {
    let result = Repository.load(
      Repository.project + """
        === bots/acme/all.yaml
        apiVersion: voicebot/v1
        kind: Tenant
        metadata: {name: acme}
        ---
        apiVersion: voicebot/v1
        kind: Trunk
        metadata: {name: carrier}
        spec: {sources: [192.0.2.0/24], hosts: ["sip.example.com:5060"], codecs: [PCMA]}
        ---
        """)
    #expect(result.diagnostics.map(\.code) == [.notCarriedOut])
    #expect(result.snapshot?.trunks.values.first?.codecs == ["PCMA"])
    #expect(result.snapshot?.tenants.keys.sorted() == ["acme"])
  }

  @Test func projectSettings() throws {
    let result = Repository.load(
      """
      === voicebot.yaml
      apiVersion: voicebot/v1
      kind: Project
      metadata: {name: p}
      spec:
        defaultTenant: acme
        runtime: {sip: {host: 0.0.0.0, port: 5070}, api: {port: 8081}, media: {ports: 20000-20100}, data: var}
      === bots/desk.yaml
      apiVersion: voicebot/v1
      kind: Bot
      metadata: {name: desk}
      spec: {numbers: ["1"], brain: {provider: echo}}

      """ + Repository.tenant)
    #expect(result.diagnostics == [])
    let runtime = try #require(result.snapshot?.project.runtime)
    #expect(runtime.sip.host == "0.0.0.0")
    #expect(runtime.sip.port == 5070)
    #expect(runtime.api.port == 8081)
    #expect(runtime.media.portRange == 20000...20100)
    #expect(runtime.dataDirectory == "var")
    #expect(result.snapshot?.bot(named: "acme/desk")?.numbers == ["1"])
  }
}
