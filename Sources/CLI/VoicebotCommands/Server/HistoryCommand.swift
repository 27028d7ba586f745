import AdminClient
import ArgumentParser
import JSON

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the revisions of a runtime: what, who, when, and what came of it.",
    discussion: "  voicebot history --limit 5")

  @OptionGroup var server: ServerOptions

  @Option(help: "At most this many, the latest first.")
  var limit = 20

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  func validate() throws {
    guard (1...1000).contains(limit) else { throw ValidationError("--limit is 1 to 1000") }
  }

  func run() async throws {
    let client = try server.client()
    let history = try await ServerRequest.run { try await client.history(limit: limit) }
    let revisions = history["revisions"]?.arrayValue ?? []
    ServerOutput.show(.array(revisions), output) {
      ServerOutput.table(
        ["REVISION", "COMMIT", "APPLIED (UTC)", "BY", "SOURCE", "RESULT", "TITLE"],
        revisions.map { item in
          [
            item["revision"]?.text ?? "-", String(item["commit"]?.text.prefix(12) ?? "-"),
            ServerOutput.time(item["time"]), item["by"]?.text ?? "-", item["source"]?.text ?? "-",
            item["result"]?.text ?? "-",
            (item["message"]?.stringValue).flatMap { $0.isEmpty ? nil : $0 } ?? item["title"]?.stringValue ?? "",
          ]
        })
    }
    // Where the list would have gone on with what is no longer kept.
    if let removed = history["compacted"]?["revisions"]?.integerValue, removed > 0, revisions.count < limit {
      Terminal.status(
        "\(removed) older revisions, up to \(history["compacted"]?["through"]?.text ?? "-"), are no longer kept; "
          + "compacted \(ServerOutput.time(history["compacted"]?["time"])) UTC")
    }
  }
}

struct RollbackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Make an earlier revision live again.",
    discussion: """
      The commit that was live is quarantined: neither the followed branch nor an apply brings it back until a newer
      commit has passed. Without a number it goes back to the last revision with another commit.

        voicebot rollback
        voicebot rollback 12 --message "The new greeting is wrong"
      """)

  @OptionGroup var change: ChangeOptions

  @Argument(help: "A revision's number, as `voicebot history` lists them.")
  var revision: Int?

  @Option(help: ArgumentHelp("Only where this revision is live.", valueName: "number"))
  var ifRevision: Int?

  @Option(name: .shortAndLong, help: "Why, for the history.")
  var message = ""

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  func run() async throws {
    let client = try change.client()
    let answer = try await ServerRequest.run(missing: "`voicebot history` lists the revisions") {
      try await client.rollback(to: revision, message: message, expected: ifRevision)
    }
    guard output == .text else { return ServerOutput.show(answer, output) { "" } }
    Terminal.status(
      "revision \(answer["revision"]?.text ?? "?") is live: commit \(answer["commit"]?.text.prefix(12) ?? "")")
  }
}

struct SuspendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suspend", abstract: "Let nothing change on a runtime until `voicebot resume`; calls go on.",
    discussion: "  voicebot suspend \"Black Friday\"")

  @OptionGroup var change: ChangeOptions

  @Argument(help: "Why, for everybody whose change is refused.")
  var reason: String

  func run() async throws {
    let client = try change.client()
    _ = try await ServerRequest.run { try await client.suspend(reason: reason) }
    Terminal.status("suspended: \(reason)")
  }
}

struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Let changes in again after `voicebot suspend`.", discussion: "  voicebot resume")

  @OptionGroup var change: ChangeOptions

  func run() async throws {
    let client = try change.client()
    _ = try await ServerRequest.run { try await client.resume() }
    Terminal.status("resumed")
  }
}
