import CShims
import Glibc
import RTP
import Synchronization

/// Carries the RTP of calls: threads, ports and recordings. See `MediaThread` for how a thread runs.
///
/// Invariant: sessions opened are closed by `close`, by the end of their last reference, or by `shutdown`.
package final class MediaEngine: Sendable {
  private struct Opening {
    var portCursor: Int
    var nextThread = 0
    var isShutDown = false
  }

  private let configuration: MediaConfiguration
  private let host: UInt32
  private let threads: [MediaThread]
  private let writer: RecordingWriter
  private let opening: Mutex<Opening>

  /// An eventfd, readable when a session may have frames to `read`. Waiters read its 8 bytes to reset it; it belongs to
  /// the engine and is closed with it.
  package let framesDescriptor: Int32

  /// Starts the threads.
  package init(_ configuration: MediaConfiguration) throws(MediaError) {
    self.configuration = configuration
    guard let host = MediaAddress(configuration.host, port: 0)?.ipv4 else { throw .invalidHost(configuration.host) }
    self.host = host
    opening = Mutex(Opening(portCursor: Int.random(in: 0..<4096)))
    framesDescriptor = shim_event_create()
    guard framesDescriptor >= 0 else { throw .system(call: "eventfd", errno: -framesDescriptor) }
    writer = try RecordingWriter()
    var threads: [MediaThread] = []
    for _ in 0..<max(1, configuration.threads) {
      do {
        threads.append(try MediaThread(frames: framesDescriptor))
      } catch {
        for thread in threads { thread.stop() }
        writer.stop()
        throw error
      }
    }
    self.threads = threads
  }

  deinit {
    shutdown()
    close(framesDescriptor)
  }

  /// Opens a session and binds its ports, so that SDP can name them. Nothing is sent before `start`.
  package func open(_ session: SessionConfiguration) throws(MediaError) -> MediaSession {
    let place = try opening.withLock { (state) throws(MediaError) -> Int in
      if state.isShutDown { throw .shutDown }
      state.nextThread += 1
      return state.nextThread % threads.count
    }
    let thread = threads[place]
    let sockets = try bind()
    let tap: RecordingTap?
    if let recording = session.recording { tap = try writer.add(recording) } else { tap = nil }
    let shared = SessionShared(mode: session.mode)
    let port = sockets.port
    var random = SystemRandomNumberGenerator()
    let state = UnsafeMutablePointer<SessionState>.allocate(capacity: 1)
    state.initialize(
      to: SessionState(
        shared: shared, mode: session.mode, sockets: sockets, tap: tap,
        canonicalName: Array(configuration.canonicalName.utf8), ssrc: random.next(), sequence: random.next(),
        timestamp: random.next(), random: random.next()))
    thread.post(.attach(state))
    return MediaSession(localPort: port, shared: shared, state: state, thread: thread, tap: tap)
  }

  /// Ends every session with BYE, writes recordings to their end and joins the threads. Later calls do nothing.
  package func shutdown() {
    let isFirst = opening.withLock { state in
      defer { state.isShutDown = true }
      return !state.isShutDown
    }
    guard isFirst else { return }
    for thread in threads { thread.stop() }
    writer.stop()
  }

  /// What the media threads have cost; updated about once a second.
  package var usage: MediaUsage {
    var sum = MediaUsage(processorNanoseconds: 0, rounds: 0)
    for thread in threads {
      sum.processorNanoseconds += thread.usage.processorNanoseconds
      sum.rounds += thread.usage.rounds
    }
    return sum
  }

  private func bind() throws(MediaError) -> SocketPair {
    var cursor = opening.withLock { $0.portCursor }
    let pair = try SocketPair(host: host, ports: configuration.ports, cursor: &cursor)
    let next = cursor
    opening.withLock { $0.portCursor = next }
    return pair
  }
}
