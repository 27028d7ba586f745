import AdminClient
import ArgumentParser
import JSON

struct ContextCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "context", abstract: "The servers you work with.",
    discussion: """
        voicebot context set production --server https://bots.example.com --protected
        voicebot context use production
        voicebot context
      """,
    subcommands: [ContextList.self, ContextSet.self, ContextUse.self, ContextRemove.self],
    defaultSubcommand: ContextList.self)
}

struct ContextList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the contexts.")

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  func run() throws {
    let contexts = try Contexts.load()
    let rows = contexts.all.sorted { $0.key < $1.key }
    guard output == .text else {
      let list = JSONValue.array(
        rows.map { name, context in
          [
            "name": .string(name), "server": .string(context.server), "current": .bool(name == contexts.current),
            "protected": .bool(context.isProtected), "hasToken": .bool(context.token != nil),
          ]
        })
      return ServerOutput.show(list, output) { "" }
    }
    guard !rows.isEmpty else {
      return Terminal.status("no contexts: commands speak to the runtime on this machine, http://127.0.0.1:8080")
    }
    Terminal.outputPart(
      ServerOutput.table(
        ["", "NAME", "SERVER", "TOKEN", "PROTECTED"],
        rows.map { name, context in
          [
            name == contexts.current ? "*" : "", name, context.server, context.token == nil ? "no" : "yes",
            context.isProtected ? "yes" : "no",
          ]
        }))
  }
}

struct ContextSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Add a context or change one; the first becomes the current one.")

  @Argument(help: "Its name.", completion: LiveNames.completion(.contexts))
  var name: String

  @Option(help: ArgumentHelp("The runtime's API.", valueName: "url"))
  var server: String?

  @Option(help: ArgumentHelp("Where its token is: env:NAME or file:/path.", valueName: "reference"))
  var token: String?

  @Option(
    name: .customLong("ca"), help: ArgumentHelp("Trust the authorities of this PEM file.", valueName: "file"),
    completion: .file())
  var authorities: String?

  @Flag(inversion: .prefixedNo, help: "Changes need --yes.")
  var protected: Bool?

  func run() throws {
    var contexts = try Contexts.load()
    guard let address = server ?? contexts.all[name]?.server else {
      throw CommandFailure(.usage, "a new context needs --server", fix: "voicebot context set \(name) --server URL")
    }
    guard AdminEndpoint(url: address).isShown else {
      throw CommandFailure(
        .refusedForSafety, "a context's URL holds no password", fix: "voicebot login --context \(name)")
    }
    if let token, !token.hasPrefix("env:"), !token.hasPrefix("file:") {
      throw CommandFailure(
        .refusedForSafety, "a token is a reference, never the value", fix: "voicebot login --context \(name)")
    }
    var context = contexts.all[name] ?? Contexts.Context(server: address)
    context.server = address
    context.token = token ?? context.token
    context.authorities = authorities ?? context.authorities
    context.isProtected = protected ?? context.isProtected
    contexts.all[name] = context
    contexts.current = contexts.current ?? name
    try contexts.save()
  }
}

struct ContextUse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: "Make a context the one that commands speak to.")

  @Argument(help: "Its name.", completion: LiveNames.completion(.contexts))
  var name: String

  func run() throws {
    var contexts = try Contexts.load()
    guard contexts.all[name] != nil else {
      throw CommandFailure(
        .notFound, "there is no context `\(name)`",
        fix: contexts.all.isEmpty
          ? "voicebot context set \(name) --server URL"
          : "one of: \(contexts.all.keys.sorted().joined(separator: ", "))"
      )
    }
    contexts.current = name
    try contexts.save()
  }
}

struct ContextRemove: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "remove", abstract: "Forget a context.")

  @Argument(help: "Its name.", completion: LiveNames.completion(.contexts))
  var name: String

  func run() throws {
    var contexts = try Contexts.load()
    guard contexts.all.removeValue(forKey: name) != nil else {
      throw CommandFailure(
        .notFound, "there is no context `\(name)`", fix: "`voicebot context list` shows those there are")
    }
    if contexts.current == name { contexts.current = nil }
    try contexts.save()
  }
}
