import ArgumentParser

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the bots of a repository: take calls, follow commits, serve the API.",
    discussion: """
      Prints a line `ready sip=… api=… revision=…` when calls can be taken. SIGTERM drains: new calls are refused, those in
      progress go on to their end.

        voicebot serve --repo .
        voicebot serve --repo /srv/bots --sip 127.0.0.1:5070 --data /var/lib/voicebot
      """)

  @OptionGroup var options: ServiceOptions

  func run() async throws {
    let running = try await RunningService.start(options)
    Terminal.output(running.readyLine)
    await running.untilSignalled()
  }
}
