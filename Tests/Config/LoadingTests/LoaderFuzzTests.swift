import Diagnostics
import FuzzRounds
import Loading
import Testing

package enum LoaderFuzz {
  /// Loads the bytes as each kind of file; what holds for any input is checked.
  static func run(bytes: [UInt8], path: String, among files: [SourceFile]) {
    let result = Loader.load(files + [SourceFile(path: path, bytes: bytes)], revision: "fuzz")
    #expect((result.snapshot == nil) == result.diagnostics.contains { $0.severity == .error })
    for diagnostic in result.diagnostics {
      #expect(diagnostic.place.line >= 1 && diagnostic.place.column >= 1)
      #expect(DiagnosticText().print(diagnostic).hasSuffix("\n"))
    }
  }
}

@Suite struct LoaderFuzzTests {
  @Test func mutationsOfShippedFiles() {
    let shipped =
      Repository.shipped().filter { Loader.isPart(path: $0.path) }
      + CompleteRepository.files.filter { $0.path != "voicebot.yaml" }
    let pieces = [
      "{{", "}}", "[", "]", "{", "}", ": ", "\n", "  ", "-", "\"", "0012", "null", "true", "&", "|", "#", "\t",
    ]
    var random = SeededRandom(seed: 42)
    for _ in FuzzRounds(600) {
      let victim = shipped[Int.random(in: 0..<shipped.count, using: &random)]
      // The scenarios are long: a window of them is mutated, and the rest left out half of the time.
      var bytes = victim.bytes
      if bytes.count > 3000, Bool.random(using: &random) {
        bytes = Array(bytes.prefix(Int.random(in: 200..<3000, using: &random)))
      }
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let at = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20, using: &random)))
        default:
          let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
          bytes.insert(contentsOf: Array(piece.utf8), at: at)
        }
      }
      let others = shipped.filter { $0.path != victim.path && $0.bytes.count < 1500 }
      LoaderFuzz.run(bytes: bytes, path: victim.path, among: others)
    }
  }
}
