import Glibc

/// A directory of its own under `TMPDIR`, removed with everything in it.
final class TemporaryDirectory: Sendable {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let path: String

  init() throws(Failure) {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/voicebot-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Failure(description: "\(base): \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    if let stream = opendir(path) {
      while let entry = readdir(stream) {
        let raw = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        let name = String(decoding: raw, as: UTF8.self)
        if name == "." || name == ".." { continue }
        if entry.pointee.d_type == UInt8(DT_DIR) { remove("\(path)/\(name)") } else { unlink("\(path)/\(name)") }
      }
      closedir(stream)
    }
    rmdir(path)
  }
}
