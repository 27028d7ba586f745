import Dispatch
import LocalSpeech
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct InferencePoolTests {
  /// A pool of one worker that is busy until the gate opens.
  private func busyPool(capacity: Int = 16) -> (InferencePool, Gate) {
    let pool = InferencePool(.init(workers: 1, capacity: capacity))
    let (started, gate) = (Gate(), Gate())
    pool.submit(.prefetch) { _ in
      started.open()
      gate.wait()
    }
    started.wait()
    return (pool, gate)
  }

  @Test func runsTheMostUrgentFirst() {
    let (pool, gate) = busyPool()
    let (order, done) = (Recorder<String>(), Gate())
    let jobs: [(InferencePool.Priority, String)] = [
      (.prefetch, "prefetch"), (.partial, "partial 1"), (.speech, "speech"), (.partial, "partial 2"),
      (.finalTranscript, "final"),
    ]
    for (priority, name) in jobs {
      pool.submit(priority) { _ in
        order.add(name)
        done.open()
      }
    }
    gate.open()
    for _ in jobs { done.wait() }
    #expect(order.values == ["final", "speech", "partial 1", "partial 2", "prefetch"])
    pool.shutdown()
    #expect(pool.statistics.completed == 6)
    #expect(pool.statistics.running == 0)
  }

  @Test func cancelsWhatWaitsOnly() {
    let (pool, gate) = busyPool()
    let (order, done) = (Recorder<String>(), Gate())
    let first = pool.submit(.speech, dropped: { order.add("dropped") }) { _ in order.add("cancelled") }
    let second = pool.submit(.speech) { _ in
      order.add("kept")
      done.open()
    }
    #expect(pool.cancel(first))
    #expect(!pool.cancel(first))
    gate.open()
    done.wait()
    #expect(!pool.cancel(second))
    pool.shutdown()
    #expect(order.values == ["kept"])
    #expect(pool.statistics.cancelled == 1)
  }

  @Test func aFullQueueGivesWayToTheMoreUrgent() {
    let (pool, gate) = busyPool(capacity: 2)
    let (log, done) = (Recorder<String>(), Gate())
    func submit(_ priority: InferencePool.Priority, _ name: String) {
      pool.submit(priority, dropped: { log.add("dropped \(name)") }) { _ in
        log.add(name)
        done.open()
      }
    }
    submit(.prefetch, "a")
    submit(.partial, "b")
    submit(.partial, "c")  // pushes a out
    submit(.partial, "d")  // nothing lower waits
    submit(.finalTranscript, "e")  // pushes c out
    #expect(log.values == ["dropped a", "dropped d", "dropped c"])
    #expect(pool.statistics.dropped == 3)
    #expect(pool.statistics.queued == 2)
    gate.open()
    done.wait()
    done.wait()
    #expect(log.values.suffix(2) == ["e", "b"])
    pool.shutdown()
  }

  @Test func neverRunsMoreThanItsWorkers() {
    let workers = min(2, InferencePool.cores)
    let pool = InferencePool(.init(workers: workers))
    let running = Mutex((now: 0, most: 0))
    let done = Gate()
    for _ in 0..<64 {
      pool.submit(.partial) { _ in
        running.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        running.withLock { $0.now -= 1 }
        done.open()
      }
    }
    for _ in 0..<64 { done.wait() }
    #expect(running.withLock { $0.most } <= workers)
    pool.shutdown()
    #expect(pool.statistics.completed == 64)
  }

  @Test func shutdownDropsWhatWaitsAndWhatComesLater() {
    let (pool, gate) = busyPool()
    let log = Recorder<String>()
    pool.submit(.speech, dropped: { log.add("waiting") }) { _ in log.add("ran") }
    let down = Gate()
    DispatchQueue.global().async {
      pool.shutdown()
      down.open()
    }
    while log.values.isEmpty { pthread_yield_once() }
    pool.submit(.speech, dropped: { log.add("late") }) { _ in log.add("ran") }
    gate.open()
    down.wait()
    #expect(log.values == ["waiting", "late"])
  }

  @Test func workersStayWithinTheCores() {
    #expect(InferencePool.Configuration(workers: 1000).workers == InferencePool.cores)
    #expect(InferencePool.Configuration(workers: 0).workers == 1)
    #expect(InferencePool.Configuration().workers == max(1, InferencePool.cores - 1))
  }

  @Test func countsWhatRunsTooLong() {
    let pool = InferencePool(.init(workers: 1, overrun: .zero))
    pool.submit(.speech) { _ in }
    let done = Gate()
    pool.submit(.speech) { _ in done.open() }
    done.wait()
    pool.shutdown()
    #expect(pool.statistics.overrun == 2)
  }
}
