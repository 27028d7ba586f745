import AdminAPI
import AdminClient
import CallRuntime
import Caller
import Diagnostics
import Events
import Glibc
import JSON
import LocalSpeech
import Media
import Models
import NIOCore
import NIOPosix
import RTP
import SIP

/// `voicebot call --sip`: a real call to a running server, shown from its event stream where its API answers.
struct RemoteCall {
  let options: Call
  let uri: String

  func run() async throws {
    guard let target = try? SIPURI(uri), let address = Self.address(of: target) else {
      throw CommandFailure(.usage, "`\(uri)` is no SIP URI with an IP address", fix: "such as sip:100@127.0.0.1:5060")
    }
    guard !options.say.isEmpty || !options.wav.isEmpty else {
      throw CommandFailure(.usage, "nothing to say", fix: "add --say TEXT or --wav FILE")
    }
    var lines: [SpokenCaller.Line] = []
    do {
      let voice = try SpeechEngines.load(
        store: ModelStore(root: ModelStore.defaultRoot(environment: ProcessEnvironment.all)))
      lines = try await SpokenLines.prepare(options, voice: voice.textToSpeech)
    } catch let error as CommandFailure { throw error } catch { throw CommandFailure(.failed, "\(error)") }
    let media = try MediaEngine(MediaConfiguration())
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let user = "cli-\(UInt32.random(in: 0...UInt32.max))"
    let view = EventView(options.output)
    let client = try options.runtime.client()
    let following = Task { await CallFollower(client: client, user: user, view: view).run() }
    let showing = Task { await view.show(until: { $0["type"] == "call.ended" }) }
    defer {
      following.cancel()
      media.shutdown()
    }
    let caller = SpokenCaller(media: media, group: group, clock: MediaClock.now)
    do {
      let report = try await caller.call(
        target, at: address, from: user, lines: lines, seed: UInt64.random(in: 1...UInt64.max))
      await CallFollower.settle(following, view: view, showing)
      show(report)
      try SpokenLines.keep(report, options.record)
      try? await group.shutdownGracefully()
    } catch {
      view.finish()
      await showing.value
      try? await group.shutdownGracefully()
      throw error is CommandFailure ? error : CommandFailure(.failed, "\(error)")
    }
  }

  private func show(_ report: SpokenCaller.Report) {
    let figures = report.voiceToVoice.map { $0.map { "\($0.microseconds / 1000) ms" } ?? "no answer" }
    Terminal.status(
      "voice to voice at the caller's socket: \(figures.joined(separator: ", ")); "
        + "\(report.statistics?.packetsReceived ?? 0) packets, \(report.statistics?.packetsLost ?? 0) lost")
  }

  private static func address(of uri: SIPURI) -> TransportAddress? {
    guard MediaAddress(uri.host, port: 1) != nil else { return nil }
    return TransportAddress(host: uri.host, port: uri.port ?? 5060)
  }
}
