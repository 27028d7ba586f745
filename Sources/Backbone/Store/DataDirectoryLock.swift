import Glibc
import Synchronization

/// A data directory taken for one process: two runtimes on one would each undo what the other writes.
///
/// The kernel lets go of it when the process ends, however it ends.
package final class DataDirectoryLock: Sendable {
  /// Nil once it was let go of.
  private let descriptor: Mutex<Int32?>

  /// Takes `<directory>/lock`; throws `.inUse` where another process, or this one, has it.
  package init(directory: String) throws(StoreError) {
    let path = directory + "/lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError(.failed, "cannot open \(path): \(String(cString: strerror(errno)))") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      var buffer = [UInt8](repeating: 0, count: 32)
      let count = max(0, read(descriptor, &buffer, buffer.count))
      Glibc.close(descriptor)
      let holder = String(decoding: buffer[..<count].filter { (48...57).contains($0) }, as: UTF8.self)
      throw StoreError(
        .inUse, "another runtime\(holder.isEmpty ? "" : " (process \(holder))") uses the data directory \(directory)")
    }
    // Only for the message above.
    let text = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
    self.descriptor = Mutex(descriptor)
  }

  deinit { release() }

  /// Lets another process have the directory.
  package func release() {
    if let held = descriptor.withLock({ $0.take() }) { Glibc.close(held) }
  }
}
