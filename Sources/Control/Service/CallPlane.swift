package import CallRuntime
package import Events
package import Flow
import Glibc
import HTTPClient
import LocalSpeech
package import Logging
package import Media
import Models
import NIOCore
package import NIOPosix
package import PBX
import Providers
package import Resources
import SIP

/// Everything that answers calls, without what says which bots there are: media, speech, conversations, SIP.
package final class CallPlane: Sendable {
  package struct Settings: Sendable {
    package var sipHost = "127.0.0.1"
    /// 0 takes a free port.
    package var sipPort = 5060
    package var mediaHost = "127.0.0.1"
    /// Nil takes free ports.
    package var mediaPorts: ClosedRange<UInt16>?
    package var dataDirectory: String
    package var models: String
    package var maximumCalls = 4096
    package init(dataDirectory: String, models: String) {
      self.dataDirectory = dataDirectory
      self.models = models
    }
  }

  package let settings: Settings
  package let engines: Engines
  package let media: MediaEngine
  package let switchboard: Switchboard
  package let group: MultiThreadedEventLoopGroup
  private let loops: [ConversationLoop]
  private let http: HTTPClient
  private let logger: Logger

  /// `snapshot` gives what the next call starts with; `publish` takes every event and must not block.
  package init(
    _ settings: Settings, snapshot: @escaping @Sendable () -> Snapshot?,
    publish: @escaping @Sendable (Event) -> Void, logger: Logger
  ) throws {
    self.settings = settings
    self.logger = logger
    http = HTTPClient()
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    media = try MediaEngine(MediaConfiguration(host: settings.mediaHost, ports: settings.mediaPorts))
    let engines = Engines(
      store: ModelStore(root: settings.models), databases: settings.dataDirectory + "/databases", http: http,
      secret: Secrets.read, today: LocalDate.today)
    self.engines = engines
    let loops = (0..<2).map { _ in ConversationLoop() }
    self.loops = loops
    let configuration = {
      var configuration = Switchboard.Configuration(
        host: settings.sipHost, port: settings.sipPort, mediaHost: settings.mediaHost,
        recordings: settings.dataDirectory + "/recordings")
      configuration.maximumCalls = settings.maximumCalls
      return configuration
    }()
    switchboard = Switchboard(
      configuration, media: media,
      dependencies: Switchboard.Dependencies(
        snapshot: snapshot,
        converse: { incoming, media in
          let loop = loops[Int(UInt(bitPattern: incoming.id.hashValue) % UInt(loops.count))]
          return try Self.conversation(incoming, media, engines: engines, loop: loop)
        },
        publish: publish, wallClock: WallClock.milliseconds, makeIdentifier: CallIdentifier.make, logger: logger))
  }

  private static func conversation(
    _ incoming: Switchboard.Incoming, _ media: MediaSession, engines: Engines, loop: ConversationLoop
  ) throws -> VoiceConversation {
    guard let scenario = incoming.snapshot.scenario(of: incoming.bot) else {
      throw CallAdmission.Refusal(
        status: 503, phrase: "Service Unavailable", rule: "bot \(incoming.bot.metadata.name) has no scenario")
    }
    let speech = try engines.localSpeech()
    let voice = try engines.voice()
    let events = incoming.events
    let brain = try engines.brain(for: incoming.bot, in: incoming.snapshot) { error in
      events.publish(.failed(code: "brain.fallback", message: error.description))
    }
    let tools = engines.tools(call: incoming.id, bot: incoming.bot, scenario: scenario)
    return VoiceConversation(
      VoiceConversation.Parts(
        bot: incoming.bot, media: media, recognizer: speech.speechToText, voice: voice,
        makeActivity: { () throws(ProviderError) in try speech.voiceActivity() },
        runner: BrainRunner(session: brain, tools: tools), events: events,
        clock: MediaClock.now, onEnd: incoming.onEnd),
      on: loop)
  }

  package func start() async throws {
    try await switchboard.start(group: group, seed: UInt64.random(in: 1...UInt64.max))
  }

  /// Refuses new calls, waits up to `grace` for those in progress, then ends them and stops.
  package func stop(grace: Duration) async {
    switchboard.drain()
    let clock = ContinuousClock()
    let end = clock.now + grace
    while switchboard.callCount > 0, clock.now < end { try? await Task.sleep(for: .milliseconds(50)) }
    await switchboard.shutdown()
    media.shutdown()
    for loop in loops { await loop.shutdown() }
    engines.shutdown()
    http.shutdown()
    try? await group.shutdownGracefully()
  }
}

package enum WallClock {
  /// Milliseconds since 1970-01-01 UTC.
  @Sendable package static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

package enum LocalDate {
  /// Today in the machine's time zone.
  @Sendable package static func today() -> CalendarDay {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return CalendarDay(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }
}

package enum CallIdentifier {
  /// 96 random bits in hexadecimal.
  @Sendable package static func make() -> String {
    let digits = Array("0123456789abcdef")
    var generator = SystemRandomNumberGenerator()
    return String((0..<24).map { _ in digits[Int(generator.next() & 15)] })
  }
}

package enum Secrets {
  struct Missing: Error {}

  /// The value a reference stands for, without the line end a file usually has.
  @Sendable package static func read(_ reference: SecretReference) throws -> String {
    switch reference {
    case .environment(let name):
      guard let value = getenv(name) else { throw Missing() }
      return String(cString: value)
    case .file(let path):
      guard let file = fopen(path, "r") else { throw Missing() }
      defer { fclose(file) }
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      let count = fread(&buffer, 1, buffer.count, file)
      let text = String(decoding: buffer[..<count], as: UTF8.self)
      return String(text.reversed().drop { $0.isWhitespace }.reversed())
    }
  }
}
