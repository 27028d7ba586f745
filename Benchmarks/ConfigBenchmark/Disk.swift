import Glibc
import Loading

enum Disk {
  /// Writes each file, making the folders above it; false where one cannot be written.
  static func write(_ files: [SourceFile], under root: String) -> Bool {
    var made: Set<String> = []
    for file in files {
      let path = "\(root)/\(file.path)"
      var folder = ""
      for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
        folder += "\(part)/"
        if made.insert(folder).inserted, folder != "/" { mkdir(folder, 0o755) }
      }
      guard let output = fopen(path, "wb") else { return false }
      let written = fwrite(file.bytes, 1, file.bytes.count, output)
      guard fclose(output) == 0, written == file.bytes.count else { return false }
    }
    return true
  }

  /// Says why on standard error, and ends.
  static func fail(_ message: String, status: Int32) -> Never {
    _ = Array((message + "\n").utf8).withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    exit(status)
  }

  /// The most memory this process has had resident, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss * 1024
  }
}
