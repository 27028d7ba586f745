package import ArgumentParser
import Glibc

/// The `voicebot` command.
package struct Voicebot: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "voicebot",
    abstract: "Voice agents that answer phone calls, declared in Git.",
    discussion: """
      A first call, in text:   voicebot call pizzeria --text
      The runtime:             voicebot serve --repo .
      Check a change:          voicebot validate
      Test conversations:      voicebot test
      """,
    version: Version.current,
    groupedSubcommands: [
      CommandGroup(name: "Begin", subcommands: [InitCommand.self, NewCommand.self]),
      CommandGroup(
        name: "Configuration",
        subcommands: [
          Validate.self, Format.self, MigrateCommand.self, Build.self, Explain.self, Schemas.self, TestCommand.self,
          DiffCommand.self,
        ]),
      CommandGroup(name: "Calls", subcommands: [Call.self, EventsCommand.self]),
      CommandGroup(name: "Runtime", subcommands: [Serve.self, Demo.self, Models.self]),
      CommandGroup(
        name: "A runtime's configuration",
        subcommands: [
          PlanCommand.self, ApplyCommand.self, StatusCommand.self, HistoryCommand.self, RollbackCommand.self,
          SuspendCommand.self, ResumeCommand.self, GetCommand.self, DescribeCommand.self, WaitCommand.self,
          DriftCommand.self, ExportCommand.self,
        ]),
      CommandGroup(name: "Access", subcommands: [ContextCommand.self, LoginCommand.self, TokenCommand.self]),
      CommandGroup(
        name: "Tools",
        subcommands: [
          DoctorCommand.self, SecretCommand.self, CompletionCommand.self, ManCommand.self, VersionCommand.self,
          GitChildCommand.self,
        ]),
    ])

  package init() {}

  /// Runs the command line; never returns.
  package static func run() async -> Never {
    // A closed pipe (`voicebot events | head`) ends the command quietly, by the error of the write.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      Glibc.exit(0)
    } catch let failure as CommandFailure {
      Terminal.status("\(Terminal.error("error")): \(failure.message)")
      if let fix = failure.fix { Terminal.status("  fix: \(fix)") }
      Glibc.exit(failure.code.rawValue)
    } catch {
      if let text = UsageText.text(error, Array(CommandLine.arguments.dropFirst())) {
        Terminal.statusPart(text)
        Glibc.exit(ExitStatus.usage.rawValue)
      }
      exit(withError: error)
    }
  }
}
