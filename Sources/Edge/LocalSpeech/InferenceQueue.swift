import Glibc

/// The queue behind `InferencePool` and the loop its threads run.
///
/// Unchecked: every stored property that changes is touched only between `lock` and `unlock`; the mutex and the
/// condition live at fixed addresses until the last reference is gone.
final class InferenceQueue: @unchecked Sendable {
  private struct Job {
    var number: UInt64
    var submitted: ContinuousClock.Instant
    var dropped: @Sendable () -> Void
    var body: @Sendable (Duration) -> Void
  }

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let capacity: Int
  private let overrun: Duration
  private var waiting = [[Job]](repeating: [], count: InferencePool.Priority.allCases.count)
  private var statistics = InferencePool.Statistics()
  private var nextNumber: UInt64 = 1
  private var stopped = false

  init(capacity: Int, overrun: Duration) {
    self.capacity = capacity
    self.overrun = overrun
    mutex.initialize(to: pthread_mutex_t())
    wake.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wake, nil)
  }

  deinit {
    pthread_cond_destroy(wake)
    pthread_mutex_destroy(mutex)
    wake.deallocate()
    mutex.deallocate()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  func submit(
    _ priority: InferencePool.Priority, dropped: @escaping @Sendable () -> Void,
    body: @escaping @Sendable (Duration) -> Void
  ) -> UInt64 {
    let now = ContinuousClock.now
    var refused: Job?
    let number = locked { () -> UInt64 in
      let job = Job(number: nextNumber, submitted: now, dropped: dropped, body: body)
      nextNumber += 1
      if stopped {
        refused = job
      } else if statistics.queued < capacity {
        enqueue(job, priority)
      } else if let lowest = waiting.lastIndex(where: { !$0.isEmpty }), lowest > priority.rawValue {
        refused = waiting[lowest].removeLast()
        statistics.queued -= 1
        enqueue(job, priority)
      } else {
        refused = job
      }
      if refused != nil { statistics.dropped += 1 }
      return job.number
    }
    refused?.dropped()
    return number
  }

  private func enqueue(_ job: Job, _ priority: InferencePool.Priority) {
    waiting[priority.rawValue].append(job)
    statistics.queued += 1
    pthread_cond_signal(wake)
  }

  func cancel(_ number: UInt64) -> Bool {
    let removed = locked { () -> Job? in
      for priority in waiting.indices {
        guard let index = waiting[priority].firstIndex(where: { $0.number == number }) else { continue }
        statistics.queued -= 1
        statistics.cancelled += 1
        return waiting[priority].remove(at: index)
      }
      return nil
    }
    return removed != nil
  }

  func snapshot() -> InferencePool.Statistics { locked { statistics } }

  func stop() {
    let refused = locked { () -> [Job] in
      stopped = true
      let jobs = waiting.flatMap(\.self)
      for priority in waiting.indices { waiting[priority] = [] }
      statistics.dropped += UInt64(jobs.count)
      statistics.queued = 0
      pthread_cond_broadcast(wake)
      return jobs
    }
    for job in refused { job.dropped() }
  }

  /// Runs jobs until `stop`.
  func work() {
    while let job = next() {
      let start = ContinuousClock.now
      job.body(start - job.submitted)
      let took = ContinuousClock.now - start
      locked {
        statistics.running -= 1
        statistics.completed += 1
        statistics.busy += took
        if took > overrun { statistics.overrun += 1 }
      }
    }
  }

  private func next() -> Job? {
    locked {
      while true {
        if let priority = waiting.firstIndex(where: { !$0.isEmpty }) {
          statistics.queued -= 1
          statistics.running += 1
          return waiting[priority].removeFirst()
        }
        if stopped { return nil }
        pthread_cond_wait(wake, mutex)
      }
    }
  }
}
