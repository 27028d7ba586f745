import Shapes
import Testing
import YAMLTree

@testable import Loading
@testable import Resources

@Suite("Migration of a file's text")
struct MigrationTextTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var path: String
    var before: String
    var after: String
    var testDescription: String { name }
  }

  static let examples = [
    Example(
      name: "comments above and behind stay on what moves", path: "bots/roma/tenant.yaml",
      before: """
        # yaml-language-server: $schema=../../schemas/tenant.json
        apiVersion: voicebot/v1alpha1 # the first one
        kind: Tenant
        metadata: {name: roma}
        spec:
          # Fridays are busy.
          concurrentCalls: 50 # measured

        """,
      after: """
        # yaml-language-server: $schema=../../schemas/tenant.json
        apiVersion: voicebot/v1 # the first one
        kind: Tenant
        metadata: {name: roma}
        spec:
          # Fridays are busy.
          quotas: {concurrentCalls: 50} # measured

        """),
    Example(
      name: "a flow mapping", path: "bots/roma/tenant.yaml",
      before: "apiVersion: voicebot/v1alpha1\nkind: Tenant\nmetadata: {name: roma}\nspec: {concurrentCalls: 3}\n",
      after: "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: roma}\nspec: {quotas: {concurrentCalls: 3}}\n"),
    Example(
      name: "into a mapping that is there, two moves, CRLF", path: "bots/roma/gpt.yaml",
      before: """
        apiVersion: voicebot/v1alpha1
        kind: Provider
        metadata: {name: gpt}
        spec:
          driver: openai-chat
          # Slow on Mondays.
          timeout: 3s # seconds
          endpoint: "http://127.0.0.1:8811/v1" # here
          timeouts:
            total: 30s
          model: small
          limits: {queued: 2}
          # At once.
          concurrency: 4

        """.replacing("\n", with: "\r\n"),
      after: """
        apiVersion: voicebot/v1
        kind: Provider
        metadata: {name: gpt}
        spec:
          driver: openai-chat
          # Slow on Mondays.
          # seconds
          endpoint: "http://127.0.0.1:8811/v1" # here
          timeouts:
            total: 30s
            firstToken: 3s
          model: small
          limits: {queued: 2, concurrent: 4}
          # At once.

        """.replacing("\n", with: "\r\n")),
    Example(
      name: "only documents of the earlier version", path: "bots/roma/all.yaml",
      before: """
        apiVersion: voicebot/v1
        kind: Bot # present
        metadata: {name: echo}
        spec: {brain: {provider: echo}}
        ---
        apiVersion: "voicebot/v1alpha1"
        kind: Tenant
        metadata: {name: roma}
        spec: {concurrentCalls: 3}

        """,
      after: """
        apiVersion: voicebot/v1
        kind: Bot # present
        metadata: {name: echo}
        spec: {brain: {provider: echo}}
        ---
        apiVersion: voicebot/v1
        kind: Tenant
        metadata: {name: roma}
        spec: {quotas: {concurrentCalls: 3}}

        """),
  ]

  @Test("the text is what a person would have written", arguments: examples)
  func text(_ example: Example) throws {
    let rewritten = try MigrationText(Array(example.before.utf8))
    #expect(String(decoding: rewritten.bytes, as: UTF8.self) == example.after)
    #expect(!rewritten.moves.isEmpty)
  }

  @Test("it loads as before, every comment stays, and again changes nothing", arguments: examples)
  func law(_ example: Example) throws {
    let before = Array(example.before.utf8)
    let after = try MigrationText(before).bytes
    #expect(documents(example.path, before) == documents(example.path, after))
    #expect(!documents(example.path, after).isEmpty)
    let comments = try YAMLTree.parse(before).comments.map(\.text)
    #expect(try YAMLTree.parse(after).comments.map(\.text) == comments)
    let again = try MigrationText(after)
    #expect(again.bytes == after)
    #expect(again.moves.isEmpty)
  }

  private func documents(_ path: String, _ bytes: [UInt8]) -> [String] {
    Loader.load([SourceFile(path: path, bytes: bytes)], revision: "test").resources
      .map { YAMLWriter.text($0.effectiveDocument) }
  }

  @Test("a present file is untouched, to the byte")
  func present() throws {
    let bytes = Array("apiVersion:   voicebot/v1\nkind: Tenant\nmetadata: {name: roma}\nspec:\n    quotas: {}\n".utf8)
    #expect(try MigrationText(bytes).bytes == bytes)
  }

  @Test("what has no safe edit is left to a person, with its line")
  func byHand() {
    let text = "apiVersion: voicebot/v1alpha1\nkind: Tenant\nmetadata: {name: roma}\nspec:\n  concurrentCalls:\n    3\n"
    #expect(
      throws: MigrationText.Failure.byHand(
        line: 6, path: "spec.concurrentCalls", destination: "spec.quotas.concurrentCalls")
    ) { try MigrationText(Array(text.utf8)) }
  }
}
