import AdminClient
import Foundation
import Git
import JSON
import Service
import TestRepository
import Testing

/// A runtime that follows a remote by way of its mirror.
@Suite(.timeLimit(.minutes(2))) struct RemoteTests {
  private typealias Bench = ConfigurationBench

  /// The program of the tests that fetches as `voicebot git-child` does.
  private static var child: GitMirror.Child {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? "/proc/self/exe"
    let folder = URL(fileURLWithPath: bundle).resolvingSymlinksInPath().deletingLastPathComponent()
    return GitMirror.Child(executable: folder.appendingPathComponent("GitChildTool").path, arguments: [])
  }

  @Test func aNoticeBringsAPushAtOnceAndAnAbsentRemoteChangesNothing() async throws {
    let remote = try TestRepository()
    try remote.commit(Bench.files, "First")
    let bench = try await Bench(followed: remote) { settings in
      var repository = RemoteRepository(url: "file://" + remote.path, branch: "main")
      repository.poll = .seconds(3600)
      repository.child = Self.child
      settings.remote = repository
      settings.webhookSecret = nil
    }
    let first = try #require(bench.service.revision)
    let next = try remote.commit(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Pushed.")])
    #expect(bench.service.revision == first)
    _ = try await bench.client.request("POST", "/v1/webhook", body: Array("{\"ref\":\"refs/heads/main\"}".utf8))
    #expect(try await eventually { bench.service.revision == next })

    try FileManager.default.moveItem(atPath: remote.path, toPath: remote.path + "-away")
    _ = try await bench.client.request("POST", "/v1/webhook")
    let isSaid = try await eventually {
      let conditions = try await bench.client.status()["conditions"]?.arrayValue ?? []
      return conditions.first { $0["type"] == "SourceReady" }?["holds"] == false
    }
    #expect(isSaid && bench.service.revision == next)
    try await bench.stop()
  }
}
