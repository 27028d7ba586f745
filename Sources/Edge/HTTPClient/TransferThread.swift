import CCurl
import Glibc
import Synchronization

/// The thread that owns libcurl's multi handle and every transfer on it.
///
/// Invariants:
/// 1. Only this thread touches a libcurl handle; others hand in commands and wake it (`curl_multi_wakeup` is the one
///    call libcurl allows from elsewhere, and it is made under the lock that guards the handle's end).
/// 2. Every transfer is told of its end exactly once.
final class TransferThread: Sendable {
  private enum Command: Sendable {
    case start(Transfer)
    case cancel(id: UInt64)
    case consumed(id: UInt64, bytes: Int)
  }

  private struct Shared: ~Copyable {
    var commands: [Command] = []
    var nextID: UInt64 = 1
    var stopping = false
    var started = false
    /// The multi handle, as a number so that it may cross threads; nil once the thread has ended.
    var multi: UInt?
  }

  private let shared = Mutex(Shared())

  private static let library: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    if let problem = request.problem { throw HTTPError(.invalidRequest, problem) }
    guard Self.library else { throw HTTPError(.closed, "libcurl cannot be initialised") }
    let id = shared.withLock { shared in
      defer { shared.nextID += 1 }
      return shared.nextID
    }
    let (stream, body) = AsyncThrowingStream.makeStream(of: [UInt8].self)
    body.onTermination = { [weak self] reason in
      if case .cancelled = reason { self?.submit(.cancel(id: id)) }
    }
    let result: Result<HTTPResponseHead, HTTPError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let transfer = Transfer(id: id, request: request, head: continuation, body: body)
        if !submit(.start(transfer)) {
          transfer.finish(HTTPError(.closed, "the HTTP client is shut down"))
        } else if Task.isCancelled {
          submit(.cancel(id: id))
        }
      }
    } onCancel: {
      submit(.cancel(id: id))
    }
    let head = try result.get()
    let consumed: @Sendable (Int) -> Void = { [weak self] in self?.submit(.consumed(id: id, bytes: $0)) }
    return HTTPResponse(head: head, body: HTTPBody(stream: stream, consumed: consumed))
  }

  func stop() {
    shared.withLock { shared in
      shared.stopping = true
      if let multi = shared.multi { curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: multi)) }
    }
  }

  /// False where the thread is stopping or cannot be started.
  @discardableResult
  private func submit(_ command: Command) -> Bool {
    shared.withLock { shared in
      guard !shared.stopping else { return false }
      if !shared.started {
        guard case .start = command, launch(&shared) else { return false }
      }
      shared.commands.append(command)
      if let multi = shared.multi { curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: multi)) }
      return true
    }
  }

  private func launch(_ shared: inout Shared) -> Bool {
    guard let multi = curl_multi_init() else { return false }
    shared.multi = UInt(bitPattern: multi)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<TransferThread>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    guard code == 0 else {
      Unmanaged<TransferThread>.fromOpaque(context).release()
      curl_multi_cleanup(multi)
      shared.multi = nil
      return false
    }
    pthread_detach(thread)
    shared.started = true
    return true
  }

  // MARK: - On the thread

  private func run() {
    guard let multi = shared.withLock({ UnsafeMutableRawPointer(bitPattern: $0.multi ?? 0) }) else { return }
    var transfers: [UInt64: Transfer] = [:]
    while true {
      let (commands, stopping) = shared.withLock { shared in
        let commands = shared.commands
        shared.commands.removeAll()
        return (commands, shared.stopping)
      }
      for command in commands { carryOut(command, multi: multi, transfers: &transfers) }
      if stopping { break }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      reap(multi: multi, transfers: &transfers)
      let now = monotonicNow()
      for transfer in transfers.values {
        if let error = transfer.expired(at: now) { end(transfer, error, multi: multi, transfers: &transfers) }
      }
      let next = transfers.values.compactMap(\.deadline).min()
      let wait = next.map { max(.zero, $0 - now) } ?? .seconds(60)
      // Rounded up, so that a deadline has passed when the poll returns.
      let milliseconds = min(wait / .milliseconds(1) + 1, 60_000)
      curl_multi_poll(multi, nil, 0, Int32(milliseconds), nil)
    }
    for transfer in Array(transfers.values) {
      end(transfer, HTTPError(.closed, "the HTTP client is shut down"), multi: multi, transfers: &transfers)
    }
    let late = shared.withLock { shared in
      shared.multi = nil
      defer { shared.commands.removeAll() }
      return shared.commands
    }
    for case .start(let transfer) in late { transfer.finish(HTTPError(.closed, "the HTTP client is shut down")) }
    curl_multi_cleanup(multi)
  }

  private func carryOut(_ command: Command, multi: UnsafeMutableRawPointer, transfers: inout [UInt64: Transfer]) {
    switch command {
    case .start(let transfer):
      guard let handle = transfer.open(), curl_multi_add_handle(multi, handle) == CURLM_OK else {
        transfer.finish(HTTPError(.invalidRequest, "libcurl refuses the request"))
        return
      }
      transfers[transfer.id] = transfer
    case .cancel(let id):
      guard let transfer = transfers[id] else { return }
      end(transfer, HTTPError(.cancelled, "cancelled"), multi: multi, transfers: &transfers)
    case .consumed(let id, let bytes):
      transfers[id]?.consumed(bytes)
    }
  }

  private func reap(multi: UnsafeMutableRawPointer, transfers: inout [UInt64: Transfer]) {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
      let result = voicebot_curl_message_result(message)
      guard let transfer = transfers.values.first(where: { $0.handle == handle }) else { continue }
      end(transfer, transfer.error(for: result), multi: multi, transfers: &transfers)
    }
  }

  private func end(
    _ transfer: Transfer, _ error: HTTPError?, multi: UnsafeMutableRawPointer, transfers: inout [UInt64: Transfer]
  ) {
    transfers[transfer.id] = nil
    if let handle = transfer.handle { curl_multi_remove_handle(multi, handle) }
    transfer.finish(error)
  }
}

/// Time since an arbitrary origin.
func monotonicNow() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
