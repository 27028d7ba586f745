import FuzzRounds
import Loading
import Resources
import Shapes
import Testing

/// What was live stays live under whatever rules: a snapshot is made of all that can be read.
@Suite struct UnsoundSnapshotTests {
  @Test(arguments: Fixture.all) func everyKindOfFindingLeavesASnapshot(_ fixture: Fixture) {
    let strict = fixture.load()
    let kept = fixture.load(keepsUnsound: true)
    #expect(kept.diagnostics == strict.diagnostics && kept.resources.count == strict.resources.count)
    // What is sound is the same either way; of the rest there is a snapshot where there is a project.
    if let snapshot = strict.snapshot { #expect(kept.snapshot == snapshot) }
    let hasProject = strict.resources.contains { $0.name.kind == .project }
    #expect((kept.snapshot != nil) == hasProject)
  }

  /// No field that is anything else than it should be ends the process.
  @Test func fuzz() {
    let whole = Fixture(name: "complete")
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let words = ["-1", "99999999999999999999", "[]", "{}", "null", "\"\"", "9-1", "0", "1e400", "~", "true", "a: b"]
    var options = LoadOptions()
    options.keepsUnsound = true
    var snapshots = 0
    for _ in FuzzRounds(300) {
      var files = whole.files
      for _ in 0..<(1 + random(5)) {
        let index = random(files.count)
        var lines = files[index].bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        let line = random(lines.count)
        switch random(3) {
        case 0: lines.remove(at: line)
        case 1:
          guard let colon = lines[line].firstIndex(of: UInt8(ascii: ":")) else { continue }
          lines[line] = Array(lines[line][...colon]) + Array((" " + words[random(words.count)]).utf8)
        default: lines[line] = Array(String(decoding: lines[line], as: UTF8.self).replacing("a", with: "x").utf8)
        }
        files[index].bytes = Array(lines.joined(separator: [0x0A]))
      }
      if Loader.load(files, revision: "fuzz", options: options).snapshot != nil { snapshots += 1 }
    }
    #expect(snapshots > 100)
  }
}
