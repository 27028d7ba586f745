import ArgumentParser

enum CallOutput: String, ExpressibleByArgument, CaseIterable { case text, ndjson }

struct Call: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Talk to a bot from the shell.",
    discussion: """
      Without --sip the bot is taken from the working tree. --text needs no models, keys or network on the flow brain; the
      others use the whole audio path. What was heard, understood, done and said is shown with each turn's latency.

        voicebot call pizzeria --text
        voicebot call pizzeria --say "a large pepperoni please" --say "for pickup" --say "yes that's right"
        voicebot call pizzeria --wav order.wav
        voicebot call pizzeria --sip sip:100@127.0.0.1:5060 --say "what's on the menu"
      """)

  @Argument(help: "A bot's name, tenant/name, or number.", completion: LiveNames.completion(.bots))
  var bot: String

  @Flag(help: "Converse in text: lines from the terminal or standard input.")
  var text = false

  @Option(help: "Say this; may be repeated. With --text it is typed, else spoken by text-to-speech.")
  var say: [String] = []

  @Option(
    help: "Play this WAV file as a line; may be repeated, after those of --say.", completion: .file(extensions: ["wav"])
  )
  var wav: [String] = []

  @Option(help: "Call a running server at this SIP URI.")
  var sip: String?

  @OptionGroup(title: "With --sip: that server's API, for what it heard and did") var runtime: ServerOptions

  @Option(help: "Write what the caller heard to this WAV file.", completion: .file(extensions: ["wav"]))
  var record: String?

  @Option(name: [.customShort("o"), .long], help: "text or ndjson (the events, one a line).")
  var output = CallOutput.text

  @Option(
    name: .customShort("C"), help: ArgumentHelp("The repository, where it is not this directory.", valueName: "dir"),
    completion: .directory)
  var directory = "."

  @Option(help: ArgumentHelp("The scenarios' databases are kept here.", valueName: "dir"), completion: .directory)
  var data: String?

  func validate() throws {
    if text, sip != nil || !wav.isEmpty { throw ValidationError("--text goes with neither --sip nor --wav") }
  }

  func run() async throws {
    if let sip { return try await RemoteCall(options: self, uri: sip).run() }
    let repository = try Repository.load(directory)
    let snapshot = try repository.snapshot()
    let bot = try repository.bot(named: self.bot, in: snapshot)
    if text { return try await TextCall(options: self, bot: bot, snapshot: snapshot).run() }
    guard !say.isEmpty || !wav.isEmpty else {
      throw CommandFailure(.usage, "nothing to say", fix: "add --text, --say TEXT or --wav FILE")
    }
    try await LocalCall(options: self, bot: bot, snapshot: snapshot).run()
  }
}
