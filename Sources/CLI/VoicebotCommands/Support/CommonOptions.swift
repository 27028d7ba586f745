import ArgumentParser
import Loading

/// Where the repository is.
struct RepositoryOptions: ParsableArguments {
  @Option(
    name: .customShort("C"), help: ArgumentHelp("Run in this directory.", valueName: "dir"), completion: .directory)
  var directory = "."

  func load(environment: String? = nil, loader: IncrementalLoader? = nil) throws -> Repository {
    try Repository.load(directory, environment: environment, loader: loader)
  }
}

/// How data is written on stdout.
enum DataFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, yaml, ndjson
}
