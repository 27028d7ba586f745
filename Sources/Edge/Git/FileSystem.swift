import Glibc

enum FileSystem {
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Of a file, in bytes; nil where there is none.
  static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  static func owner(_ path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_uid : nil
  }

  static var user: UInt32 { geteuid() }

  static func errorText(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// A regular file's bytes; nil where there is none or it has more than `limit`.
  static func read(_ path: String, limit: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      guard count >= 0, bytes.count + count <= limit else { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Makes or replaces a file in one step, flushed. False with `errno` set where that fails.
  static func replace(_ path: String, _ bytes: [UInt8], mode: mode_t) -> Bool {
    let temporary = "\(path).\(getpid()).new"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { return false }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      guard count > 0 else { break }
      written += count
    }
    let isWhole = written == bytes.count && fsync(file) == 0
    close(file)
    guard isWhole, rename(temporary, path) == 0 else {
      unlink(temporary)
      return false
    }
    return true
  }

  /// Of the entries of a directory, without `.` and `..`; none where it cannot be read.
  static func names(_ directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Removes a directory with all in it. Links are removed, not followed.
  static func removeTree(_ path: String, depth: Int = 0) {
    for name in depth < 16 ? names(path) : [] {
      let inner = "\(path)/\(name)"
      var status = stat()
      guard lstat(inner, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR { removeTree(inner, depth: depth + 1) } else { unlink(inner) }
    }
    rmdir(path)
  }

  /// Flushes a directory with all in it. False with `errno` set where that fails.
  static func flushTree(_ path: String, depth: Int = 0) -> Bool {
    for name in depth < 16 ? names(path) : [] {
      let inner = "\(path)/\(name)"
      guard isDirectory(inner) ? flushTree(inner, depth: depth + 1) : flush(inner) else { return false }
    }
    return flush(path)
  }

  /// Flushes one file, or a directory's list of names.
  static func flush(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return false }
    defer { close(file) }
    return fsync(file) == 0
  }
}
