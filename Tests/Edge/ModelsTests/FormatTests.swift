import JSON
import Testing

@testable import Models

struct FormatTests {
  @Test func readsLongTokens() throws {
    // 128 + 1, then 2: (129 − 128) · 128 + 2 = 130 bytes.
    let table = try #require(MoonshineTokens.table([129, 2] + [UInt8](repeating: 65, count: 130) + [0, 1, 66]))
    let lines = String(decoding: table, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasSuffix(" 0"))
    #expect(lines[1] == " 1")
    #expect(lines[2] == "Qg== 2")
  }

  @Test(arguments: [[], [5, 1], [200], [128, 5, 1]] as [[UInt8]]) func refusesWhatIsCut(bytes: [UInt8]) {
    #expect(MoonshineTokens.table(bytes) == nil)
  }

  @Test func appendsMetadata() throws {
    let json: JSONValue = [
      "audio": ["sample_rate": 22050], "espeak": ["voice": "en-us"], "phoneme_id_map": ["_": [0], "ə": [59]],
    ]
    let voice = try #require(PiperVoice(json))
    #expect(String(decoding: voice.tokens, as: UTF8.self) == "_ 0\nə 59\n")
    #expect(
      voice.metadata.starts(with: [0x72, 18, 0x0a, 10] + Array("model_type".utf8) + [0x12, 4] + Array("vits".utf8)))
    #expect(PiperVoice([:]) == nil)
    #expect(PiperVoice(["audio": ["sample_rate": 1], "espeak": ["voice": "x"], "phoneme_id_map": ["a": 1]]) == nil)
  }

  /// Random bytes and mutations of a good table: no trap, and every accepted table has a line for each token.
  @Test func randomTables() {
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<20_000 {
      let bytes = (0..<random(40)).map { _ in UInt8(random(4) == 0 ? random(256) : random(6)) }
      guard let table = MoonshineTokens.table(bytes) else { continue }
      #expect(table.last == 0x0a && table.count <= 2 * bytes.count + 10 * bytes.count)
    }
  }
}
