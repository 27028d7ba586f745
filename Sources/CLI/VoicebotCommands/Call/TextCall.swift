import CallRuntime
import Events
import Glibc
import HTTPClient
import Models
import Providers
import Resources
import Service

/// `voicebot call --text`: the bot's brain and tools, typed.
struct TextCall {
  let options: Call
  let bot: Bot
  let snapshot: Snapshot

  func run() async throws {
    guard let scenario = snapshot.scenario(of: bot) else {
      throw CommandFailure(.failed, "bot \(bot.metadata.name) has no scenario to talk about")
    }
    let view = EventView(options.output)
    let showing = Task { await view.show() }
    let events = CallEvents(
      call: CallIdentifier.make(), tenant: bot.metadata.tenant ?? "", bot: bot.metadata.name,
      now: WallClock.milliseconds, sink: { view.publish($0) })
    let engines = Engines.commandLine(
      data: DataDirectory.resolve(options.data, project: snapshot.project, root: options.directory))
    let brain: any BrainSession
    do {
      brain = try engines.brain(for: bot, in: snapshot) { error in
        events.publish(.failed(code: "brain.fallback", message: error.description))
      }
    } catch { throw CommandFailure(.failed, error.description) }
    let conversation = TextConversation(
      runner: BrainRunner(
        session: brain, tools: engines.tools(call: events.call, bot: bot, scenario: scenario)),
      events: events)
    let started = WallClock.milliseconds()
    events.publish(
      .callStarted(from: "terminal", to: bot.metadata.name, revision: snapshot.revision, via: "text"))
    _ = await conversation.open()
    var endedByBot = false
    let failure = await converse(conversation, events, &endedByBot)
    events.publish(
      .callEnded(
        by: failure != nil ? "runtime" : endedByBot ? "bot" : "caller",
        reason: failure?.message ?? "the conversation is over",
        milliseconds: WallClock.milliseconds() - started, media: nil))
    view.finish()
    await showing.value
    if let failure { throw failure }
  }

  private func converse(
    _ conversation: TextConversation, _ events: CallEvents, _ endedByBot: inout Bool
  ) async -> CommandFailure? {
    var scripted = options.say[...]
    while let line = options.say.isEmpty ? await Self.typed() : scripted.popFirst() {
      guard !line.allSatisfy(\.isWhitespace) else { continue }
      do {
        let digits = line.allSatisfy { "0123456789*#".contains($0) }
        let exchange = digits ? try await conversation.press(line) : try await conversation.say(line)
        if let target = exchange.transfer {
          events.publish(.transfer(target: target, to: bot.transfer[target]?.to ?? ""))
          return nil
        }
        if exchange.hangUp {
          endedByBot = true
          return nil
        }
      } catch {
        return CommandFailure(.failed, "\(error)")
      }
    }
    return nil
  }

  /// The next line of standard input; nil at its end. Read on its own thread, since it blocks.
  private static func typed() async -> String? {
    if Terminal.inputIsTerminal { Terminal.statusPart(Terminal.styled("> ", .dim, on: Terminal.statusIsTerminal)) }
    return await Task.detached { readLine() }.value
  }
}

extension Engines {
  /// Engines for one command: databases where the runtime keeps them.
  static func commandLine(data: String) -> Engines {
    Engines(
      store: ModelStore(root: ModelStore.defaultRoot(environment: ProcessEnvironment.all)),
      databases: data + "/databases", http: HTTPClient(), secret: Secrets.read, today: LocalDate.today)
  }
}
