import Glibc

/// Files that are replaced whole.
enum AtomicFile {
  /// Writes the bytes beside the file, with its mode, and renames them over it: whoever reads it finds the old bytes or
  /// the new. A file that no longer holds `expected` is left as it is.
  static func replace(_ path: String, _ expected: [UInt8], with bytes: [UInt8]) throws {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure(.failed, "\(path) is not a file any more")
    }
    guard FileText.bytes(path) == expected else {
      throw CommandFailure(.conflict, "\(path) was changed meanwhile", fix: "try again")
    }
    let temporary = "\(path).voicebot-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(temporary) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return try abandon(descriptor, temporary) }
      rest = rest.dropFirst(count)
    }
    // The owner can only be kept by root; without the right it stays the one who asked.
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    guard fchmod(descriptor, status.st_mode & 0o7777) == 0, fsync(descriptor) == 0 else {
      return try abandon(descriptor, temporary)
    }
    close(descriptor)
    guard rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  private static func abandon(_ descriptor: Int32, _ temporary: String) throws {
    let error = failure(temporary)
    close(descriptor)
    unlink(temporary)
    throw error
  }

  private static func failure(_ path: String) -> CommandFailure {
    CommandFailure(.failed, "cannot write \(path): \(String(cString: strerror(errno)))")
  }
}
