import Glibc

/// Files that are written whole: whoever reads one, at any time and after a crash, finds the old bytes or the new.
///
/// The bytes are written beside the file and renamed over it. A link is followed, and stays; terminals, pipes and
/// everything under `/dev` are written to as they are. Who is killed in between may leave a file behind whose name
/// begins with `.voicebot-`.
package enum AtomicFile {
  package enum Access: Sendable {
    /// That of the file which is replaced; of a new one, what the process gives to every new file.
    case kept
    /// For its owner alone, new or not.
    case ownerOnly
  }

  /// - Parameter expected: what the file must hold until the moment it is replaced, so that no other program's change
  ///   is lost. Then the file must be there, and be no link.
  package static func write(
    _ bytes: [UInt8], to path: String, access: Access = .kept, replacing expected: [UInt8]? = nil
  ) throws(FileError) {
    guard expected != nil || !isStream(path) else { return try stream(bytes, to: path) }
    let (target, old) = try expected == nil ? following(path) : (path, plain(path))
    let temporary = try create(beside: target, mode: access == .kept && old == nil ? 0o666 : 0o600, for: path)
    var isDone = false
    defer { if !isDone { unlink(temporary.path) } }
    do {
      defer { close(temporary.descriptor) }
      try write(bytes, to: temporary.descriptor, of: path)
      if let old, access == .kept {
        // The owner can only be kept by root; without the right it stays the one who asked.
        _ = fchown(temporary.descriptor, old.st_uid, old.st_gid)
        guard fchmod(temporary.descriptor, old.st_mode & 0o7777) == 0 else { throw failure(path) }
      }
      // What goes with a new file is the new file only.
      if old != nil || access == .ownerOnly {
        guard fsync(temporary.descriptor) == 0 else { throw failure(path) }
      }
    }
    if let expected {
      guard try plain(path) != nil, Self.bytes(of: path, atMost: expected.count) == expected else {
        throw FileError(path: path, reason: .changed)
      }
    }
    guard rename(temporary.path, target) == 0 else { throw failure(path) }
    isDone = true
  }

  package static func write(_ text: String, to path: String, access: Access = .kept) throws(FileError) {
    try write(Array(text.utf8), to: path, access: access)
  }

  // MARK: What is there

  private static func isStream(_ path: String) -> Bool {
    var status = stat()
    guard !path.hasPrefix("/dev/") else { return true }
    guard stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  /// The path of the file that is meant, and what is known of it; nil where there is none yet.
  private static func following(_ path: String) throws(FileError) -> (String, stat?) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw failure(path) }
      return (path, nil)
    }
    guard status.st_mode & S_IFMT == S_IFLNK else {
      guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(path: path, reason: .notAFile) }
      return (path, status)
    }
    guard let resolved = realpath(path, nil) else { throw FileError(path: path, reason: .leadsNowhere) }
    defer { free(resolved) }
    let target = String(cString: resolved)
    guard stat(target, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(path: path, reason: .notAFile) }
    return (target, status)
  }

  /// What is known of a file that must be there, and be none but a file.
  private static func plain(_ path: String) throws(FileError) -> stat? {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw FileError(path: path, reason: .changed) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(path: path, reason: .notAFile) }
    return status
  }

  /// Nil where the file has more bytes, or cannot be read.
  private static func bytes(of path: String, atMost limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var found = [UInt8](repeating: 0, count: limit + 1)
    var filled = 0
    while filled < found.count {
      let count = found.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      filled += count
    }
    return filled <= limit ? Array(found[..<filled]) : nil
  }

  // MARK: Writing

  private static func create(
    beside target: String, mode: mode_t, for path: String
  ) throws(FileError) -> (path: String, descriptor: Int32) {
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    // Names are taken where an earlier process of the same number was killed.
    for number in 0..<1000 {
      let name = "\(folder).voicebot-\(getpid())-\(number)"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      if descriptor >= 0 { return (name, descriptor) }
      guard errno == EEXIST || errno == EINTR else { break }
    }
    throw FileError(path: path, reason: .folder(errno))
  }

  private static func stream(_ bytes: [UInt8], to path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, of: path)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, of path: String) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(path) }
      rest = rest.dropFirst(count)
    }
  }

  private static func failure(_ path: String) -> FileError { FileError(path: path, reason: .system(errno)) }
}
