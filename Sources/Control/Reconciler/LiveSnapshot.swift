package import Resources
import Synchronization

/// The snapshot that the next call starts with. Readable from any thread; a reader holds the lock for one copy of a
/// reference-counted value, and no writer holds it longer.
package final class LiveSnapshot: Sendable {
  private let state = Mutex<Snapshot?>(nil)

  package init() {}

  /// Nil until the first revision is live.
  package var current: Snapshot? { state.withLock { $0 } }

  func swap(_ snapshot: Snapshot) { state.withLock { $0 = snapshot } }
}
