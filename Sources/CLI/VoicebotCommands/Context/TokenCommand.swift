import AdminClient
import ArgumentParser
import Glibc
import JSON
import PBX
import Service
import Store

struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Who may use a runtime's API, and for what.",
    discussion: """
      A token is shown once and kept as a hash. The first one of a runtime is made on its own machine, before it serves:

        voicebot token create ops --role admin --data /var/lib/voicebot
        voicebot token create ci --role editor --tenant roma --days 90
        voicebot token list
      """,
    subcommands: [TokenList.self, TokenCreate.self, TokenRevoke.self], defaultSubcommand: TokenList.self)
}

struct TokenCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a token; its text is the only thing on stdout.")

  @OptionGroup var change: ChangeOptions

  @Argument(help: "What it is for.")
  var name: String

  @Option(
    help: "viewer, operator, editor or admin.",
    completion: .list(["viewer", "operator", "editor", "admin"]))
  var role: String

  @Option(
    help: ArgumentHelp("Only for this tenant; may be repeated.", valueName: "name"),
    completion: LiveNames.completion(.tenants))
  var tenant: [String] = []

  @Option(help: "Ends after this many days, 1 to 3650.")
  var days: Int?

  @Option(
    help: ArgumentHelp("Write it into this data directory in place of asking a runtime.", valueName: "dir"),
    completion: .directory)
  var data: String?

  func run() async throws {
    guard let known = Role(rawValue: role) else {
      throw CommandFailure(.usage, "there is no role `\(role)`", fix: "viewer, operator, editor or admin")
    }
    guard AccessToken.isName(name) else {
      throw CommandFailure(.usage, "a token's name has 1 to 128 bytes, and no control characters")
    }
    if let days, !(1...3650).contains(days) {
      throw CommandFailure(.usage, "\(days) days are not a token's life", fix: "--days takes 1 to 3650")
    }
    let expires = days.map { WallClock.milliseconds() + Int64($0) * 86_400_000 }
    if let data {
      try Self.makeDirectory(data)
      do throws(StoreError) {
        let made = try TokenStore(try StoreDatabase(dataDirectory: data)).create(
          name: name, role: known, tenants: tenant.isEmpty ? nil : Set(tenant), now: WallClock.milliseconds(),
          expires: expires)
        return Terminal.output(made.text)
      } catch { throw CommandFailure(.failed, error.message) }
    }
    let client = try change.client()
    let answer = try await ServerRequest.run {
      try await client.createToken(
        name: name, role: role, tenants: tenant.isEmpty ? nil : tenant, expires: expires)
    }
    Terminal.output(answer["token"]?.text ?? "")
  }

  /// For this user alone, where it is not there: the first token is made before the runtime serves.
  private static func makeDirectory(_ path: String) throws {
    let parent = path.split(separator: "/").dropLast().joined(separator: "/")
    if !parent.isEmpty { _ = Directory.make((path.hasPrefix("/") ? "/" : "") + parent) }
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw CommandFailure(
      .failed, "cannot make the data directory \(path): \(String(cString: strerror(errno)))",
      fix: "name a directory that this user may write: --data DIR")
  }
}

struct TokenList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the tokens, without their texts.")

  @OptionGroup var server: ServerOptions

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  func run() async throws {
    let client = try server.client()
    let tokens = try await ServerRequest.run { try await client.tokens() }
    ServerOutput.show(.array(tokens), output) {
      ServerOutput.table(
        ["ID", "NAME", "ROLE", "TENANTS", "EXPIRES (UTC)", "LAST USED (UTC)"],
        tokens.map { token in
          [
            token["id"]?.text ?? "", Self.printable(token["name"]?.text ?? ""), token["role"]?.text ?? "",
            token["tenants"]?.arrayValue?.map(\.text).joined(separator: ",") ?? "all",
            ServerOutput.time(token["expires"]), ServerOutput.time(token["lastUsed"]),
          ]
        })
    }
  }
}

extension TokenList {
  /// What an old runtime has stored may hold anything; it does not steer the terminal.
  fileprivate static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }
}

struct TokenRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "revoke", abstract: "End a token at once.")

  @OptionGroup var change: ChangeOptions

  @Argument(help: "Its id, as `voicebot token list` shows it.")
  var id: String

  func run() async throws {
    let client = try change.client()
    try await ServerRequest.run(missing: "`voicebot token list` shows the ids") { try await client.revokeToken(id) }
    Terminal.status("revoked \(id)")
  }
}
