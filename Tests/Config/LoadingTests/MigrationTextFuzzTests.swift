import FuzzRounds
import Testing
import YAMLTree

@testable import Loading
@testable import Resources

@Suite("Fuzzing of the migration of text")
struct MigrationTextFuzzTests {
  private static let pieces = [
    "spec:", "  concurrentCalls: 3", " {concurrentCalls: 3, quotas: {}}", "  quotas:", "    callsPerSecond: 2",
    "# note",
    " # behind", "\n", "\r\n", "  ", "  quotas: {callsPerSecond: 1}", "apiVersion: voicebot/v1alpha1", "kind: Tenant",
    "---",
    "\"", "|", "{", "}", "\u{FEFF}", "é", "  timeout: 'x'", "kind: Provider", "  timeouts: [1]",
    "  timeouts:\n    total: 3s",
  ]

  @Test("whatever a file of an earlier version holds, the values stay and so do the comments")
  func fuzz() {
    var random = SeededNumbers(17)
    var moved = 0
    for _ in FuzzRounds(4000) {
      let kind = random.next() % 2 == 0 ? "Tenant" : "Provider"
      var text = "apiVersion: voicebot/v1alpha1\nkind: \(kind)\nmetadata: {name: roma}\n"
      let value = kind == "Tenant" ? "concurrentCalls: 3" : "timeout: 3s"
      if random.next() % 3 > 0 { text += "spec:\n  # above\n  \(value) # behind\n" }
      for _ in 0..<random.next() % 12 {
        text += Self.pieces[random.next() % Self.pieces.count]
        if random.next() % 3 > 0 { text += "\n" }
      }
      if check(Array(text.utf8)) { moved += 1 }
    }
    #expect(moved > 100)
  }

  /// Whether a value was moved.
  private func check(_ bytes: [UInt8]) -> Bool {
    guard let before = try? YAMLTree.parse(bytes), let rewritten = try? MigrationText(bytes) else { return false }
    guard let after = try? YAMLTree.parse(rewritten.bytes) else {
      Issue.record("\(String(decoding: bytes, as: UTF8.self)) can no longer be read")
      return false
    }
    let kept = Set(after.comments.map(\.text))
    if !before.comments.allSatisfy({ kept.contains($0.text) }) {
      Issue.record("a comment is lost of \(String(decoding: bytes, as: UTF8.self))")
    }
    let wanted = before.documents.map { document in
      document["kind"]?.scalar.flatMap { ResourceName.Kind(rawValue: $0.text) }.map { kind in
        (Migration.path(from: document["apiVersion"]?.scalar?.text ?? "") ?? [])
          .reduce(document) { $1.applied(to: $0, kind) }
      } ?? document
    }
    if wanted.map(\.json) != after.documents.map(\.json), sorted(wanted) != sorted(after.documents) {
      Issue.record(
        "\(String(decoding: bytes, as: UTF8.self)) became \(String(decoding: rewritten.bytes, as: UTF8.self))")
    }
    return rewritten.moves.count > 1
  }

  /// Apart from the order of keys, which a move on nodes and one on text choose differently.
  private func sorted(_ documents: [YAMLNode]) -> [String] { documents.map(Self.canonical) }

  private static func canonical(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): "\(scalar.text.debugDescription)"
    case .sequence(let elements): "[\(elements.map(canonical).joined(separator: ","))]"
    case .mapping(let entries):
      "{\(entries.map { "\($0.name.debugDescription):\(canonical($0.value))" }.sorted().joined(separator: ","))}"
    }
  }
}

/// A small repeatable generator.
private struct SeededNumbers {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33)
  }
}
