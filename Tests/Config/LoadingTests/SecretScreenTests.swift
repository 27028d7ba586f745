import Diagnostics
import FuzzRounds
import JSON
import Loading
import Resources
import Testing

@Suite struct SecretScreenTests {
  private static let key = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"

  private static func files(_ path: String, _ text: String) -> [SourceFile] {
    Repository.files(Repository.project + Repository.tenant) + [SourceFile(path: path, text: text)]
  }

  private static let bot = """
    apiVersion: voicebot/v1
    kind: Bot
    metadata: {name: desk}
    spec: {numbers: ["7"], brain: {provider: echo}}

    """

  @Test(arguments: [
    // Fields, keys, comments.
    ("bots/acme/b.yaml", bot + "  greeting: \(key)\n"), ("bots/acme/b.yaml", bot + "# \(key)\n"),
    ("bots/acme/b.yaml", bot + "# voicebot: ignore VB0303 \(key)\n"), ("bots/acme/b.yaml", "\(key): 1\n"),
    ("bots/acme/b.yaml", bot + "# password: hunter2hunter2\n"),
    ("bots/acme/b.yaml", bot + "#token=\"hunter2hunter2\"\n"),
    ("bots/acme/b.yaml", bot.replacing("brain", with: "\"gh\\x70_16C7e42F292c6912E7710c838347Ae178B4a\": x, brain")),
    // What is no resource of this language.
    ("bots/acme/b.yaml", "apiVersion: v1\nkind: Secret\ndata: {token: \(key)}\n"), ("bots/acme/b.yaml", "- \(key)\n"),
    ("bots/acme/b.yaml", "\(key)\n"), ("bots/acme/b.yaml", "kind: Bott\nspec: {token: hunter2hunter2}\n"),
    ("bots/acme/b.yaml", "apiVersion: voicebot/v9\nkind: Bot\nspec: {greeting: \(key)}\n"),
    // What does not parse.
    ("bots/acme/b.yaml", "a: [\nb: \(key)\n"), ("bots/acme/b.yaml", "a:\n\tb: \(key)\n"),
    ("bots/acme/b.yaml", "a: *b\npassword: 'hunter2hunter2'\n"), ("bots/acme/b.yaml", "a: 1\na: 2 # \(key)\n"),
    ("bots/acme/b.yaml", "a: ]\n-----BEGIN RSA PRIVATE KEY-----\n"), ("bots/acme/b.yaml", "%YAML 1.1\n---\n- \(key)\r"),
    ("bots/acme/b.yaml", "a: ]\n  {password : \"hunter2hunter2\", b: c}"),
    // Everywhere.
    ("environments/prod.yaml", "kind: Bot\nspec: {greeting: \(key)}\n"), ("environments/prod.yaml", "a: ] # \(key)\n"),
    ("environments/prod.yaml", "# \(key)\n"), ("scenarios/s/data.yaml", "- \(key)\n"),
    ("scenarios/s/data.yaml", "- a # \(key)\n"), ("scenarios/s/data.yaml", "a: ] \(key)\n"),
    ("scenarios/s/tests/t.yaml", "a: ] \(key)\n"), ("voicebot.yaml", "a: ] \(key)\n"),
  ]) func isFound(_ path: String, _ text: String) {
    let files = Self.files(path, text)
    let found = IncrementalLoader().screen(files)
    #expect(found.count == 1 && found.allSatisfy { $0.code == .clearSecret && $0.place.file == path }, "\(found)")
    let loaded = Loader.load(files, revision: "test").diagnostics
    #expect(loaded.contains { $0.code == .clearSecret }, "the loader says as much: \(loaded)")
    for diagnostic in found + loaded {
      let shown = DiagnosticText().print(diagnostic) + diagnostic.json.text
      #expect(!shown.contains(Self.key) && !shown.contains("hunter2"), "\(shown)")
    }
  }

  @Test(arguments: [
    ("bots/acme/b.yaml", bot + "# The password is env:DESK. token: file:/run/token\n"),
    ("bots/acme/b.yaml", bot + "# commit 3f29bd0c6be04ac9d1c2f47f0ffb8a71a3f2e6d9\n"),
    ("bots/acme/b.yaml", bot + "# yaml-language-server: $schema=../../schemas/bot.json\n"),
    ("bots/acme/b.yaml", bot + "# key: voicebot/v1, and the token: see the 2nd page\n# keys: a1, b2\n# key:\n"),
    ("bots/acme/b.yaml", "a: ]\nsecret: env:NAME1\napiKey: \"{{key1}}\"\n"),
    // Anything may be there, random texts too.
    (
      "scenarios/s/data.yaml", "- 3f29bd0c6be04ac9d1c2f47f0ffb8a71a3f2e6d9\n- {token: hunter2hunter2}\n# key: hunter2\n"
    ),
    ("README.md", key),
  ]) func isNone(_ path: String, _ text: String) {
    #expect(IncrementalLoader().screen(Self.files(path, text)) == [])
  }

