import AdminClient
import ArgumentParser
import Events
import JSON

struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Read a running runtime's event stream.",
    discussion: """
      Every event has a global offset; a reader that was away goes on from where it stopped, without a gap.

        voicebot events --follow
        voicebot events --from 1 --type turn -o ndjson
        voicebot events --follow --from 1204 --call 5f1c… -o ndjson
      """)

  @Flag(help: "Stay and show what happens.")
  var follow = false

  @Option(help: "First offset wanted; without it all that is stored or, with --follow, what happens from now on.")
  var from: Int64?

  @Option(help: "Only this call.")
  var call: String?

  @Option(help: "Only this bot.", completion: LiveNames.completion(.bots))
  var bot: String?

  @Option(help: "Only this tenant.", completion: LiveNames.completion(.tenants))
  var tenant: String?

  @Option(help: "Only these types, such as turn or tool.*; may be repeated.")
  var type: [String] = []

  @Option(name: [.customShort("o"), .long], help: "text or ndjson.")
  var output = CallOutput.text

  @OptionGroup var runtime: ServerOptions

  func run() async throws {
    var filter = EventFilter(call: call, tenant: tenant, bot: bot)
    if !type.isEmpty {
      do { filter.types = try type.reduce(into: []) { $0.formUnion(try EventQuery.types($1)) } } catch {
        throw CommandFailure(.usage, "\(error)")
      }
    }
    let query = EventQuery(from: from, follow: follow, filter: filter)
    let printer = CallPrinter()
    let output = output
    let client = EventClient(try runtime.client())
    try await ServerRequest.run {
      try await client.read(query, notice: Self.tell) { line in
        switch output {
        case .ndjson: Terminal.output(String(decoding: line, as: UTF8.self))
        case .text: if let event = try? JSONParser.parse(Array(line)) { printer.print(event) }
        }
      }
    }
  }

  private static func tell(_ notice: EventClient.Notice) {
    if case .lost(let error) = notice { Terminal.status("\(error); trying again") }
  }
}
