import FuzzRounds
import JSON
import Testing

@Suite struct JSONFuzzTests {
  @Test func writtenValuesAreReadBackEqual() throws {
    var random = SeededRandom(seed: 1)
    for _ in FuzzRounds(4000) {
      let value = JSONFuzz.value(&random, depth: 0)
      var writer = JSONWriter()
      writer.write(value)
      #expect(try JSONParser.parse(writer.bytes) == value)
    }
  }

  @Test func survivesMutations() {
    var random = SeededRandom(seed: 1000)
    for _ in FuzzRounds(20_000) {
      var writer = JSONWriter()
      writer.write(JSONFuzz.value(&random, depth: 2))
      var bytes = writer.bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
        case 1 where index < bytes.count: bytes.remove(at: index)
        case 2 where index < bytes.count: bytes[index] = UInt8.random(in: 0...255, using: &random)
        default: break
        }
      }
      #expect(JSONFuzz.run(bytes: bytes))
    }
  }
}

enum JSONFuzz {
  /// False where an accepted text does not mean the same after it is written and read again.
  static func run(bytes: [UInt8]) -> Bool {
    guard let value = try? JSONParser.parse(bytes) else { return true }
    var writer = JSONWriter()
    writer.write(value)
    return (try? JSONParser.parse(writer.bytes)) == value
  }

  static func value(_ random: inout SeededRandom, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth < 4 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .integer(.random(in: .min ... .max, using: &random))
    case 3: return .number(.random(in: -1e12...1e12, using: &random))
    case 4, 5: return .string(text(&random))
    case 6:
      return .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in value(&random, depth: depth + 1) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0..<5, using: &random) { object[text(&random)] = value(&random, depth: depth + 1) }
      return .object(object)
    }
  }

  static func text(_ random: inout SeededRandom) -> String {
    let scalars: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "\u{0}", "\u{1F}", "é", "😀", "\u{2028}", " ", "/"]
    var text = ""
    for _ in 0..<Int.random(in: 0..<8, using: &random) {
      text.unicodeScalars.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
    }
    return text
  }
}
