import ArgumentParser
import Diagnostics
import Digest
import JSON
import Loading

struct SecretCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secret", abstract: "The secrets that the configuration refers to; never a value.",
    discussion: """
        voicebot secret list
        voicebot secret check --env production
        voicebot secret hash env:OPENAI_API_KEY
      """,
    subcommands: [SecretList.self, SecretCheck.self, SecretHash.self], defaultSubcommand: SecretList.self)
}

struct SecretOptions: ParsableArguments {
  @OptionGroup var place: RepositoryOptions

  @Option(
    name: [.customLong("env"), .customLong("environment")],
    help: ArgumentHelp("Lay environments/NAME.yaml over the resources.", valueName: "name"),
    completion: LiveNames.completion(.environments))
  var environment: String?

  /// Of a repository that need not be valid otherwise.
  func uses() throws -> [SecretUse] { SecretUse.all(in: try place.load(environment: environment).result.resources) }
}

struct SecretList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List every reference, where it is used, and whether it resolves on this machine.",
    discussion: "  voicebot secret list -o json")

  @OptionGroup var options: SecretOptions

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  func run() throws {
    let uses = try options.uses()
    let list = JSONValue.array(
      uses.map { use in
        [
          "reference": .string(use.text), "resolves": .bool(use.resolves),
          "usedBy": .array(
            use.places.map {
              ["field": .string($0.field), "file": .string($0.place.file), "line": .integer(Int64($0.place.line))]
            }),
        ]
      })
    ServerOutput.show(list, output) {
      ServerOutput.table(
        ["REFERENCE", "RESOLVES", "USED BY", "AT"],
        uses.flatMap { use in
          let resolves = use.resolves ? "yes" : "no"
          return use.places.map { [use.text, resolves, $0.field, "\($0.place.file):\($0.place.line)"] }
        })
    }
  }
}

struct SecretCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Fail where a reference does not resolve on this machine.",
    discussion: "  voicebot secret check --env production")

  @OptionGroup var options: SecretOptions

  func run() throws {
    let uses = try options.uses()
    let missing = uses.filter { !$0.resolves }
    for use in missing {
      let places = use.places.map { "\($0.place.file):\($0.place.line)" }.joined(separator: ", ")
      Terminal.output("\(use.text)  \(places)")
    }
    guard missing.isEmpty else {
      throw CommandFailure(
        .failed, "\(missing.count) of \(uses.count) secrets do not resolve",
        fix: "set the variables and files in the environment that runs voicebot")
    }
    Terminal.status("\(uses.count) secrets, all resolve")
  }
}

struct SecretHash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hash", abstract: "Print the fingerprint of a reference's value, to tell whether it was rotated.",
    discussion: """
      The fingerprint is the one that plans and diffs show: the first digits of the SHA-256.

        voicebot secret hash env:OPENAI_API_KEY
      """)

  @Argument(help: ArgumentHelp("env:NAME or file:/path.", valueName: "reference"))
  var reference: String

  func run() throws {
    guard let parsed = SecretUse.parse(reference) else {
      // The word is not repeated: it may be the value itself.
      throw CommandFailure(.usage, "that is no reference to a secret", fix: "write env:NAME or file:/path")
    }
    guard let value = SecretUse.value(parsed) else {
      throw CommandFailure(
        .notFound, "\(reference) does not resolve on this machine",
        fix: "set the variable, or put the value into the file")
    }
    Terminal.output("sha256:\(SHA256.hexadecimal(value.utf8).prefix(12))")
  }
}
