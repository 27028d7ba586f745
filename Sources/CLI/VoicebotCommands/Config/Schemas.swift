import ArgumentParser
import Shapes

struct Schemas: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the JSON Schemas and the reference of the configuration language, or check that they are current.",
    discussion: "  voicebot schemas --check")

  @Option(help: "The repository whose schemas/ and docs/reference/ are written.", completion: .directory)
  var out = "."

  @Flag(help: "Write nothing; fail where a file differs.")
  var check = false

  func run() throws {
    var stale: [String] = []
    for (path, text) in SchemaFiles.render() {
      let target = "\(out)/\(path)"
      if check {
        if FileText.read(target) != text { stale.append(path) }
      } else {
        if let slash = target.lastIndex(of: "/") { try OutputFile.makeFolder(String(target[..<slash])) }
        try OutputFile.write(text, to: target)
      }
    }
    guard stale.isEmpty else {
      throw CommandFailure(.failed, "stale: \(stale.joined(separator: ", "))", fix: "voicebot schemas")
    }
  }
}
