import JSON
import Testing

@testable import Models

struct FormatTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func hashes(text: String, expected: String) {
    var whole = SHA256()
    Array(text.utf8).withUnsafeBytes { whole.update($0) }
    #expect(whole.finish() == expected)
    // In uneven portions.
    var portions = SHA256()
    var rest = Array(text.utf8)[...]
    var size = 1
    while !rest.isEmpty {
      Array(rest.prefix(size)).withUnsafeBytes { portions.update($0) }
      rest = rest.dropFirst(size)
      size = size * 2 + 1
    }
    #expect(portions.finish() == expected)
  }

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
