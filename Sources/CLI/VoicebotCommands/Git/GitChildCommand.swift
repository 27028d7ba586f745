import ArgumentParser
import Git
import Glibc

/// Fetches for the runtime, in a process that it can kill. Not for people: the request comes on standard input.
struct GitChildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git-child", abstract: "Fetch from a Git remote for the runtime.", shouldDisplay: false)

  func run() throws { Glibc.exit(GitChild.run()) }
}
