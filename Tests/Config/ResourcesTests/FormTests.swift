import FuzzRounds
import JSON
import Resources
import Testing

/// Texts of a form of their own.
@Suite struct FormTests {
  @Test(arguments: [
    ("errorRate > 2%", Condition.Metric.errorRate, Bound.Comparison.greater, Bound.Limit.percent(2)),
    ("errorRate>=0.5%", .errorRate, .greaterOrEqual, .percent(0.5)),
    ("latency.p95 > 1500ms", .latencyP95, .greater, .duration(.milliseconds(1500))),
    ("latency.p50  <=  2s", .latencyMiddle, .lessOrEqual, .duration(.seconds(2))),
  ]) func conditions(
    _ text: String, _ metric: Condition.Metric, _ comparison: Bound.Comparison, _ limit: Bound.Limit
  ) {
    #expect(Condition(text: text) == Condition(metric: metric, bound: Bound(comparison: comparison, limit: limit)))
  }

  @Test(arguments: [
    "", "errorRate", "> 2%", "errorRate > 2", "errorRate > 2s", "latency.p95 > 2%", "latency > 1s", "errorRate > 101%",
    "errorRate = 2%", "errorRate >> 2%", "ErrorRate > 2%", "errorRate > -1%", "errorRate > 2% ago",
  ]) func noConditions(_ text: String) {
    #expect(Condition(text: text) == nil)
  }

  @Test func boundsHold() throws {
    let latency = try #require(Bound(text: "< 800ms"))
    #expect(latency.accepts(.milliseconds(799)) && !latency.accepts(.milliseconds(800)) && !latency.accepts(1.0))
    let share = try #require(Bound(text: ">= 2%"))
    #expect(share.accepts(2.0) && !share.accepts(1.9) && !share.accepts(.seconds(3)))
    #expect(Bound(text: "<= 3")?.limit == .count(3))
  }

  @Test(arguments: [
    ("Mon-Fri 10:00-22:00", OpeningHours.Day.friday, 1319, true), ("Mon-Fri 10:00-22:00", .friday, 1320, false),
    ("Mon-Fri 10:00-22:00", .saturday, 700, false), ("Sat,Sun 12:00-02:00", .saturday, 1439, true),
    ("Sat,Sun 12:00-02:00", .monday, 60, true), ("Sat,Sun 12:00-02:00", .monday, 120, false),
    ("Sat,Sun 12:00-02:00", .saturday, 60, false), ("Sat-Mon 08:00-09:00", .sunday, 500, true),
    ("Mon-Sun 00:00-24:00", .wednesday, 0, true), ("Mon,Wed-Thu 00:00-24:00", .tuesday, 5, false),
  ]) func openingHours(_ text: String, _ day: OpeningHours.Day, _ minute: Int, _ isOpen: Bool) throws {
    #expect(try #require(OpeningHours(text: text)).contains(day, minute: minute) == isOpen)
  }

  @Test(arguments: [
    "", "Mon", "Mon 10-22", "mon 10:00-22:00", "Mon-Fri  10:00-22:00", "Mon-Fri 10:00-10:00", "Mon-Fri 24:00-02:00",
    "Mon-Fri 10:60-11:00", "Mon-Fri-Sat 10:00-11:00", "Mon, Tue 10:00-11:00", "10:00-22:00", "Mon 25:00-26:00",
  ]) func noOpeningHours(_ text: String) {
    #expect(OpeningHours(text: text) == nil)
  }

  @Test func anyTextIsAnswered() {
    var random = SeededRandom(seed: 77)
    let pieces = [
      "Mon", "-", ",", " ", "10:00", "24:00", "errorRate", ">", "<=", "2%", "1500ms", ".", "9", "\u{E9}", ":",
    ]
    for _ in FuzzRounds(5000) {
      let count = Int.random(in: 0...10, using: &random)
      let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      if let hours = OpeningHours(text: text) { #expect(!hours.days.isEmpty && hours.opens < 1440, "\(text)") }
      if let condition = Condition(text: text) { #expect(text.contains(condition.metric.rawValue), "\(text)") }
    }
  }
}
