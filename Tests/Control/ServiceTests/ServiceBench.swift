import Caller
import EventLog
import Events
import Foundation
import JSON
import Logging
import Media
import NIOCore
import NIOPosix
import SIP
import Service
import Synchronization
import TestRepository
import Testing

/// A runtime on a repository of its own, with callers on real sockets.
final class ServiceBench: Sendable {
  let repository: TestRepository
  let service: VoiceService
  let data: String
  private let media: MediaEngine
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let refusals: Refusals

  final class Refusals: Sendable {
    private let storage = Mutex<[[String]]>([])
    func note(_ messages: [String]) { storage.withLock { $0.append(messages) } }
    var all: [[String]] { storage.withLock { $0 } }
  }

  /// The repository must have a valid commit.
  init(
    _ repository: TestRepository, models: String = "/nonexistent", data: String? = nil,
    _ adjust: (inout VoiceService.Settings) -> Void = { _ in }
  ) async throws {
    self.repository = repository
    let data = data ?? repository.directory + "/data"
    self.data = data
    media = try MediaEngine(MediaConfiguration())
    let refusals = Refusals()
    self.refusals = refusals
    var settings = VoiceService.Settings(
      repository: repository.path, dataDirectory: data, models: models, version: "test")
    settings.sip = ("127.0.0.1", 0)
    settings.api = ("127.0.0.1", 0)
    adjust(&settings)
    var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .critical
    service = try await VoiceService.start(settings, logger: logger, onRefused: { refusals.note($0) })
  }

  var refused: [[String]] { refusals.all }

  func stop() async throws {
    await service.stop(grace: .zero)
    try await stopCallers()
  }

  func stopCallers() async throws {
    media.shutdown()
    try await group.shutdownGracefully()
  }

  @discardableResult
  func call(
    _ number: String, saying lines: [SpokenCaller.Line] = [], patience: Duration = .milliseconds(300),
    limit: Duration = .seconds(120)
  ) async throws -> SpokenCaller.Report {
    let address = TransportAddress(host: service.sipAddress.host, port: UInt16(service.sipAddress.port))
    let caller = SpokenCaller(media: media, group: group, clock: MediaClock.now)
    return try await caller.call(
      SIPURI(user: number, host: address.host, port: address.port), at: address, from: "tester", lines: lines,
      seed: UInt64.random(in: 1...UInt64.max), patience: patience, limit: limit)
  }

  /// Everything on the log, in the order of offsets.
  func events() async throws -> [JSONValue] {
    await service.log.flush()
    return try await Self.events(of: service.log)
  }

  static func events(of log: EventLog) async throws -> [JSONValue] {
    var events: [JSONValue] = []
    for try await event in log.tail(from: 1, follow: false) { events.append(try JSONParser.parse(event.json)) }
    return events
  }

  /// The events of the last call that had ended when asked; waits for the end of the one that is ending.
  func eventsOfLastCall() async throws -> [JSONValue] {
    var own: [JSONValue] = []
    let hasEnded = try await eventually {
      let events = try await self.events()
      let call = events.last { $0["type"] == "call.started" }?["call"]
      own = events.filter { $0["call"] == call }
      return own.last?["type"] == "call.ended"
    }
    #expect(hasEnded, "no call.ended in \(own.map { $0["type"]?.text ?? "" })")
    return own
  }
}

/// Asks every 10 ms until the condition holds or the deadline passes; gives what it was last.
func eventually(within limit: Duration = .seconds(20), _ condition: () async throws -> Bool) async throws -> Bool {
  let deadline = ContinuousClock.now + limit
  while ContinuousClock.now < deadline {
    if try await condition() { return true }
    try await Task.sleep(for: .milliseconds(10))
  }
  return try await condition()
}
