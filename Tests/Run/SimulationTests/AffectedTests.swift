import Loading
import Resources
import Simulation
import Testing

@Suite struct AffectedTestsTests {
  private func selected(_ path: String, _ wanted: String, _ written: String) throws -> Set<String> {
    let before = ShippedScenarioTests.files()
    var after = before
    let index = try #require(after.firstIndex { $0.path == path })
    let text = String(decoding: after[index].bytes, as: UTF8.self)
    #expect(text.contains(wanted))
    after[index].bytes = Array(text.replacing(wanted, with: written, maxReplacements: 1).utf8)
    let tests = AffectedTests.select(
      from: try Bench.snapshot(before), to: try Bench.snapshot(after), changedFiles: [path])
    return Set(tests.map(\.scenario))
  }

  @Test func aScenarioConcernsItsOwnTests() throws {
    #expect(
      try selected("scenarios/pizza-ordering/scenario.yaml", "Is that right?", "Right?") == ["pizza-ordering"])
  }

  @Test func aBotConcernsTheTestsThatCallIt() throws {
    #expect(try selected("bots/northwind/hotel.yaml", "Northwind Hotel", "Southwind Hotel") == ["hotel-booking"])
  }

  @Test func aTenantConcernsItsBots() throws {
    #expect(
      try selected("bots/northwind/tenant.yaml", "concurrentCalls: 500", "concurrentCalls: 400")
        == ["hotel-booking", "support-triage"])
  }

  @Test func aCommentConcernsNothing() throws {
    #expect(try selected("bots/northwind/hotel.yaml", "apiVersion", "# a comment\napiVersion") == [])
  }

  @Test func aTestFileConcernsItsTests() throws {
    let path = "scenarios/hotel-booking/tests/language-model.yaml"
    #expect(try selected(path, "apiVersion", "# a comment\napiVersion") == ["hotel-booking"])
  }

  @Test func anotherBotConcernsNothing() throws {
    #expect(try selected("bots/northwind/echo.yaml", "\"900\"", "\"901\"") == [])
  }

  @Test func withoutAnOldRevisionAllAreConcerned() throws {
    let snapshot = try Bench.snapshot(ShippedScenarioTests.files())
    #expect(AffectedTests.select(from: nil, to: snapshot, changedFiles: []).count == snapshot.tests.count)
  }
}
