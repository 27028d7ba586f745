import FuzzRounds
import Testing

@Suite struct FuzzRoundsTests {
  @Test(arguments: [nil, ""]) func areCountedWithoutATime(seconds: String?) {
    #expect(Array(FuzzRounds(3, seconds: seconds)) == [0, 1, 2])
  }

  @Test func goOnUntilTheTimeIsOver() {
    var rounds = 0
    let elapsed = ContinuousClock().measure {
      for round in FuzzRounds(1, seconds: "0.05") {
        #expect(round == rounds)
        rounds += 1
      }
    }
    #expect(rounds > 1)
    #expect(elapsed >= .milliseconds(50))
  }

  @Test func areOneAtLeast() {
    #expect(Array(FuzzRounds(100, seconds: "1e-9")) == [0])
  }
}
