import AdminClient
import Foundation
import Git
import JSON
import Loading
import Resources
import Service
import Store
import TestRepository
import Testing

/// A runtime whose API is asked over real HTTP.
final class ConfigurationBench: Sendable {
  static let project = "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: test}\n"

  static func tenant(_ name: String) -> String {
    "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: \(name)}\n"
  }

  static func bot(_ name: String, _ number: Int, greeting: String = "Hello.") -> String {
    """
    apiVersion: voicebot/v1
    kind: Bot
    metadata: {name: \(name)}
    spec:
      numbers: ["\(number)"]
      greeting: "\(greeting)"
      brain: {provider: echo}

    """
  }

  /// Two tenants, `acme` with three bots and `globex` with two.
  static var files: [String: String] {
    var files = [
      "voicebot.yaml": project, "bots/acme/tenant.yaml": tenant("acme"), "bots/globex/tenant.yaml": tenant("globex"),
    ]
    for index in 1...3 { files["bots/acme/a\(index).yaml"] = bot("a\(index)", 100 + index) }
    for index in 1...2 { files["bots/globex/g\(index).yaml"] = bot("g\(index)", 200 + index) }
    return files
  }

  /// What the server follows.
  let followed: TestRepository
  /// What somebody works in.
  let work: TestRepository
  let bench: ServiceBench

  init(
    followed: TestRepository? = nil, data: String? = nil, files: [String: String] = ConfigurationBench.files,
    _ adjust: (inout VoiceService.Settings) -> Void = { _ in }
  ) async throws {
    let repository = try followed ?? TestRepository()
    if followed == nil { try repository.commit(files, "First") }
    self.followed = repository
    work = try TestRepository()
    try work.git(["pull", "-q", repository.path, "main"])
    bench = try await ServiceBench(repository, data: data, adjust)
  }

  var service: VoiceService { bench.service }
  var port: Int { service.apiAddress.port }
  var client: AdminClient { client() }

  func client(_ token: String? = nil) -> AdminClient {
    AdminClient(AdminEndpoint(url: "http://127.0.0.1:\(port)", token: token))
  }

  /// Commits in the working repository, which nobody follows.
  func propose(_ files: [String: String], removing: [String] = []) throws -> String {
    for path in removing { try work.git(["rm", "-q", path]) }
    return try work.commit(files, "Proposed")
  }

  func bundle(_ commit: String) throws -> AdminClient.Change {
    .bundle(
      try CommitBundle.make(
        try GitRepository(path: work.path), commit, TreeSelection(isPart: { Loader.isPart(path: $0) })))
  }

  /// Commits where the server looks, and waits until it has seen it.
  @discardableResult
  func push(_ files: [String: String], removing: [String] = []) async throws -> String {
    for path in removing { try followed.git(["rm", "-q", path]) }
    let id = try followed.commit(files, "Pushed")
    try await seen(id)
    return id
  }

  func seen(_ tip: String) async throws {
    let isSeen = try await eventually {
      let status = try await self.client.status()
      return status["source"]?["tip"]?.stringValue == tip
        && status["conditions"]?.arrayValue?.first { $0["type"] == "Synced" }?["holds"] != .null
    }
    #expect(isSeen, "the tip \(tip) was not seen")
  }

  /// What the server refuses it with.
  func refusal(_ body: () async throws -> Void) async throws -> AdminError.Answer {
    do { try await body() } catch AdminError.refused(let answer) { return answer }
    return try #require(nil, "it was not refused")
  }

  func stop() async throws { try await bench.stop() }
}
