import ArgumentParser
import Resources

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a diagnostic's code.", discussion: "  voicebot explain VB0107")

  @Argument(help: "A code such as VB0107.")
  var code: String

  func run() throws {
    guard let known = DiagnosticCode(rawValue: code.uppercased()) else {
      throw CommandFailure(.notFound, "there is no code `\(code)`", fix: "codes look like VB0107")
    }
    Terminal.output("\(known.rawValue) (\(known.severity.rawValue))\n\n\(known.explanation)")
  }
}
