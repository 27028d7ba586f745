import Caller
import EventLog
import Foundation
import JSON
import Media
import PBX
import PCM
import Service
import TestRepository
import Testing

/// The whole runtime on a repository of Git, without speech engines.
@Suite(.timeLimit(.minutes(2))) struct EchoServiceTests {
  private static let files = [
    "voicebot.yaml": "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: test}\n",
    "bots/acme/tenant.yaml": "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: acme}\n",
    "bots/acme/echo.yaml": echo("900"),
  ]

  private static func echo(_ number: String) -> String {
    """
    apiVersion: voicebot/v1
    kind: Bot
    metadata: {name: echo}
    spec:
      numbers: ["\(number)"]
      brain: {provider: echo}

    """
  }

  private static func bench() async throws -> ServiceBench {
    let repository = try TestRepository()
    try repository.commit(files, "An echo")
    return try await ServiceBench(repository)
  }

  /// Noise that no other sound looks like, well above the threshold of speech.
  private static func noise(milliseconds: Int) -> [Int16] {
    var state: UInt32 = 12345
    return (0..<milliseconds * 8).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int16(truncatingIfNeeded: Int32(bitPattern: state) >> 18)
    }
  }

  @Test func aCallerHearsItself() async throws {
    let bench = try await Self.bench()
    let line = Self.noise(milliseconds: 1000)
    let report = try await bench.call("900", saying: [SpokenCaller.Line(text: "noise", samples: line)])
    // µ-law once and back: the echo returns the very codes, so any stretch of the line comes back exactly.
    let coded = line.map { G711.decodeMu(G711.encodeMu($0)) }
    for start in [800, 3200, 5600] {
      #expect(Self.contains(report.heard, coded[start..<start + 800]), "100 ms from \(start / 8) ms are missing")
    }
    #expect(!report.hungUpByBot)
    #expect((report.statistics?.packetsReceived ?? 0) > 50 && report.statistics?.packetsLost == 0)

    let call = try await bench.eventsOfLastCall()
    #expect(call.map { $0["type"]?.text } == ["call.started", "call.answered", "call.ended"])
    #expect(call.map { $0["seq"] } == [0, 1, 2])
    #expect(call.allSatisfy { $0["bot"] == "echo" && $0["tenant"] == "acme" })
    #expect(call[0]["to"] == "900" && call[0]["revision"]?.text == bench.service.revision)
    #expect(call[1]["codec"] == "PCMU")
    #expect(call[2]["by"] == "caller" && (call[2]["media"]?["packetsReceived"]?.integerValue ?? 0) > 50)
    let all = try await bench.events()
    #expect(all.map { $0["offset"]?.integerValue } == (1...Int64(all.count)).map { $0 })
    #expect(all.first?["type"] == "runtime.started" && all[1]["type"] == "configuration.live")
    try await bench.stop()
  }

  private static func contains(_ heard: [Int16], _ wanted: ArraySlice<Int16>) -> Bool {
    guard heard.count >= wanted.count, let first = wanted.first else { return false }
    return (0...heard.count - wanted.count).contains { start in
      heard[start] == first && heard[start..<start + wanted.count] == wanted
    }
  }

  @Test func aBadCommitIsRefusedAndTheGoodOneStays() async throws {
    let bench = try await Self.bench()
    let good = try #require(bench.service.revision)
    let bad = try bench.repository.commit(["bots/acme/echo.yaml": Self.echo("900") + "  greetng: hello\n"])
    #expect(try await eventually { !bench.refused.isEmpty })
    #expect(bench.refused.first?.joined().contains("greetng") == true, "\(bench.refused)")
    #expect(bench.service.revision == good)
    try await bench.call("900")
    #expect(try await bench.eventsOfLastCall().first?["revision"]?.text == good)
    let refusal = try await bench.events().first { $0["type"] == "configuration.refused" }
    #expect(refusal?["revision"]?.text == bad)
    try await bench.stop()
  }

  @Test func aNewCommitAnswersUnderItsNumber() async throws {
    let bench = try await Self.bench()
    await #expect(throws: SpokenCaller.Failure.refused(status: 404, text: "Not Found")) { try await bench.call("901") }
    let next = try bench.repository.commit(["bots/acme/echo.yaml": Self.echo("901")])
    let committed = ContinuousClock.now
    #expect(try await eventually { bench.service.revision == next })
    #expect(ContinuousClock.now - committed < .seconds(5))
    try await bench.call("901")
    #expect(try await bench.eventsOfLastCall().first?["revision"]?.text == next)
    await #expect(throws: SpokenCaller.Failure.refused(status: 404, text: "Not Found")) { try await bench.call("900") }
    try await bench.stop()
  }

  @Test func aCallKeepsItsRevisionAndDrainingLetsItGoOn() async throws {
    let bench = try await Self.bench()
    let first = bench.service.revision
    let calling = Task { try await bench.call("900", patience: .seconds(60)) }
    #expect(try await eventually { bench.service.plane.switchboard.calls.first?.isEstablished == true })
    let next = try bench.repository.commit(["bots/acme/echo.yaml": Self.echo("901")])
    #expect(try await eventually { bench.service.revision == next })
    bench.service.plane.switchboard.drain()
    await #expect(throws: SpokenCaller.Failure.refused(status: 503, text: "Service Unavailable")) {
      try await bench.call("901")
    }
    #expect(bench.service.plane.switchboard.callCount == 1)
    await bench.service.stop(grace: .zero)
    #expect(try await calling.value.hungUpByBot)
    try await bench.stopCallers()

    let log = try EventLog(path: bench.data + "/events.sqlite")
    let events = try await ServiceBench.events(of: log)
    await log.close()
    let started = events.filter { $0["type"] == "call.started" }
    #expect(started.count == 1 && started.first?["revision"]?.text == first)
    let end = try #require(events.last { $0["type"] == "call.ended" })
    #expect(end["call"] == started.first?["call"] && end["by"] == "runtime")
    #expect(events.last?["type"] == "runtime.stopped")
    #expect(events.map { $0["offset"]?.integerValue } == (1...Int64(events.count)).map { $0 })
  }

  @Test func itWaitsForAFirstValidCommit() async throws {
    let repository = try TestRepository()
    try repository.commit(["voicebot.yaml": "kind: Nonsense\n"])
    let starting = Task { try await ServiceBench(repository) }
    try repository.commit(Self.files)
    let bench = try await starting.value
    try await bench.call("900")
    try await bench.stop()
  }

  @Test func aRestartGoesOnWithTheLog() async throws {
    let first = try await Self.bench()
    try await first.call("900")
    try await first.stop()
    let second = try await ServiceBench(first.repository)
    try await second.call("900")
    _ = try await second.eventsOfLastCall()
    let events = try await second.events()
    #expect(events.count { $0["type"] == "call.ended" } == 2 && events.count { $0["type"] == "runtime.started" } == 2)
    #expect(events.map { $0["offset"]?.integerValue } == (1...Int64(events.count)).map { $0 })
    try await second.stop()
  }
}
