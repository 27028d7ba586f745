import Glibc

enum FileText {
  static func bytes(_ path: String, limit: Int = 64 << 20) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return ferror(file) == 0 ? result : nil }
      result.append(contentsOf: buffer[..<count])
      if result.count > limit { return nil }
    }
  }

  static func read(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

  static func write(_ bytes: [UInt8], to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let written = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && written == bytes.count
  }

  static func write(_ text: String, to path: String) -> Bool { write(Array(text.utf8), to: path) }

  /// Writes the file whole or not at all; a file that is there keeps its mode.
  static func replace(_ path: String, with text: String) throws {
    var status = stat()
    let mode = stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0o644
    let temporary = "\(path).\(getpid())"
    guard write(text, to: temporary), chmod(temporary, mode) == 0, rename(temporary, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw CommandFailure(.failed, "cannot write \(path): \(reason)")
    }
  }
}
