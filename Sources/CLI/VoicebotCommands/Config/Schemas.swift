import ArgumentParser
import Glibc
import Shapes

struct Schemas: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the JSON Schemas and the reference of the configuration language, or check that they are current.",
    discussion: "  voicebot schemas --check")

  @Option(help: "The repository whose schemas/ and docs/reference/ are written.")
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
        Self.makeFolders(of: path, in: out)
        guard FileText.write(text, to: target) else {
          throw CommandFailure(.failed, "cannot write \(target): \(String(cString: strerror(errno)))")
        }
      }
    }
    guard stale.isEmpty else {
      throw CommandFailure(.failed, "stale: \(stale.joined(separator: ", "))", fix: "voicebot schemas")
    }
  }

  private static func makeFolders(of path: String, in root: String) {
    var folder = root
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
  }
}
