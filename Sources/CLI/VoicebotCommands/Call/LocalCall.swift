import CallRuntime
import Caller
import Glibc
import JSON
import LocalSpeech
import Logging
import Media
import Models
import PBX
import Providers
import Resources
import SIP
import Service

/// `voicebot call --say`: the working tree's bot on a runtime of its own, called over SIP and RTP on loopback.
struct LocalCall {
  let options: Call
  let bot: Bot
  let snapshot: Snapshot

  func run() async throws {
    guard let number = bot.numbers.first else {
      throw CommandFailure(.failed, "bot \(bot.metadata.name) has no number")
    }
    var settings = CallPlane.Settings(
      dataDirectory: DataDirectory.resolve(options.data, project: snapshot.project, root: options.directory),
      models: ModelStore.defaultRoot(environment: ProcessEnvironment.all))
    settings.sipPort = 0
    let view = EventView(options.output)
    let snapshot = snapshot
    var logger = Logger(label: "voicebot") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
    let plane = try CallPlane(settings, snapshot: { snapshot }, publish: { view.publish($0) }, logger: logger)
    do { try await plane.engines.prepare(snapshot) } catch {
      throw CommandFailure(.failed, error.message)
    }
    let lines = try await SpokenLines.prepare(options, voice: try plane.engines.localSpeech().textToSpeech)
    try await plane.start()
    guard let address = plane.switchboard.localAddress else { throw CommandFailure(.failed, "no SIP address") }
    let showing = Task { await view.show(until: { $0["type"] == "call.ended" }) }
    let caller = SpokenCaller(media: plane.media, group: plane.group, clock: MediaClock.now)
    do {
      let report = try await caller.call(
        SIPURI(user: number, host: address.host, port: address.port), at: address, from: "cli", lines: lines,
        seed: UInt64.random(in: 1...UInt64.max))
      await plane.stop(grace: .seconds(5))
      await showing.value
      try SpokenLines.keep(report, options.record)
    } catch {
      showing.cancel()
      await plane.stop(grace: .zero)
      throw error is CommandFailure ? error : CommandFailure(.failed, "\(error)")
    }
  }
}
