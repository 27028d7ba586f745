import AdminClient
import ArgumentParser
import CallRuntime
import Caller
import Glibc
import JSON
import LocalSpeech
import Media
import Resources
import SIP
import Service

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start the runtime, place one spoken call to it, and stay up for yours.",
    discussion: "  voicebot demo --repo .")

  @OptionGroup var options: ServiceOptions

  @Option(help: "The number that is called.")
  var number = "100"

  @Option(help: "A line of the caller; may be repeated.")
  var say: [String] = []

  private static let order = [
    "I'd like to order a large pepperoni pizza please.", "Delivery to forty two baker street.", "Yes, that's right.",
    "No thank you, goodbye.",
  ]

  func run() async throws {
    let running = try await RunningService.start(options)
    Terminal.output(running.readyLine)
    let service = running.service
    let demonstration = Task {
      do { try await place(service) } catch is CancellationError {
      } catch { Terminal.status("\(Terminal.error("the demonstration call failed")): \(error)") }
      invite(service)
    }
    await running.untilSignalled()
    demonstration.cancel()
  }

  /// One spoken call over real SIP and RTP on loopback, shown as it goes.
  private func place(_ service: VoiceService) async throws {
    let voice = try service.plane.engines.localSpeech().textToSpeech
    let lines = try await SpokenLines.speak(say.isEmpty ? Self.order : say, voice)
    let view = EventView(.text)
    let user = "demo"
    let client = AdminClient(AdminEndpoint(host: service.apiAddress.host, port: service.apiAddress.port))
    let following = Task { await CallFollower(client: client, user: user, view: view).run() }
    let showing = Task { await view.show(until: { $0["type"] == "call.ended" }) }
    let address = TransportAddress(host: service.sipAddress.host, port: UInt16(service.sipAddress.port))
    let caller = SpokenCaller(media: service.plane.media, group: service.plane.group, clock: MediaClock.now)
    Terminal.output("")
    let report = try await caller.call(
      SIPURI(user: number, host: address.host, port: address.port), at: address, from: user, lines: lines,
      seed: UInt64.random(in: 1...UInt64.max))
    await CallFollower.settle(following, view: view, showing)
    following.cancel()
    Terminal.output(
      "       \(report.statistics?.packetsReceived ?? 0) packets heard, \(report.statistics?.packetsLost ?? 0) lost")
  }

  private func invite(_ service: VoiceService) {
    let numbers = (service.snapshot?.bots.values.map { $0 } ?? []).sorted { $0.metadata.name < $1.metadata.name }
      .compactMap { bot in bot.numbers.first.map { "\($0) \(bot.metadata.name)" } }
    let port = service.sipAddress.port
    Terminal.output(
      """

      The runtime stays up; end it with Ctrl-C. Its bots: \(numbers.joined(separator: ", ")).
        from a softphone     sip:\(number)@\(service.sipAddress.host):\(port)   (UDP, no registration)
        from another shell   \(CommandLine.arguments[0]) call pizzeria --text
                             \(CommandLine.arguments[0]) events --follow
      """)
  }
}
