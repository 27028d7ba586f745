import AdminClient
import Foundation
import Git
import JSON
import Logging
import Resources
import Service
import Store
import Synchronization
import TestRepository
import Testing

/// A runtime that comes up where not all is well: what was live is live, and the API is there to mend the rest.
@Suite(.timeLimit(.minutes(2))) struct RestartAPITests {
  private typealias Bench = ConfigurationBench

  @Test func aRollbackOutlivesAnotherSpellingOfTheRepository() async throws {
    let bench = try await Bench()
    let good = try #require(bench.service.revision)
    let bad = try await bench.push(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Wrong.")])
    _ = try await bench.client.rollback()
    try await bench.stop()
    let spellings: [(String, String?)] = [
      (bench.followed.path, "main"), (bench.followed.path + "/", nil), (bench.followed.path + "/../repository", "main"),
    ]
    for (path, branch) in spellings {
      let after = try await ServiceBench(bench.followed) {
        $0.repository = path
        $0.branch = branch
      }
      let client = AdminClient(AdminEndpoint(port: after.service.apiAddress.port))
      let isSeen = try await eventually { try await client.status()["source"]?["tip"]?.stringValue == bad }
      #expect(isSeen)
      let status = try await client.status()
      #expect(status["revision"]?.stringValue == good && status["pin"]?["reason"] == "rollback", "\(path): \(status)")
      try await after.stop()
    }
  }

  /// Live files and repository are lost: the API is up, says why, and takes an apply.
  @Test func theAPIIsUpBeforeAnythingIsLive() async throws {
    let bench = try await Bench()
    let data = bench.bench.data
    try await bench.stop()
    try FileManager.default.removeItem(atPath: data + "/revisions.git")
    try FileManager.default.moveItem(atPath: bench.followed.path, toPath: bench.followed.path + "-away")
    let port = try freePort()
    let notices = Mutex<[String]>([])
    var settings = VoiceService.Settings(
      repository: bench.followed.path, dataDirectory: data, models: "/nonexistent", version: "test")
    settings.sip = ("127.0.0.1", 0)
    settings.api = ("127.0.0.1", port)
    let starting = Task { [settings] in
      try await VoiceService.start(
        settings, logger: .init(label: "test"), onNotice: { texts in notices.withLock { $0 += texts } },
        onRefused: { _ in })
    }
    let client = AdminClient(AdminEndpoint(port: port))
    let isUp = try await eventually { (try? await client.health()) != nil }
    try #require(isUp)
    let status = try await client.status()
    #expect(status["revision"] == .null && status["sip"] == .null && status["calls"] == 0)
    let isSaid = try await eventually {
      notices.withLock { $0.contains { $0.contains("not restored") && $0.contains("\(port)") } }
    }
    #expect(isSaid, "\(notices.withLock { $0 })")
    let commit = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Mended.")])
    #expect(try await client.apply(try bench.bundle(commit))["commit"]?.stringValue == commit)
    let service = try await starting.value
    // The API that took it is the one that goes on.
    #expect(service.apiAddress.port == port && service.revision == commit)
    #expect(try await client.status()["sip"] != .null)
    await service.stop(grace: .zero)
  }

  @Test func aStartThatWaitsCanBeEnded() async throws {
    let repository = try TestRepository()
    var settings = VoiceService.Settings(
      repository: repository.path, dataDirectory: repository.directory + "/data", models: "/nonexistent",
      version: "test")
    let port = try freePort()
    settings.api = ("127.0.0.1", port)
    let starting = Task { [settings] in
      try await VoiceService.start(settings, logger: .init(label: "test"), onRefused: { _ in })
    }
    let client = AdminClient(AdminEndpoint(port: port))
    let isUp = try await eventually { (try? await client.health()) != nil }
    #expect(isUp)
    starting.cancel()
    await #expect(throws: VoiceService.StartFailure.self) { _ = try await starting.value }
    await #expect(throws: AdminError.self) { _ = try await client.health() }
  }

  /// The certificate may be the project's, which is not known yet.
  @Test func anAPIThatWouldBeExposedWaitsForTheProject() async throws {
    let repository = try TestRepository()
    let notices = Mutex<[String]>([])
    var settings = VoiceService.Settings(
      repository: repository.path, dataDirectory: repository.directory + "/data", models: "/nonexistent",
      version: "test")
    settings.api = ("0.0.0.0", 0)
    let starting = Task { [settings] in
      try await VoiceService.start(
        settings, logger: .init(label: "test"), onNotice: { texts in notices.withLock { $0 += texts } },
        onRefused: { _ in })
    }
    let isSaid = try await eventually { notices.withLock { $0.contains { $0.contains("nothing is live yet") } } }
    #expect(isSaid && notices.withLock { $0.contains { $0.contains("TLS") } })
    starting.cancel()
    await #expect(throws: VoiceService.StartFailure.self) { _ = try await starting.value }
  }

  @Test func whatCanNeverWorkEndsAtOnce() async throws {
    let repository = try TestRepository()
    try repository.commit(Bench.files)
    let cases: [(String, (inout VoiceService.Settings) -> Void)] = [
      ("no-such-file", { $0.allowedSigners = "/no-such-file" }),
      ("no-such-keys", { $0.openPGPKeys = "/no-such-keys" }),
      (
        "VOICEBOT_TEST_UNSET",
        {
          $0.remote = RemoteRepository(url: "https://git.example.org/bots.git")
          $0.remote?.secret = .environment("VOICEBOT_TEST_UNSET")
        }
      ),
      ("password", { $0.repository = "https://ada:lovelace@git.example.org/bots.git" }),
    ]
    for (word, adjust) in cases {
      do {
        let bench = try await ServiceBench(repository, adjust)
        try await bench.stop()
        Issue.record("it started: \(word)")
      } catch let failure as VoiceService.StartFailure {
        #expect(failure.description.contains(word) && failure.fix != nil, "\(failure)")
        #expect(!failure.description.contains("lovelace"))
      }
    }
  }

  /// The number is the same on another server, or after its data are lost; the commit is not.
  @Test func aChangeIsBoundToTheCommitItWasMadeFor() async throws {
    let bench = try await Bench()
    let base = try #require(bench.service.revision)
    let commit = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Good day.")])
    let plan = try await bench.client.plan(try bench.bundle(commit))
    #expect(plan["base"] == 1 && plan["baseCommit"]?.stringValue == base)
    let refused = try await bench.refusal {
      _ = try await bench.client.apply(
        try bench.bundle(commit), expected: 1, expectedCommit: String(repeating: "0", count: 40))
    }
    #expect(refused.status == 409 && refused.code == "conflict" && refused.message.contains(base), "\(refused)")
    #expect(bench.service.revision == base)
    #expect(try await bench.client.apply(try bench.bundle(commit), expected: 1, expectedCommit: base)["revision"] == 2)
    try await bench.stop()
  }

  private func freePort() throws -> Int {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(file, address, length) == 0 ? getsockname(file, address, &length) : -1
      }
    }
    try #require(code == 0)
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
