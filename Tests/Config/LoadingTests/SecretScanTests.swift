import FuzzRounds
import Glibc
import JSON
import Testing

@testable import Diagnostics
@testable import Loading
@testable import Secrets

@Suite struct SecretScanTests {
  private static func found(_ value: String, key: String = "note") -> [Diagnostic] {
    let text = FindingFixture.botText("scenario: hello\nvariables: {\(key): '\(value)'}")
    return Loader.load(Repository.files(text), revision: "test").diagnostics.filter {
      $0.code == .clearSecret || $0.code == .randomText
    }
  }

  @Test(arguments: [
    "AKIAIOSFODNN7EXAMPLE", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "glpat-1a2B3c4D5e6F7g8H9i0J",
    "xoxb-123456789012-abcdefABCDEF", "sk-proj-4fJq8Zt0aB3cD5eF7gH9", "sk-ant-api03-4fJq8Zt0aB3cD5eF7gH9",
    "AIzaSyA1234567890abcdefghijklmnopqrstuv", "hf_abcdefghij1234567890KLMNOPQRSTUV",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27", "Bearer 4fJq8Zt0aB3cD5eF", "bearer 4fJq8Zt0aB3cD5eF",
    "-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN OPENSSH PRIVATE KEY-----", "https://eva:hunter2@example.com",
    "postgres://eva:hunter2@db/app", "sip:eva:hunter2@example.com", "<sips:eva:hunter2@example.com>",
    "https://hooks.slack.com/services/T000000/B000000/abcdefghijklmnop", "SK0123456789abcdef0123456789abcdef",
    "sk_live_4fJq8Zt0aB3cD5eF7gH9",
  ]) func knownForms(_ value: String) {
    let found = Self.found("x " + value + " y")
    #expect(found.map(\.code) == [.clearSecret])
    for diagnostic in found {
      let secret = value.split { ":/@ ".contains($0) }.last.map(String.init) ?? value
      let text = DiagnosticText().print(diagnostic) + diagnostic.json.text
      #expect(value.contains("@") ? !text.contains("hunter2") : !text.contains(secret), "\(text)")
    }
  }

  @Test(arguments: [
    "", "Pizzeria Roma", "+493012345678", "sip:staff@127.0.0.1:5070", "https://example.com/a/b?x=1", "env:API_KEY",
    "http://127.0.0.1:8811/v1", "a sk-learn model", "ask-me-about-our-menu-of-the-day",
    "bearer of good news for everyone",
    "the quick brown fox jumps over the lazy dog", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "2026-01-15T10:00:00Z",
    "registry.example.com/team/VoiceBot-Runtime-2026.01:latest",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "SELECT number, status FROM orders WHERE number = CAST(:number AS INTEGER)",
    "https://{{user}}:{{password}}@example.com",
    "PlaceOrderInTheWarehouseOfTheNorth2026", "customerSatisfactionSurveyVersion12Final", "mailto:eva@example.com",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0123456789012345678901234567890123456789",
    "https://example.com/@eva:home", "12:30-14:00 and 18:00-22:00", "AKIA is a prefix", "eyJ", "sk-",
    "-----BEGIN CERTIFICATE-----",
    "/usr/share/voicebot/models/vits-piper-en_US-amy-low/en_US-amy-low.onnx",
  ]) func whatIsNoSecret(_ value: String) {
    #expect(Self.found(value) == [])
  }

  @Test(arguments: [
    ("password", "hunter2x", 1), ("apiKey", "abc123def", 1), ("x-api-key", "a1b2c3", 1), ("password", "secret", 0),
    ("password", "env:PASSWORD", 0), ("password", "{{password1}}", 0), ("keyword", "abc123def", 0),
    ("token", "a b c 1 2 3", 0),
  ]) func namesThatSaySo(_ key: String, _ value: String, _ count: Int) {
    #expect(Self.found(value, key: key).count == count)
  }

  /// Random keys are found, whatever their alphabet.
  @Test(arguments: [
    ("0123456789abcdef", 40), ("0123456789ABCDEF", 48),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 32),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 44),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 43),
  ]) func randomKeys(_ alphabet: String, _ length: Int) {
    var random = SeededRandom(seed: 11)
    let letters = Array(alphabet)
    var missed = 0
    for _ in 0..<200 {
      let key = String((0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
      if Self.found(key).isEmpty { missed += 1 }
    }
    print("random keys of \(letters.count) letters, \(length) long: missed \(missed) of 200")
    #expect(missed <= 12)
  }

  /// No finding in the texts of the workplace's test data, nor in the shipped files.
  @Test func noFalseFindings() throws {
    guard let root = getenv("VOICEBOT_TESTDATA").map({ String(cString: $0) }) else {
      print("skipped: VOICEBOT_TESTDATA names no test data")
      return
    }
    // What these hold is as random as a key, or a password in an address, and only their place tells that it is none.
    let random = [
      "yaml-test-suite/src/565N.yaml", "draft2020-12/optional/format/uuid.json",
      "draft2020-12/optional/format/uri.json", "draft2020-12/optional/format/iri.json",
    ]
    var looked = 0
    for path in DiskFiles.paths(under: root) {
      let isText = [".md", ".yaml", ".yml", ".py", ".json", ".sh", ".c", ".tsv", ".txt", ".cfg"].contains {
        path.hasSuffix($0)
      }
      guard isText, !random.contains(where: { path.hasSuffix($0) }), let bytes = DiskFiles.bytes("\(root)/\(path)"),
        bytes.count < 1 << 20
      else { continue }
      for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
        looked += 1
        if let find = SecretScan.finds(in: String(line)).first { Issue.record("\(path): \(find.what): \(line)") }
      }
    }
    #expect(looked > 1000)
  }
}
