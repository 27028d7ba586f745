import AdminClient
import ArgumentParser

struct LoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Keep a token for a context, after trying it.",
    discussion: """
      The token is read from standard input, so that it is in no shell's history, and kept in a file that only you can
      read.

        voicebot login --context production --server https://bots.example.com < token
      """)

  @Option(
    help: "The context; it is made where there is none of that name.", completion: LiveNames.completion(.contexts))
  var context = "default"

  @Option(help: ArgumentHelp("The runtime's API; of a context that is there, its own.", valueName: "url"))
  var server: String?

  @Option(
    name: .customLong("ca"), help: ArgumentHelp("Trust the authorities of this PEM file.", valueName: "file"),
    completion: .file())
  var authorities: String?

  func run() async throws {
    var contexts = try Contexts.load()
    guard let address = server ?? contexts.all[context]?.server else {
      throw CommandFailure(.usage, "which runtime?", fix: "voicebot login --context \(context) --server URL")
    }
    if Terminal.inputIsTerminal { Terminal.statusPart("token: ") }
    guard let token = readLine(strippingNewline: true)?.filter({ !$0.isWhitespace }), !token.isEmpty else {
      throw CommandFailure(.usage, "no token on standard input", fix: "voicebot login < token")
    }
    var entry = contexts.all[context] ?? Contexts.Context(server: address)
    entry.server = address
    entry.authorities = authorities ?? entry.authorities
    let client = AdminClient(
      AdminEndpoint(
        url: address.contains("://") ? address : "http://\(address)", token: token, authorities: entry.authorities))
    _ = try await ServerRequest.run { try await client.status() }
    // Hexadecimal, so that no two names share a file.
    let file = "\(Contexts.directory)/tokens/\(context.utf8.map { String($0, radix: 16) }.joined())"
    try Contexts.write(token + "\n", to: file)
    entry.token = "file:\(file)"
    contexts.all[context] = entry
    contexts.current = contexts.current ?? context
    try contexts.save()
    Terminal.status("logged in to \(address) as context \(context)")
  }
}
