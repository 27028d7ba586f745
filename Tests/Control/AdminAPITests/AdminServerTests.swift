import AdminAPI
import AdminClient
import EventLog
import Events
import Foundation
import JSON
import Synchronization
import Testing

private func event(_ sequence: Int, call: String = "c") -> Event {
  Event(
    time: 0, call: call, tenant: "t", bot: "b", sequence: sequence,
    body: .transcriptFinal(text: "number \(sequence)", utterance: sequence))
}

private func withLog(_ body: (EventLog) async throws -> Void) async throws {
  let directory = NSTemporaryDirectory() + "admin-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: directory) }
  let log = try EventLog(path: directory + "/events.sqlite")
  try await body(log)
  await log.close()
}

@Suite(.timeLimit(.minutes(1))) struct AdminServerTests {
  @Test func answersTheTable() async throws {
    try await withLog { log in
      let hungUp = Mutex<[String]>([])
      let backend = AdminBackend(
        log: log, status: { _ in ["live": "abc"] }, bots: { [["name": "pizzeria"]] }, calls: { [["id": "x/1"]] },
        call: { $0 == "x/1" ? ["id": "x/1"] : nil },
        hangUp: { id in
          hungUp.withLock { $0.append(id) }
          return id == "x/1"
        })
      let server = try await AdminServer.start(port: 0, backend: backend)
      let rows: [(String, String, Int, String)] = [
        ("GET", "/healthz", 200, #"{"status":"ok"}"#), ("GET", "/v1/status", 200, #"{"live":"abc"}"#),
        ("GET", "/v1/bots", 200, #"{"bots":[{"name":"pizzeria"}]}"#),
        ("GET", "/v1/calls", 200, #"{"calls":[{"id":"x/1"}]}"#), ("GET", "/v1/calls/x%2F1", 200, #"{"id":"x/1"}"#),
        ("DELETE", "/v1/calls/x%2F1", 202, #"{"call":"x/1"}"#), ("GET", "/v1/calls/y", 404, "no_such_call"),
        ("DELETE", "/v1/calls/y", 404, "no_such_call"), ("POST", "/v1/status", 405, "not_allowed"),
        ("GET", "/nothing", 404, "not_found"), ("GET", "/v1/events?type=zz", 400, "bad_query"),
        ("GET", "/v1/events?from=99", 409, "beyond_end"), ("GET", "/v1/events/ws", 426, "upgrade_required"),
      ]
      for (method, target, status, text) in rows {
        let client = AdminClient(AdminEndpoint(port: server.port))
        do {
          let answer = try await client.exchange(method, target)
          #expect(answer.status == status && status < 300)
          #expect(String(decoding: answer.body, as: UTF8.self) == text + "\n")
        } catch let error as AdminError {
          guard case .refused(let answer) = error else { throw error }
          #expect(answer.status == status && answer.code == text)
          #expect(!answer.message.isEmpty)
        }
      }
      #expect(hungUp.withLock { $0 } == ["x/1"])
      await server.stop()
      await #expect(throws: AdminError.self) { _ = try await AdminClient(AdminEndpoint(port: server.port)).health() }
    }
  }

  @Test func aReaderResumesWithoutGapAcrossRestarts() async throws {
    try await withLog { log in
      let total = 600
      var server = try await AdminServer.start(port: 0, backend: AdminBackend(log: log))
      let port = server.port
      for index in 0..<100 { log.append(event(index)) }
      await log.flush()
      let seen = Mutex<[Int64]>([])
      struct Enough: Error {}
      let (connections, connected) = AsyncStream.makeStream(of: Void.self)
      let reader = Task {
        do {
          try await EventClient(port: port).read(
            EventQuery(from: 1, follow: true), retryInterval: .milliseconds(20),
            notice: { if case .connected = $0 { connected.yield() } }
          ) { line in
            let offset = try #require(EventClient.offset(of: line))
            let count = seen.withLock { seen in
              seen.append(offset)
              return seen.count
            }
            if count == total { throw Enough() }
          }
        } catch is Enough {}
      }
      // A reader that found nobody at first would give up; only one that was connected tries again.
      for await _ in connections { break }
      for round in 1..<6 {
        for index in 0..<50 { log.append(event(round * 100 + index)) }
        await log.flush()
        await server.stop()
        for index in 50..<100 { log.append(event(round * 100 + index)) }
        server = try await AdminServer.start(port: port, backend: AdminBackend(log: log))
      }
      try await reader.value
      #expect(seen.withLock { $0 } == Array(1...Int64(total)))
      await server.stop()
    }
  }

  @Test func storedEventsAreFilteredAndEnd() async throws {
    try await withLog { log in
      for index in 0..<1000 { log.append(event(index, call: "call-\(index % 10)")) }
      await log.flush()
      let server = try await AdminServer.start(port: 0, backend: AdminBackend(log: log))
      var lines = 0
      try await EventClient(port: server.port).read(EventQuery(filter: EventFilter(call: "call-3"))) { line in
        lines += 1
        let value = try JSONParser.parse(Array(line))
        #expect(value["call"] == "call-3")
      }
      #expect(lines == 100)
      await server.stop()
    }
  }
}
