import Events
import Glibc

/// The events on their way to the writer's thread.
///
/// Invariants: `append` waits for nothing but the lock, which is held for a few instructions; at most `queueEvents`
/// events wait, or `spillBytes` of memory where none of them is a partial transcript; events leave in the order of
/// their arrival.
///
/// `@unchecked Sendable`: `mutex` guards every stored variable.
final class AppendQueue: @unchecked Sendable {
  struct Batch {
    var events: [Event]
    /// To be resumed when these events are on disk.
    var flushes: [CheckedContinuation<Void, Never>]
    var isLast: Bool
  }

  private let options: EventLogOptions
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var slots: [Event?] = []
  private var count = 0
  private var bytes = 0
  private var partials: [Int] = []
  private var firstPartial = 0
  private var flushes: [CheckedContinuation<Void, Never>] = []
  private var isClosed = false
  private var counted = EventLogStatistics()

  init(options: EventLogOptions) {
    self.options = options
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// What was dropped, spilled and lost.
  var statistics: EventLogStatistics { locked { counted } }

  /// False where the queue is closed and the event went nowhere.
  @discardableResult
  func append(_ event: Event) -> Bool {
    let size = event.approximateBytes
    return locked {
      guard !isClosed else { return false }
      let isPartial = event.body.type == .transcriptPartial
      if count >= options.queueEvents, !makeRoom(for: size, isPartial: isPartial) { return true }
      if isPartial { partials.append(slots.count) }
      slots.append(event)
      count += 1
      bytes += size
      if count == 1 || count == options.groupEvents { pthread_cond_signal(condition) }
      return true
    }
  }

  /// Drops the oldest partial transcript, or where there is none takes memory; false where the new event must go.
  private func makeRoom(for size: Int, isPartial: Bool) -> Bool {
    if firstPartial < partials.count {
      let index = partials[firstPartial]
      firstPartial += 1
      if let dropped = slots[index] { bytes -= dropped.approximateBytes }
      slots[index] = nil
      count -= 1
      counted.partialsDropped += 1
      if slots.count > 2 * count + 64 { compact() }
      return true
    }
    if isPartial {
      counted.partialsDropped += 1
      return false
    }
    guard bytes + size <= options.spillBytes else {
      counted.lost += 1
      return false
    }
    counted.spilled += 1
    return true
  }

  /// Removes the empty slots, so that partial transcripts that come and go do not make the queue grow.
  private func compact() {
    slots.removeAll { $0 == nil }
    partials.removeAll(keepingCapacity: true)
    firstPartial = 0
    for (index, event) in slots.enumerated() where event?.body.type == .transcriptPartial { partials.append(index) }
  }

  /// Resumes the continuation when everything appended before is on disk, at once where the log is closed.
  func flush(_ continuation: CheckedContinuation<Void, Never>) {
    let isClosed = locked {
      guard !self.isClosed else { return true }
      flushes.append(continuation)
      pthread_cond_signal(condition)
      return false
    }
    if isClosed { continuation.resume() }
  }

  /// No event is taken from now on; what waits is still written.
  func close() {
    locked {
      isClosed = true
      pthread_cond_signal(condition)
    }
  }

  /// Waits for events, then up to the group time for more of them, and takes all. For the writer's thread.
  func take() -> Batch {
    locked {
      while count == 0, flushes.isEmpty, !isClosed { pthread_cond_wait(condition, mutex) }
      var deadline = timespec()
      clock_gettime(CLOCK_MONOTONIC, &deadline)
      deadline.tv_nsec += options.groupMilliseconds * 1_000_000
      deadline.tv_sec += deadline.tv_nsec / 1_000_000_000
      deadline.tv_nsec %= 1_000_000_000
      while count < options.groupEvents, flushes.isEmpty, !isClosed {
        if pthread_cond_timedwait(condition, mutex, &deadline) != 0 { break }
      }
      let batch = Batch(events: slots.compactMap { $0 }, flushes: flushes, isLast: isClosed)
      slots.removeAll(keepingCapacity: slots.count <= options.queueEvents)
      partials.removeAll(keepingCapacity: true)
      firstPartial = 0
      count = 0
      bytes = 0
      flushes = []
      return batch
    }
  }

  /// Waits before another try, or until the queue is closed; false where it is.
  func pause(milliseconds: Int) -> Bool {
    locked {
      var deadline = timespec()
      clock_gettime(CLOCK_MONOTONIC, &deadline)
      deadline.tv_sec += milliseconds / 1000
      deadline.tv_nsec += milliseconds % 1000 * 1_000_000
      deadline.tv_sec += deadline.tv_nsec / 1_000_000_000
      deadline.tv_nsec %= 1_000_000_000
      while !isClosed {
        if pthread_cond_timedwait(condition, mutex, &deadline) != 0 { break }
      }
      return !isClosed
    }
  }
}
