import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM as something to wait for.
///
/// Unchecked: the sources are set in `init` and only kept alive afterwards.
final class SignalTrap: @unchecked Sendable {
  private struct State {
    var count = 0
    var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())
  private var sources: [any DispatchSourceSignal] = []

  init() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [weak self] in self?.arrived() }
      source.resume()
      sources.append(source)
    }
  }

  private func arrived() {
    let ready = state.withLock { state in
      state.count += 1
      let ready = state.waiting.filter { $0.count <= state.count }
      state.waiting.removeAll { $0.count <= state.count }
      return ready
    }
    for waiter in ready { waiter.continuation.resume() }
  }

  /// Calls `action` for every SIGHUP, by which an operator asks for files to be read again, until it is cancelled.
  static func hangup(_ action: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
    signal(SIGHUP, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
    source.setEventHandler(handler: action)
    source.resume()
    return source
  }

  func first() async { await wait(for: 1) }
  func second() async { await wait(for: 2) }

  private func wait(for count: Int) async {
    await withCheckedContinuation { continuation in
      let now = state.withLock { state in
        if state.count >= count { return true }
        state.waiting.append((count, continuation))
        return false
      }
      if now { continuation.resume() }
    }
  }
}
