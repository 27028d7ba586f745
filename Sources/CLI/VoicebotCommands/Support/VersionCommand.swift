import ArgumentParser

enum Version {
  static let current = "0.1.0"
  /// When it was last changed, for the manual.
  static let date = "2026-11-22"
}

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

  func run() { Terminal.output("voicebot \(Version.current)") }
}
