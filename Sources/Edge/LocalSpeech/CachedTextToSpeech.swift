package import Providers
import Synchronization

// Invariants
// - At most `capacityBytes` of finished audio are kept, the least recently used goes first; audio larger than that is
//   never kept. What is being made is kept until it is finished.
// - Requests for the same words at the same time share one synthesis; it ends early only when no one wants it any more.

/// Keeps what was said, so that greetings, questions and confirmations start without synthesis.
package final class CachedTextToSpeech: TextToSpeech {
  package struct Statistics: Sendable, Equatable {
    package var hits: UInt64 = 0
    package var misses: UInt64 = 0
    /// Requests that joined a synthesis under way.
    package var shared: UInt64 = 0
    package var evicted: UInt64 = 0
    package var bytes = 0
  }

  private struct Key: Hashable {
    var text: String
    var voice: String
    var rate: Double
  }

  private typealias Continuation = AsyncThrowingStream<[Int16], any Error>.Continuation

  /// A synthesis under way and who listens to it.
  private struct Flight {
    var number: UInt64
    var priority: SpeechRequest.Priority
    var chunks: [[Int16]] = []
    var listeners: [UInt64: Continuation] = [:]
    /// A prefetch wants it even when no one listens.
    var isPrefetch: Bool
    var task: Task<Void, Never>?
  }

  private struct Entry {
    var chunks: [[Int16]]
    var bytes: Int
    var used: UInt64
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var flights: [Key: Flight] = [:]
    var counter: UInt64 = 0
    var statistics = Statistics()
    mutating func next() -> UInt64 {
      counter += 1
      return counter
    }
  }

  package var format: AudioFormat { base.format }
  private let base: any TextToSpeech
  private let capacityBytes: Int
  private let state = Mutex(State())

  package init(_ base: any TextToSpeech, capacityBytes: Int = 64 << 20) {
    self.base = base
    self.capacityBytes = capacityBytes
  }

  package var statistics: Statistics { state.withLock { $0.statistics } }

  /// Whether `speak` would answer without synthesis.
  package func isCached(_ request: SpeechRequest) -> Bool {
    state.withLock { $0.entries[Self.key(request)] != nil }
  }

  package func speak(_ request: SpeechRequest) -> AsyncThrowingStream<[Int16], any Error> {
    let (stream, continuation) = AsyncThrowingStream<[Int16], any Error>.makeStream()
    let key = Self.key(request)
    enum Course {
      case cached
      case joined(UInt64)
      case started(UInt64)
    }
    var superseded: Task<Void, Never>?
    var listener: UInt64 = 0
    let course = state.withLock { state -> Course in
      let moment = state.next()
      if var entry = state.entries[key] {
        entry.used = moment
        state.entries[key] = entry
        state.statistics.hits += 1
        for chunk in entry.chunks { continuation.yield(chunk) }
        return .cached
      }
      listener = moment
      if var flight = state.flights[key] {
        state.statistics.shared += 1
        for chunk in flight.chunks { continuation.yield(chunk) }
        flight.listeners[moment] = continuation
        // A caller does not wait behind the prefetch of his own words: it starts anew ahead of everything.
        let isUrgent = flight.priority > request.priority && flight.chunks.isEmpty
        if isUrgent {
          superseded = flight.task
          flight.task = nil
          flight.number = state.next()
          flight.priority = request.priority
        }
        state.flights[key] = flight
        return isUrgent ? .started(flight.number) : .joined(flight.number)
      }
      state.statistics.misses += 1
      let number = state.next()
      state.flights[key] = Flight(
        number: number, priority: request.priority, listeners: [moment: continuation], isPrefetch: false)
      return .started(number)
    }
    superseded?.cancel()
    if case .cached = course {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self, listener] end in
      if case .cancelled = end { self?.leave(key, listener) }
    }
    if case .started(let number) = course { start(key, number, request) }
    return stream
  }

  /// Renders at lower priority what is not there yet. Returns at once; a failure is left to the `speak` that follows.
  package func prefetch(_ requests: [SpeechRequest]) {
    for var request in requests {
      request.priority = .prefetch
      let key = Self.key(request)
      let number = state.withLock { state -> UInt64? in
        guard state.entries[key] == nil else { return nil }
        guard state.flights[key] == nil else {
          state.flights[key]?.isPrefetch = true
          return nil
        }
        let number = state.next()
        state.flights[key] = Flight(number: number, priority: .prefetch, isPrefetch: true)
        return number
      }
      if let number { start(key, number, request) }
    }
  }

  // MARK: One synthesis

  private func start(_ key: Key, _ number: UInt64, _ request: SpeechRequest) {
    // Asked for here, not in the task: the order of requests is the order of the pool's queue.
    let source = base.speak(request)
    let task = Task { [weak self] in
      do {
        for try await chunk in source { self?.received(key, number, chunk) }
        self?.ended(key, number, Task.isCancelled ? CancellationError() : nil)
      } catch {
        self?.ended(key, number, error)
      }
    }
    let isWanted = state.withLock { state in
      guard state.flights[key]?.number == number else { return false }
      state.flights[key]?.task = task
      return true
    }
    // Over already, or given up between.
    if !isWanted { task.cancel() }
  }

  private func received(_ key: Key, _ number: UInt64, _ chunk: [Int16]) {
    state.withLock { state in
      guard state.flights[key]?.number == number else { return }
      state.flights[key]?.chunks.append(chunk)
      for continuation in state.flights[key]?.listeners.values ?? [:].values { continuation.yield(chunk) }
    }
  }

  private func ended(_ key: Key, _ number: UInt64, _ error: (any Error)?) {
    let listeners = state.withLock { state -> [Continuation] in
      guard let flight = state.flights[key], flight.number == number else { return [] }
      state.flights[key] = nil
      if error == nil { keep(key, flight.chunks, &state) }
      return Array(flight.listeners.values)
    }
    for listener in listeners { listener.finish(throwing: error) }
  }

  private func leave(_ key: Key, _ listener: UInt64) {
    let abandoned = state.withLock { state -> Task<Void, Never>? in
      guard state.flights[key]?.listeners.removeValue(forKey: listener) != nil, let flight = state.flights[key],
        flight.listeners.isEmpty, !flight.isPrefetch
      else { return nil }
      state.flights[key] = nil
      return flight.task
    }
    abandoned?.cancel()
  }

  // MARK: The cache

  private func keep(_ key: Key, _ chunks: [[Int16]], _ state: inout State) {
    let bytes = chunks.reduce(0) { $0 + $1.count * 2 }
    guard bytes > 0, bytes <= capacityBytes else { return }
    state.entries[key] = Entry(chunks: chunks, bytes: bytes, used: state.next())
    state.statistics.bytes += bytes
    while state.statistics.bytes > capacityBytes, let oldest = state.entries.min(by: { $0.value.used < $1.value.used })
    {
      state.entries[oldest.key] = nil
      state.statistics.bytes -= oldest.value.bytes
      state.statistics.evicted += 1
    }
  }

  private static func key(_ request: SpeechRequest) -> Key {
    Key(text: request.text, voice: request.voice, rate: request.rate)
  }
}
