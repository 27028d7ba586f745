import AdminClient
import ArgumentParser
import Resources
import Shapes

/// Which runtime a command speaks to: `--server`, else `--context`, else the environment, else the user's current
/// context, else the one that runs on this machine.
struct ServerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The runtime's API, such as https://bots.example.com.", valueName: "url"))
  var server: String?

  @Option(
    help: ArgumentHelp("One of the contexts that `voicebot context` lists.", valueName: "name"),
    completion: LiveNames.completion(.contexts))
  var context: String?

  @Option(
    name: .customLong("ca"), help: ArgumentHelp("Trust the authorities of this PEM file.", valueName: "file"),
    completion: .file())
  var authorities: String?

  struct Choice {
    var endpoint: AdminEndpoint
    var name: String?
    var isProtected: Bool
  }

  func choice() throws -> Choice {
    let token = DataDirectory.environment("VOICEBOT_TOKEN")
    if let url = server ?? (context == nil ? DataDirectory.environment("VOICEBOT_SERVER") : nil) {
      return Choice(
        endpoint: AdminEndpoint(url: try Self.full(url), token: token, authorities: authorities), name: nil,
        isProtected: false)
    }
    let contexts = try Contexts.load()
    guard let name = context ?? DataDirectory.environment("VOICEBOT_CONTEXT") ?? contexts.current else {
      return Choice(
        endpoint: AdminEndpoint(url: "http://127.0.0.1:8080", token: token, authorities: authorities), name: nil,
        isProtected: false)
    }
    guard let found = try contexts.all[name] ?? Self.declared(name) else {
      let known = contexts.all.keys.sorted()
      throw CommandFailure(
        .notFound, "there is no context `\(name)`",
        fix: known.isEmpty ? "voicebot context set \(name) --server URL" : "one of: \(known.joined(separator: ", "))")
    }
    return Choice(
      endpoint: AdminEndpoint(
        url: try Self.full(found.server), token: try token ?? found.token.map(Self.secret),
        authorities: authorities ?? found.authorities), name: name, isProtected: found.isProtected)
  }

  /// For commands that only look.
  func client() throws -> AdminClient { AdminClient(try choice().endpoint) }

  /// One that the project in this directory declares.
  private static func declared(_ name: String) throws -> Contexts.Context? {
    guard let context = DataDirectory.project(in: Repository.root(above: "."), branch: nil)?.contexts[name] else {
      return nil
    }
    return Contexts.Context(server: context.server, isProtected: context.protected)
  }

  /// The address of an API; `host:port` is one without TLS.
  static func full(_ url: String) throws(CommandFailure) -> String {
    guard let colon = url.firstRange(of: "://") else { return "http://\(url)" }
    let scheme = url[..<colon.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https", colon.upperBound < url.endIndex else {
      throw CommandFailure(
        .usage, "`\(url)` is no address of a runtime's API", fix: "write https://HOST, http://HOST:PORT or HOST:PORT")
    }
    return url
  }

  private static func secret(_ reference: String) throws -> String {
    if reference.hasPrefix("env:") {
      let name = String(reference.dropFirst(4))
      guard let value = DataDirectory.environment(name) else {
        throw CommandFailure(
          .notAuthorised, "the context's token is in \(name), which is not set",
          fix: "set it, or keep a token with `voicebot login`")
      }
      return value
    }
    let path = String(reference.dropFirst("file:".count))
    guard reference.hasPrefix("file:"), let text = FileText.read(path) else {
      throw CommandFailure(.notAuthorised, "the context's token, \(reference), cannot be read", fix: "voicebot login")
    }
    return text.filter { !$0.isWhitespace }
  }
}

/// For commands that change a server.
struct ChangeOptions: ParsableArguments {
  @OptionGroup var server: ServerOptions

  @Flag(help: "Change a protected context.")
  var yes = false

  func client() throws -> AdminClient {
    let choice = try server.choice()
    if choice.isProtected, !yes {
      throw CommandFailure(
        .refusedForSafety, "context `\(choice.name ?? "")` is protected", fix: "say that you mean it: --yes")
    }
    return AdminClient(choice.endpoint)
  }
}
