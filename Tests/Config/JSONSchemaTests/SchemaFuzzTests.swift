import FuzzRounds
import JSON
import JSONSchema
import Testing

package enum SchemaFuzz {
  /// Compiles a JSON text and, where it is a schema, holds the schema itself against it.
  static func run(bytes: [UInt8]) {
    guard let json = try? JSONParser.parse(bytes) else { return }
    guard let schema = try? Schema(json) else { return }
    #expect(schema.validate(json).count <= Schema.maximumFailures)
  }
}

@Suite struct SchemaFuzzTests {
  @Test func mutations() {
    let seed = Array(
      #"{"type":"object","required":["a"],"properties":{"a":{"type":["string","null"],"enum":["x",1]},"b":{"items":{"minimum":1}}},"additionalProperties":false,"const":{"a":1}}"#
        .utf8)
    let pieces = [#""type""#, "1e308", "-1", "[", "]", "{}", "null", "true", #""items":"#, ",", #""object""#].map {
      Array($0.utf8)
    }
    var state: UInt64 = 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in FuzzRounds(20_000) {
      var bytes = seed
      for _ in 0...random(3) {
        let at = random(bytes.count)
        switch random(3) {
        case 0: bytes[at] = UInt8(random(256))
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random(8)))
        default: bytes.insert(contentsOf: pieces[random(pieces.count)], at: at)
        }
        if bytes.isEmpty { bytes = seed }
      }
      SchemaFuzz.run(bytes: bytes)
    }
  }
}
