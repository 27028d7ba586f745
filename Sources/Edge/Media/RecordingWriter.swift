import CShims
import Glibc
import Synchronization

/// The one thread that writes recordings to disk; four times a second for each.
///
/// `@unchecked Sendable`: the files are local to `run`; new ones are handed over under the lock, which the media threads
/// never take.
final class RecordingWriter: ThreadBody, @unchecked Sendable {
  private static let interval: Int64 = 250_000_000

  private final class Recording {
    var file: RecordingFile
    init(_ file: consuming RecordingFile) { self.file = file }
  }

  private struct Incoming: @unchecked Sendable {
    var recordings: [Recording] = []
  }

  private let incoming = Mutex(Incoming())
  private let wake: Int32
  private let isStopping = Atomic<Bool>(false)
  private var thread = pthread_t()

  init() throws(MediaError) {
    wake = shim_event_create()
    guard wake >= 0 else { throw .system(call: "eventfd", errno: -wake) }
    thread = try startThread(of: self)
  }

  deinit {
    if wake >= 0 { close(wake) }
  }

  /// Creates the file, with a valid header, and follows the tap until it is finished.
  func add(_ configuration: RecordingConfiguration) throws(MediaError) -> RecordingTap {
    let tap = RecordingTap(wake: wake)
    let recording = Incoming(recordings: [Recording(try RecordingFile(configuration, tap: tap))])
    incoming.withLock { $0.recordings += recording.recordings }
    shim_event_signal(wake)
    return tap
  }

  /// Writes what is left and ends the thread. Called once, after the media threads have ended.
  func stop() {
    isStopping.store(true, ordering: .releasing)
    shim_event_signal(wake)
    pthread_join(thread, nil)
  }

  func run() {
    shim_thread_name("recording")
    var recordings: [Recording] = []
    while true {
      let isLast = isStopping.load(ordering: .acquiring)
      let new = incoming.withLock { list in
        let taken = list
        list.recordings = []
        return taken
      }
      recordings += new.recordings
      recordings = recordings.filter { recording in
        let isFinished = recording.file.tap.isFinished
        recording.file.flush()
        return !isFinished
      }
      if isLast { return }
      if shim_wait(wake, recordings.isEmpty ? -1 : Self.interval) != 0 { shim_event_clear(wake) }
    }
  }
}
