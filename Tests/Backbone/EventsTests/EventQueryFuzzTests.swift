import Events
import FuzzRounds
import Testing

package enum EventQueryFuzz {
  /// Parses the bytes as a query; what is accepted keeps its meaning when it is printed.
  package static func run(bytes: [UInt8]) throws {
    guard let query = try? EventQuery.parse(String(decoding: bytes, as: UTF8.self)) else { return }
    #expect(try EventQuery.parse(query.text) == query)
  }
}

@Suite struct EventQueryFuzzTests {
  @Test func mutations() throws {
    let seeds = [
      "", "from=17&follow=true", "call=a%2Fb&bot=x+y&tenant=%C3%BC", "type=turn,dtmf&type=tool.*", "call=&follow",
    ].map { Array($0.utf8) }
    let alphabet = Array("from=&%+,*typecalbo.0123\u{1}é".utf8)
    var state: UInt64 = 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in FuzzRounds(20_000) {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<random(bytes.isEmpty ? 25 : 5) {
        let at = random(bytes.count + 1)
        switch random(4) {
        case 0 where at < bytes.count: bytes[at] = UInt8(random(256))
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + random(4)))
        default: bytes.insert(alphabet[random(alphabet.count)], at: at)
        }
      }
      try EventQueryFuzz.run(bytes: bytes)
    }
  }
}
