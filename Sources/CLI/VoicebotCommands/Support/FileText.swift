import Glibc

enum FileText {
  /// Of a regular file; nil for any other, also one that would have to be waited for.
  static func bytes(_ path: String, limit: Int = 64 << 20) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let file = fopen(path, "r") else { return nil }
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
}
