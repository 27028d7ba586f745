import Glibc
import Loading
import Resources

/// The scenarios that this project ships, read from `scenarios/`.
enum ShippedScenarios {
  static let pizza = scenario("pizza-ordering")
  static let hotel = scenario("hotel-booking")
  static let support = scenario("support-triage")

  private static func scenario(_ name: String) -> Scenario {
    let root = #filePath.split(separator: "/").dropLast(5).reduce("") { "\($0)/\($1)" }
    let path = "scenarios/\(name)/scenario.yaml"
    var bytes: [UInt8] = []
    if let file = fopen("\(root)/\(path)", "r") {
      bytes = [UInt8](repeating: 0, count: 1 << 20)
      bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
      fclose(file)
    }
    let project = "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: test}\n"
    let files = [SourceFile(path: "voicebot.yaml", text: project), SourceFile(path: path, bytes: bytes)]
    guard let scenario = Loader.load(files, revision: "test").snapshot?.scenarios[name] else {
      fatalError("\(root)/\(path) cannot be read, or is not valid")
    }
    return scenario
  }
}
