import EventLog
import Events
import Foundation
import JSON
import Testing

@Suite(.timeLimit(.minutes(2))) struct EventLogTests {
  @Test func numbersEventsFromOneAndContinuesAfterReopening() async throws {
    let scratch = try Scratch()
    for round in 0..<3 {
      let log = try EventLog(path: scratch.path)
      #expect(log.lastOffset == Int64(round * 10))
      for index in 0..<10 { log.append(event(index)) }
      await log.close()
      #expect(log.lastOffset == Int64(round * 10 + 10))
    }
    let log = try EventLog(path: scratch.path)
    let events = try await collect(log.tail(from: 1, follow: false))
    #expect(events.map(\.offset) == Array(1...30))
    for stored in events {
      #expect(try JSONParser.parse(stored.json)["offset"] == .integer(stored.offset))
    }
    await log.close()
  }

  @Test func historyIsFollowedByWhatHappensWithoutGap() async throws {
    let scratch = try Scratch()
    let log = try EventLog(path: scratch.path)
    let total = 20_000
    for index in 0..<total / 2 { log.append(event(index)) }
    await log.flush()
    let consumers = (0..<8).map { consumer in
      Task {
        let first = Int64(consumer * 1000 + 1)
        let events = try await collect(log.tail(from: first), total - consumer * 1000)
        return events.map(\.offset) == Array(first...Int64(total))
      }
    }
    for index in total / 2..<total {
      log.append(event(index))
      if index % 500 == 0 { await log.flush() }
    }
    for consumer in consumers { #expect(try await consumer.value) }
    #expect(log.statistics.committed == Int64(total))
    await log.close()
  }

  @Test func aSlowConsumerReadsFromDiskAndMissesNothing() async throws {
    let scratch = try Scratch()
    let log = try EventLog(path: scratch.path)
    log.append(event(0))
    var slow = log.tail(from: 1).makeAsyncIterator()
    #expect(try await slow.next()?.offset == 1)
    for index in 1..<12_000 {
      log.append(event(index))
      if index % 4000 == 0 { await log.flush() }
    }
    await log.flush()
    for expected in 2...12_000 { #expect(try await slow.next()?.offset == Int64(expected)) }
    await log.close()
    #expect(try await slow.next() == nil)
  }

  @Test func anEventIsOnDiskBeforeItIsSeen() async throws {
    let scratch = try Scratch()
    let log = try EventLog(path: scratch.path)
    var tail = log.tail(from: 1).makeAsyncIterator()
    for index in 0..<50 {
      log.append(event(index))
      let seen = try #require(try await tail.next())
      // What a power failure would leave is at least what is in the files now.
      let copy = try Scratch()
      for suffix in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: scratch.path + suffix, toPath: copy.path + suffix)
      }
      let left = try EventLog(path: copy.path)
      #expect(left.lastOffset >= seen.offset)
      await left.close()
    }
    await log.close()
  }

  @Test func filtersFromDiskAndFromMemoryAlike() async throws {
    let scratch = try Scratch()
    func append(_ log: EventLog) {
      for index in 0..<100 {
        log.append(event(index, call: "call-\(index % 4)", index % 2 == 0 ? .dtmf(digit: "1") : .hold(held: true)))
      }
    }
    let filters = [
      EventFilter(call: "call-2"), EventFilter(types: [.hold]), EventFilter(call: "call-1", types: [.dtmf]),
      EventFilter(tenant: "t", bot: "b"), EventFilter(tenant: "other"), EventFilter(types: []),
    ]
    var log = try EventLog(path: scratch.path)
    append(log)
    await log.flush()
    var memory: [[Int64]] = []
    for filter in filters { memory.append(try await collect(log.tail(from: 1, filter, follow: false)).map(\.offset)) }
    await log.close()
    log = try EventLog(path: scratch.path)
    for (filter, expected) in zip(filters, memory) {
      #expect(try await collect(log.tail(from: 1, filter, follow: false)).map(\.offset) == expected)
    }
    #expect(memory.map(\.count) == [25, 50, 0, 100, 0, 0])
    await log.close()
  }

  @Test func aWaitingConsumerEndsWhenItsTaskIsCancelled() async throws {
    let scratch = try Scratch()
    let log = try EventLog(path: scratch.path)
    let task = Task { try await collect(log.tail(from: 1)) }
    log.append(event(0))
    await log.flush()
    task.cancel()
    #expect(try await task.value.count <= 1)
    await log.close()
  }

  @Test func oneProcessAtATime() async throws {
    let scratch = try Scratch()
    let log = try EventLog(path: scratch.path)
    let error = #expect(throws: EventLogError.self) { try EventLog(path: scratch.path) }
    #expect(error?.code == .inUse)
    await log.close()
    await (try EventLog(path: scratch.path)).close()
  }

  @Test func whatCannotBeOpenedIsSaid() throws {
    #expect(throws: EventLogError.self) { try EventLog(path: "/nonexistent/directory/events") }
    let scratch = try Scratch()
    try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: scratch.path))
    #expect(throws: EventLogError.self) { try EventLog(path: scratch.path) }
  }

  @Test func partialTranscriptsGiveWayFirst() async throws {
    let scratch = try Scratch()
    var options = EventLogOptions()
    options.queueEvents = 100
    options.groupEvents = .max
    options.groupMilliseconds = 2000
    options.spillBytes = 60_000
    let log = try EventLog(path: scratch.path, options: options)
    // The writer sleeps for its group time, so the queue fills.
    for index in 0..<100 {
      log.append(event(index, index % 2 == 0 ? .transcriptPartial(text: "\(index)", utterance: 0) : nil))
    }
    for index in 100..<150 { log.append(event(index)) }
    #expect(log.statistics.partialsDropped == 50)
    #expect(log.statistics.spilled == 0)
    for index in 150..<160 { log.append(event(index, .transcriptPartial(text: "\(index)", utterance: 0))) }
    #expect(log.statistics.partialsDropped == 60)
    for index in 160..<1000 { log.append(event(index)) }
    #expect(log.statistics.spilled > 0)
    #expect(log.statistics.lost > 0)
    await log.flush()
    let kept = try await collect(log.tail(from: 1, follow: false))
    #expect(kept.allSatisfy { $0.type == .transcriptFinal })
    #expect(Int64(kept.count) == 100 + log.statistics.spilled)
    #expect(log.statistics.lost + log.statistics.spilled == 840)
    await log.close()
  }

  @Test func aQueueOfComingAndGoingPartialsStaysShort() async throws {
    let scratch = try Scratch()
    var options = EventLogOptions()
    options.queueEvents = 16
    options.groupEvents = .max
    options.groupMilliseconds = 1000
    let log = try EventLog(path: scratch.path, options: options)
    for index in 0..<100_000 { log.append(event(index, .transcriptPartial(text: "\(index)", utterance: 0))) }
    await log.flush()
    let kept = try await collect(log.tail(from: 1, follow: false))
    #expect(kept.count >= 16)
    #expect(Int64(kept.count) + log.statistics.partialsDropped == 100_000)
    await log.close()
  }
}
