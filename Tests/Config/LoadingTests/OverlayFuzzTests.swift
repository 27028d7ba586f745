import Diagnostics
import FuzzRounds
import Loading
import Resources
import Testing

/// Environments and old versions made of damaged text: never a crash, findings always in a file that was given, and a
/// repository that is sound without its environment says so whatever the environment holds.
struct OverlayFuzzTests {
  private static let base = [
    SourceFile(path: "voicebot.yaml", text: "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: demo}\n"),
    SourceFile(
      path: "bots/roma/tenant.yaml",
      text: "apiVersion: voicebot/v1alpha1\nkind: Tenant\nmetadata: {name: roma}\nspec: {concurrentCalls: 3}\n"),
    SourceFile(
      path: "bots/roma/echo.yaml",
      text: """
        apiVersion: voicebot/v1
        kind: Bot
        metadata: {name: echo}
        spec: {numbers: ["7"], brain: {provider: echo}, variables: {a: b}, limits: {concurrentCalls: 2}}
        """),
  ]

  private static let pieces = [
    "apiVersion: voicebot/v1\n", "kind: Bot\n", "kind: Tenant\n", "metadata: {name: echo, tenant: roma}\n",
    "metadata: {name: roma}\n", "spec:\n", "  numbers: [\"8\"]\n", "  variables: {a: null, c: d}\n", "  limits: null\n",
    "  quotas: {concurrentCalls: 9}\n", "---\n", "spec: null\n", "spec: []\n", "metadata: null\n", "  brain: 3\n",
    "  numbers: {name: x}\n", "kind: Nothing\n", "\t", "{", "]", "# c\n", "apiVersion: voicebot/v1alpha1\n",
  ].map { Array($0.utf8) }

  @Test func damagedEnvironments() {
    var state: UInt64 = 17
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var sound = 0
    for _ in FuzzRounds(1_500) {
      var bytes: [UInt8] = []
      for _ in 0..<(1 + random(9)) { bytes += Self.pieces[random(Self.pieces.count)] }
      if random(3) == 0, !bytes.isEmpty { bytes[random(bytes.count)] = UInt8(random(256)) }
      let files = Self.base + [SourceFile(path: "environments/e.yaml", bytes: bytes)]
      let result = Loader.load(files, revision: "fuzz", options: LoadOptions(environment: "e"))
      #expect((result.snapshot == nil) == result.diagnostics.contains { $0.severity == .error })
      let paths = Set(files.map(\.path))
      #expect(result.diagnostics.allSatisfy { paths.contains($0.place.file) })
      if result.snapshot != nil { sound += 1 }
      var tenant = Self.base[1]
      tenant.bytes.insert(contentsOf: Self.pieces[random(Self.pieces.count)], at: random(tenant.bytes.count))
      _ = Loader.load([Self.base[0], tenant, Self.base[2]], revision: "fuzz")
    }
    #expect(sound > 0)
  }
}
