import FuzzRounds
import JSON
import Plan
import Testing

struct PlanFileTests {
  private var file: PlanFile {
    let other = Revision.base.with("bots/roma/pizzeria.yaml", "Welcome.", "Hello.")
    return PlanFile(
      baseRevision: 4, baseCommit: String(repeating: "a", count: 40), commit: String(repeating: "b", count: 40),
      server: "http://127.0.0.1:8080", plan: Plan.make(from: Revision.base.set, to: other.set).json)
  }

  @Test func parseUndoesPrint() throws {
    #expect(try PlanFile(parsing: Array(file.text.utf8)) == file)
  }

  @Test(arguments: [
    ("\"base\":4", "\"base\":5", "changed since"), ("Hello.", "Hullo.", "changed since"),
    ("voicebot.plan/v1", "voicebot.plan/v9", "another version"), ("bbbb", "BBBB", "missing"),
    ("\"commit\":\"b", "\"comm\":\"b", "missing"),
    ("\"baseCommit\":", "\"base_\":", "missing"), ("\"aaaa", "\"caaa", "changed since"),
    ("\"aaaa", "\"xaaa", "which commit"), ("{", "", "not JSON"),
  ])
  func aChangedFileIsRefused(old: String, new: String, message: String) {
    let text = file.text.replacing(old, with: new, maxReplacements: 1)
    do {
      _ = try PlanFile(parsing: Array(text.utf8))
      Issue.record("accepted")
    } catch { #expect(error.message.contains(message)) }
  }

  @Test func fuzz() {
    let seed = Array(file.text.utf8)
    var state: UInt64 = 5
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in FuzzRounds(2_000) {
      var bytes = seed
      for _ in 0..<(1 + random(4)) {
        let index = random(bytes.count)
        switch random(3) {
        case 0: bytes[index] = UInt8(random(256))
        case 1: bytes.remove(at: index)
        default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + random(40))], at: random(bytes.count))
        }
      }
      guard let read = try? PlanFile(parsing: bytes) else { continue }
      // What is accepted is what was written, up to white space.
      #expect(read == file)
    }
  }
}
