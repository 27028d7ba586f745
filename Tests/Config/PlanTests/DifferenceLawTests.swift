import JSON
import Loading
import Plan
import Testing

/// Random repositories: a difference is empty exactly where the revisions mean the same.
struct DifferenceLawTests {
  private struct Random {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  private static func bot(_ index: Int, _ random: inout Random) -> String {
    var lines = ["numbers: [\"\(1000 + index)\"]", "scenario: pizza", "variables: {business: \"B\(random.next(3))\"}"]
    if random.next(2) == 0 { lines.append("greeting: \"Hi \(random.next(5)).\"") }
    if random.next(2) == 0 { lines.append("turns: {endpointing: {minDelay: \(200 + 50 * random.next(3))ms}}") }
    if random.next(3) == 0 { lines.append("limits: {concurrentCalls: \(1 + random.next(9))}") }
    if random.next(3) == 0 { lines.append("recording: {enabled: \(random.next(2) == 0)}") }
    // The order of the fields means nothing.
    for place in stride(from: lines.count - 1, to: 0, by: -1) { lines.swapAt(place, random.next(place + 1)) }
    return "apiVersion: voicebot/v1\nkind: Bot\nmetadata: {name: bot-\(index)}\nspec:\n"
      + lines.map { "  \($0)\n" }.joined()
  }

  private static func repository(_ random: inout Random) -> Revision {
    var revision = Revision.base
    for index in 0..<random.next(6) where random.next(4) > 0 {
      revision.files["bots/roma/bot-\(index).yaml"] = bot(index, &random)
    }
    return revision
  }

  @Test func emptyExactlyWhereTheMeaningIsTheSame() throws {
    var random = Random(state: 11)
    var same = 0
    for _ in 0..<300 {
      let old = Self.repository(&random)
      let new = random.next(3) == 0 ? old : Self.repository(&random)
      let before = try #require(old.load.snapshot)
      let after = try #require(new.load.snapshot)
      let plan = Plan.make(from: old.set, to: new.set)
      let back = Plan.make(from: new.set, to: old.set)
      #expect(plan.isEmpty == (before == after))
      #expect(back.isEmpty == plan.isEmpty)
      #expect(plan.count(.add) == back.count(.remove))
      #expect(Plan.make(from: new.set, to: new.set).isEmpty)
      if plan.isEmpty { same += 1 }
    }
    #expect(same > 50 && same < 250)
  }
}
