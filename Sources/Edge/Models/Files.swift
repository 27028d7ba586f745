import Digest
import Glibc

/// The few file operations the installer needs, with errors in words.
enum Files {
  static func size(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  static func createDirectory(_ path: String) throws(ModelError) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += part
      if mkdir(prefix, 0o755) != 0 && errno != EEXIST { throw failure(prefix) }
      prefix += "/"
    }
  }

  /// Removes a file or a whole directory; what is not there is no error.
  static func remove(_ path: String) {
    if unlink(path) == 0 || errno == ENOENT { return }
    for name in names(path) { remove("\(path)/\(name)") }
    rmdir(path)
  }

  static func names(_ path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Bytes of every file below `path`.
  static func totalSize(_ path: String) -> Int {
    names(path).reduce(0) { sum, name in
      let inside = "\(path)/\(name)"
      return sum + (size(inside) ?? totalSize(inside))
    }
  }

  static func read(_ path: String, limit: Int = 128 << 20) throws(ModelError) -> [UInt8] {
    var bytes: [UInt8] = []
    guard let size = size(path) else { throw failure(path) }
    guard size <= limit else { throw .malformed(file: path, detail: "\(size) bytes are more than \(limit)") }
    bytes.reserveCapacity(size)
    try chunks(path) { bytes.append(contentsOf: $0) }
    return bytes
  }

  static func hash(_ path: String) throws(ModelError) -> String {
    var hash = SHA256()
    try chunks(path) { hash.update($0) }
    return Bytes.hexadecimal(hash.finish())
  }

  private static func chunks(_ path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(ModelError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(file, buffer.baseAddress, buffer.count)
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Writes the whole file and waits until it is on disk.
  static func write(_ path: String, _ bytes: [UInt8], appending: Bool = false) throws(ModelError) {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (appending ? O_APPEND : O_TRUNC), 0o644)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done) }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      done += count
    }
    guard fsync(file) == 0 else { throw failure(path) }
  }

  static func sync(_ path: String) throws(ModelError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw failure(path) }
  }

  static func move(_ from: String, _ to: String) throws(ModelError) {
    guard rename(from, to) == 0 else { throw failure(to) }
  }

  /// Bytes that can still be written at `path`.
  static func free(_ path: String) -> Int? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }

  static func failure(_ path: String) -> ModelError {
    errno == ENOSPC ? .diskFull(path: path, needed: 0) : .input(path: path, detail: String(cString: strerror(errno)))
  }
}
