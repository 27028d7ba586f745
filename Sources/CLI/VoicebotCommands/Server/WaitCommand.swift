import AdminClient
import ArgumentParser
import JSON

struct WaitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait", abstract: "Wait until a runtime answers, or until something is live on it.",
    discussion: """
        voicebot wait --for ready
        voicebot wait --for revision=12 --timeout 30
        voicebot wait --for commit=4f2a9c1
      """)

  @OptionGroup var server: ServerOptions

  @Option(
    name: .customLong("for"), help: "ready, revision=NUMBER or commit=ID.",
    completion: .list(["ready", "revision=", "commit="]))
  var goal: String

  @Option(help: ArgumentHelp("Give up after this long, with 124.", valueName: "seconds"))
  var timeout = 60.0

  func validate() throws {
    _ = try Goal(goal)
    guard (0...1e9).contains(timeout) else { throw ValidationError("--timeout takes seconds, from 0 to 1000000000") }
  }

  func run() async throws {
    let wanted = try Goal(goal)
    var client = try server.client()
    let clock = ContinuousClock()
    let end = clock.now + .seconds(timeout)
    var reason = "it does not answer"
    while true {
      // A request that only looks has a tenth of it: one that is never answered must not outlast the wait.
      client.patience = max(.seconds(1), (end - clock.now) * 10)
      do throws(AdminError) {
        if wanted == .ready {
          _ = try await client.health()
          return
        }
        let live = try await client.revision()
        if wanted.holds(live) { return Terminal.status("revision \(live["revision"]?.text ?? "") is live") }
        reason = "revision \(live["revision"]?.text ?? "-") is live"
      } catch {
        if case .refused(let answer) = error, answer.status == 401 || answer.status == 403 {
          throw ServerRequest.failure(error)
        }
        reason = error.description
      }
      guard clock.now < end else {
        throw CommandFailure(
          .timedOut, "not within \(Counted.text(Int(timeout), "second")): \(reason)",
          fix: "give it longer with --timeout; `voicebot status` says what holds it up")
      }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  enum Goal: Equatable {
    case ready
    case revision(Int64)
    case commit(String)

    init(_ text: String) throws {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      switch (parts.first, parts.count) {
      case ("ready", 1): self = .ready
      case ("revision", 2):
        guard let number = Int64(parts[1]), number > 0 else {
          throw ValidationError("`\(parts[1])` is no revision's number")
        }
        self = .revision(number)
      case ("commit", 2): self = .commit(parts[1].lowercased())
      default: throw ValidationError("--for takes ready, revision=NUMBER or commit=ID")
      }
    }

    func holds(_ live: JSONValue) -> Bool {
      switch self {
      case .ready: true
      case .revision(let number): (live["revision"]?.integerValue ?? 0) >= number
      case .commit(let id): live["commit"]?.stringValue?.hasPrefix(id) ?? false
      }
    }
  }
}
