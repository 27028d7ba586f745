import EventLog
import Events
import Foundation

/// A directory that goes with its test.
final class Scratch: Sendable {
  let directory: String
  var path: String { directory + "/events.sqlite" }

  init() throws {
    directory = NSTemporaryDirectory() + "event-log-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }
}

func event(_ sequence: Int, call: String = "c", _ body: EventBody? = nil) -> Event {
  Event(
    time: Int64(sequence), call: call, tenant: "t", bot: "b", sequence: sequence,
    body: body ?? .transcriptFinal(text: "number \(sequence)", utterance: sequence))
}

func collect(_ tail: EventTail, _ count: Int = .max) async throws -> [StoredEvent] {
  var events: [StoredEvent] = []
  for try await event in tail {
    events.append(event)
    if events.count == count { break }
  }
  return events
}
