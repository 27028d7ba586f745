import ArgumentParser
import Git
import Glibc
import Logging
import Models
import Service

/// What `serve` and `demo` share. Flags come before the environment, that before `voicebot.yaml`.
struct ServiceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The Git repository with the bots: a directory, whose committed state counts, or the URL of a remote.",
      valueName: "dir|url"), completion: .directory)
  var repo: String?

  @Option(
    help: "Follow this branch in place of HEAD or the remote's default branch.",
    completion: LiveNames.completion(.references))
  var branch: String?

  @Option(
    name: [.customLong("env"), .customLong("environment")], help: "Lay environments/NAME.yaml over the resources.",
    completion: LiveNames.completion(.environments))
  var environmentName: String?

  @OptionGroup(title: "Options for a remote repository") var remote: RemoteOptions

  @OptionGroup(title: "Options for the API") var access: AccessOptions

  @Option(help: ArgumentHelp("Take calls at this address.", valueName: "host:port"))
  var sip: HostAndPort?

  @Option(help: ArgumentHelp("Serve the API at this address.", valueName: "host:port"))
  var api: HostAndPort?

  @Option(help: ArgumentHelp("UDP ports for audio, such as 16384-32767.", valueName: "a-b"))
  var mediaPorts: PortRange?

  @Option(
    help: ArgumentHelp("Events, recordings and databases are kept here.", valueName: "dir"), completion: .directory)
  var data: String?

  func settings() throws -> VoiceService.Settings {
    let repository = repo ?? DataDirectory.environment("VOICEBOT_REPO") ?? "."
    let isRemote = RemoteRepository.isRemote(repository)
    let project = isRemote ? nil : DataDirectory.project(in: repository, branch: branch)
    var settings = VoiceService.Settings(
      repository: repository,
      dataDirectory: DataDirectory.resolve(
        data ?? DataDirectory.environment("VOICEBOT_DATA"), project: project, root: repository),
      models: ModelStore.defaultRoot(environment: ProcessEnvironment.all), version: Version.current)
    // What was live before is served without the repository, too.
    if !isRemote, Glibc.access(settings.dataDirectory + "/revisions.git", F_OK) != 0 {
      try Self.refuseUnreadable(repository)
    }
    settings.branch = branch
    settings.environment = environmentName ?? DataDirectory.environment("VOICEBOT_ENVIRONMENT")
    try remote.write(into: &settings, project: project)
    try access.write(into: &settings)
    settings.sip = try (sip ?? environment("VOICEBOT_SIP")).map { ($0.host, $0.port) }
    settings.api = try (api ?? environment("VOICEBOT_API")).map { ($0.host, $0.port) }
    settings.mediaPorts = try (mediaPorts ?? environment("VOICEBOT_MEDIA_PORTS"))?.range
    return settings
  }

  /// One without a commit is waited for; a directory that is no repository is a mistake.
  private static func refuseUnreadable(_ directory: String) throws {
    do throws(GitError) {
      _ = try GitRepository(path: directory)
    } catch {
      throw CommandFailure(.notFound, "cannot serve \(directory): \(error)", fix: error.fix)
    }
  }

  private func environment<Value: ExpressibleByArgument>(_ name: String) throws -> Value? {
    guard let text = DataDirectory.environment(name) else { return nil }
    guard let value = Value(argument: text) else {
      throw CommandFailure(
        .usage, "the environment has \(name)=\(text), which is not understood",
        fix: "unset \(name), or write it like the option that it stands for")
    }
    return value
  }

  var logger: Logger {
    var logger = Logger(label: "voicebot") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .notice
    return logger
  }
}

/// `127.0.0.1:5060`, `:5060` for the loopback address, or `http://127.0.0.1:8080` for an API.
struct HostAndPort: ExpressibleByArgument {
  static let defaultAPI = HostAndPort(host: "127.0.0.1", port: 8080)

  var host: String
  var port: Int
  var defaultValueDescription: String { "\(host):\(port)" }

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  init?(argument: String) {
    var argument = argument
    if argument.hasPrefix("http://") { argument.removeFirst("http://".count) }
    if argument.hasSuffix("/") { argument.removeLast() }
    guard let colon = argument.lastIndex(of: ":"), let port = UInt16(argument[argument.index(after: colon)...]) else {
      return nil
    }
    let host = String(argument[..<colon])
    self.host = host.isEmpty ? "127.0.0.1" : host
    self.port = Int(port)
  }
}

struct PortRange: ExpressibleByArgument {
  var range: ClosedRange<UInt16>

  init?(argument: String) {
    let parts = argument.split(separator: "-")
    guard parts.count == 2, let first = UInt16(parts[0]), let last = UInt16(parts[1]), first < last else { return nil }
    range = first...last
  }
}
