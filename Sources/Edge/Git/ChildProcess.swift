import Dispatch
import Glibc
import Synchronization

/// A program to be run in a process group of its own, with an environment of its own, no open files but the three
/// standard ones, bounded output and a deadline at which the whole group is killed.
struct ChildProcess: Sendable {
  enum End: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
    case timedOut
    case cancelled
    case tooMuchOutput
  }
  struct Outcome: Sendable {
    var end: End
    var output: [UInt8]
    /// What it said on its standard error, at most 64 KiB of it.
    var errors: String
    var succeeded: Bool { end == .exited(0) }
  }

  /// A path, or a name to be looked for where the system keeps its programs.
  var executable: String
  var arguments: [String]
  var environment: [String: String] = [:]
  /// Written to its standard input.
  var input: [UInt8] = []
  /// Where true, the standard input stays open behind `input`, so that the child can see this process go.
  var keepsInputOpen = false
  var deadline: Duration
  var outputLimit = 1 << 20

  static let programDirectories = ["/usr/bin", "/bin", "/usr/local/bin"]

  /// The file to be run, or nil where there is none.
  var file: String? {
    if executable.contains("/") { return access(executable, X_OK) == 0 ? executable : nil }
    return Self.programDirectories.map { "\($0)/\(executable)" }.first { access($0, X_OK) == 0 }
  }

  /// Runs it on a thread that may block. Cancelling the task kills the group. Nil where there is no such program.
  ///
  /// - Parameter onLine: called with each whole line of output, in order, on that thread.
  func run(onLine: @escaping @Sendable (ArraySlice<UInt8>) -> Void = { _ in }) async -> Outcome? {
    guard let file else { return nil }
    let stop = StopSignal()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Self.queue.async {
          continuation.resume(returning: ChildRun(self, file: file, stop: stop, onLine: onLine).run())
        }
      }
    } onCancel: {
      stop.give()
    }
  }

  private static let queue = DispatchQueue(label: "child processes", attributes: .concurrent)
}

/// Wakes the thread that waits for a child.
final class StopSignal: Sendable {
  private let sender: Int32
  let descriptor: Int32

  init() {
    let pair = ChildRun.pair()
    sender = pair?.ours ?? -1
    descriptor = pair?.theirs ?? -1
  }

  deinit {
    if sender >= 0 { close(sender) }
    if descriptor >= 0 { close(descriptor) }
  }

  func give() {
    var byte: UInt8 = 1
    send(sender, &byte, 1, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
  }
}
