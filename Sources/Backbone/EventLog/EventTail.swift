package import Events

/// Stored events from an offset on, in order, without gap or duplicate: first from disk, then as they happen.
///
/// Each consumer pulls: it holds at most one page. One that is slower than the log reads from disk; it never makes
/// the log wait nor takes memory. Ends when the task is cancelled, the log is closed, or without `follow` at what was
/// the end when reading got there.
package struct EventTail: AsyncSequence, Sendable {
  package typealias Element = StoredEvent
  package typealias Failure = EventLogError

  let head: LogHead
  let database: EventDatabase
  package let first: Int64
  package let filter: EventFilter
  package let follow: Bool

  package func makeAsyncIterator() -> Iterator { Iterator(tail: self, next: first) }

  package struct Iterator: AsyncIteratorProtocol {
    private static let pageEvents = 256
    private static let pageBytes = 1 << 20

    private let tail: EventTail
    private var page: ArraySlice<StoredEvent> = []
    /// The first offset not yet read; everything below it was delivered, is in `page` or did not match.
    package private(set) var next: Int64

    init(tail: EventTail, next: Int64) {
      self.tail = tail
      self.next = next
    }

    /// Whether the next event is at hand, so that a writer may gather several.
    package var hasPage: Bool { !page.isEmpty }

    package mutating func next() async throws(EventLogError) -> StoredEvent? { try await advance() }

    package mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(EventLogError) -> StoredEvent? {
      try await advance()
    }

    private mutating func advance() async throws(EventLogError) -> StoredEvent? {
      while true {
        if let event = page.popFirst() { return event }
        if Task.isCancelled { return nil }
        switch tail.head.read(from: next, limit: Self.pageEvents) {
        case .events(let events):
          next += Int64(events.count)
          page = events.filter { $0.matches(tail.filter) }[...]
        case .older(let last):
          let events: [StoredEvent]
          do throws(EventLogError) {
            events = try await tail.database.read(
              from: next, through: last, tail.filter, limit: Self.pageEvents, bytes: Self.pageBytes)
          } catch {
            // A closed log has closed its file under the reader; the consumer resumes from its offset elsewhere.
            if tail.head.isClosed { return nil }
            throw error
          }
          next = (events.last?.offset ?? last) + 1
          page = events[...]
        case .end(let isClosed):
          guard tail.follow, !isClosed else { return nil }
          await tail.head.wait(for: next)
        }
      }
    }
  }
}