  /// A loader stops at a hundred findings of a file; a secret behind them is found all the same.
  @Test func aFileOfErrorsHidesNone() {
    let errors = (0..<150).map { "  wrong\($0): 1\n" }.joined()
    let text = Self.bot.replacing("spec: {", with: "spec:\n\(errors)  more: {") + "  greeting: \(Self.key)\n"
    #expect(IncrementalLoader().screen(Self.files("bots/acme/b.yaml", text)).map(\.code) == [.clearSecret])
    let provider = """
      apiVersion: voicebot/v1
      kind: Provider
      metadata: {name: far}
      spec:
      \(errors)  secret: swordfish

      """
    let found = IncrementalLoader().screen(Self.files("bots/acme/p.yaml", provider))
    #expect(found.map(\.code) == [.secretValue])
    #expect(!found.contains { DiagnosticText().print($0).contains("swordfish") })
  }

  /// What an environment lays over a field does not hide what stands in it, and either is told of once.
  @Test func anEnvironmentHidesNone() {
    let provider = """
      apiVersion: voicebot/v1
      kind: Provider
      metadata: {name: far, tenant: acme}
      spec: {driver: openai-chat, endpoint: "https://far.example/v1", model: m, secret: swordfish}

      """
    let files = Self.files("bots/acme/p.yaml", provider)
    let options = LoadOptions(environment: "prod")
    func overlay(_ secret: String) -> SourceFile {
      SourceFile(
        path: "environments/prod.yaml",
        text:
          "apiVersion: voicebot/v1\nkind: Provider\nmetadata: {name: far, tenant: acme}\nspec: {secret: \(secret)}\n")
    }
    for (secret, places) in [
      ("env:FAR", ["bots/acme/p.yaml"]), (Self.key, ["bots/acme/p.yaml", "environments/prod.yaml"]),
    ] {
      let all = files + [overlay(secret)]
      #expect(IncrementalLoader(options: options).screen(all).map(\.place.file).sorted() == places)
      let loaded = Loader.load(all, revision: "test", options: options).diagnostics.filter { $0.code.isClearSecret }
      #expect(loaded.map(\.place.file).sorted() == places)
    }
  }

  /// The laws: all that a load reports a screen finds; an update after a screen is a load.
  @Test(arguments: [nil, "prod"] as [String?]) func screensAreComplete(_ environment: String?) {
    let options = LoadOptions(today: CivilDate("2026-02-15"), environment: environment)
    var (found, told) = (0, 0)
    for seed in FuzzRounds(10) {
      var random = RandomRepository(seed: UInt64(seed) &+ 900)
      let loader = IncrementalLoader(options: options)
      for step in 0..<12 {
        var files: [SourceFile] = []
        for path in RandomRepository.paths where random.below(6) > 0 {
          var file = random.file(path)
          if random.below(8) == 0 { Self.insert(random.pick(Self.secrets), in: &file, &random) }
          files.append(file)
        }
        let screened = loader.screen(files)
        let whole = Loader.load(files, revision: "\(step)", options: options)
        let secrets = whole.diagnostics.filter { $0.code.isClearSecret }
        let missed = secrets.filter { secret in
          !screened.contains { $0.code == secret.code && $0.place == secret.place }
        }
        #expect(missed.isEmpty, "seed \(seed), step \(step): \(missed)")
        found += screened.count
        told += secrets.count
        guard step % 3 != 2 else { continue }
        let update = loader.update(to: files, revision: "\(step)")
        #expect(
          update.diagnostics == whole.diagnostics && update.resources == whole.resources
            && update.snapshot == whole.snapshot, "seed \(seed), step \(step)")
      }
    }
    print("secrets: \(found) found by screens, \(told) by loads")
    #expect(told > 50 && found >= told)
  }

  private static let secrets = [
    key, " # \(key)\n", "\n# apiKey: hunter2hunter2\n", "password: hunter2hunter2\n", "\nsecret: swordfish1\n",
    "\"\(key)\"", "https://eva:hunter2@example.com", "3f29bd0c6be04ac9d1c2f47f0ffb8a71a3f2e6d9",
  ]

  private static func insert(_ text: String, in file: inout SourceFile, _ random: inout RandomRepository) {
    let place = random.below(file.bytes.count + 1)
    file.bytes.insert(contentsOf: Array(text.utf8), at: place)
  }

  /// 1 MiB in comments, and in a file that does not parse, in lines of all lengths.
  @Test(arguments: ["# ", "a: ] "], ["key: abcdefghijklmnop://", "key=", ":", "password: a1b2c3, ", "-----BEGIN "])
  func isQuick(_ start: String, _ part: String) {
    let clock = ContinuousClock()
    var time = Duration.zero
    for count in [10, (1 << 20) / part.utf8.count - 4] {
      let line = start + String(repeating: part, count: count) + "\n"
      let text = String(repeating: line, count: max(1, (1 << 20) / line.utf8.count))
      time = max(time, clock.measure { _ = IncrementalLoader().screen(Self.files("bots/acme/b.yaml", text)) })
    }
    print("1 MiB of `\(start)\(part)` screened in \(time) at most")
    // A release build takes a tenth of what this one takes.
    #expect(time < .seconds(10))
  }
}
