import Glibc
import Synchronization

// Invariants
// - At most `workers` jobs run at once; at most `capacity` wait. What does not fit is dropped and counted, the lowest
//   priority first, and its `dropped` is called: every job submitted is run, dropped or cancelled, exactly one of them.
// - A waiting job of a higher priority always starts before one of a lower priority; within one, first come first served.
// - `submit` and `cancel` never block: the lock is held for queue operations only, never while a job runs.

/// Bounded worker threads for heavy inference, by priority. Voice activity does not go through it.
package final class InferencePool: Sendable {
  /// First case first.
  package enum Priority: Int, Sendable, CaseIterable, Comparable {
    case finalTranscript, speech, partial, prefetch
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// Names one submitted job.
  package struct Ticket: Sendable, Hashable {
    fileprivate let number: UInt64
  }

  package struct Statistics: Sendable, Equatable {
    package var completed: UInt64 = 0
    package var cancelled: UInt64 = 0
    /// Jobs that found the queue full, or were pushed out of it by a more urgent one.
    package var dropped: UInt64 = 0
    /// Jobs that ran longer than `Configuration.overrun`.
    package var overrun: UInt64 = 0
    package var queued = 0
    package var running = 0
    package var busy: Duration = .zero
    package init() {}
  }

  package struct Configuration: Sendable {
    package var workers: Int
    package var capacity: Int
    /// A job that runs longer is counted.
    package var overrun: Duration
    /// `workers` is kept within 1 and the number of cores; nil stands for one less than the cores.
    package init(workers: Int? = nil, capacity: Int = 256, overrun: Duration = .seconds(3)) {
      let cores = InferencePool.cores
      self.workers = min(max(1, workers ?? cores - 1), cores)
      self.capacity = max(1, capacity)
      self.overrun = overrun
    }
  }

  package static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  package let configuration: Configuration
  private let core: InferenceQueue
  private let threads: Mutex<[pthread_t]>

  package init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
    let core = InferenceQueue(capacity: configuration.capacity, overrun: configuration.overrun)
    self.core = core
    threads = Mutex((0..<configuration.workers).compactMap { _ in startThread { core.work() } })
  }

  deinit { core.stop() }

  /// Queues `body`, which is told how long it waited. `dropped` is called instead, perhaps before this returns, where
  /// the queue is full or the pool is shut down. Neither is called after `cancel` has returned true.
  @discardableResult
  package func submit(
    _ priority: Priority, dropped: @escaping @Sendable () -> Void = {},
    body: @escaping @Sendable (_ queued: Duration) -> Void
  ) -> Ticket {
    Ticket(number: core.submit(priority, dropped: dropped, body: body))
  }

  /// Takes a waiting job out of the queue. False where it has started, ended or was dropped.
  @discardableResult
  package func cancel(_ ticket: Ticket) -> Bool { core.cancel(ticket.number) }

  /// Whether so much waits that optional work had better not be added.
  package var isSaturated: Bool { statistics.queued >= 2 * configuration.workers }

  package var statistics: Statistics { core.snapshot() }

  /// Drops what waits, lets what runs finish, and joins the threads. Must not be called from a job.
  package func shutdown() {
    core.stop()
    let running = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    for thread in running { pthread_join(thread, nil) }
  }
}

private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let argument = Unmanaged.passRetained(Box(body)).toOpaque()
  let result = pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, argument)
  guard result == 0 else {
    Unmanaged<Box>.fromOpaque(argument).release()
    return nil
  }
  return thread
}
